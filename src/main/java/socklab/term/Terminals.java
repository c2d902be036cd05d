package socklab.term;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Opens the terminal that the program was started in. */
final class Terminals {
    private static final int COLUMNS = 80;
    private static final int ROWS = 24;

    private Terminals() {}

    /** Boxes are drawn with Unicode's characters, not by the alternate character set of old terminals, which copies as letters. */
    static void linesAsText() {
        System.setProperty("org.jline.utils.disableAlternateCharset", "true");
    }

    /**
     * The terminal.
     *
     * <p>The probe for grapheme clusters stays off: it eats what the user types ahead.
     */
    static Terminal open() throws IOException {
        TerminalBuilder builder = TerminalBuilder.builder().name("socklab").system(true).encoding(StandardCharsets.UTF_8)
                .provider("jni").graphemeCluster(false).dumb(true).color(false);
        Terminal terminal = builder.build();
        if (terminal.getSize().getColumns() <= 0 && !dumb(terminal)) {
            terminal.setSize(Size.of(COLUMNS, ROWS)); // nobody told the pseudo-terminal: a line editor needs some width
        }
        return terminal;
    }

    /** Whether a terminal cannot move its cursor. */
    static boolean dumb(Terminal terminal) {
        return terminal.getType().startsWith(Terminal.TYPE_DUMB);
    }
}
