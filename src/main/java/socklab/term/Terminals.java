package socklab.term;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp;

/** Opens the terminal that the program was started in. */
final class Terminals {
    /** Terminals that the line editor brings a description of, and which most others say they are. */
    private static final Set<String> USUAL = Set.of("xterm-256color", "xterm", "screen-256color", "screen");

    private static final int COLUMNS = 80;
    private static final int ROWS = 24;

    private Terminals() {}

    /** Where JLine draws a box, in a line that is typed, it shall not be by the alternate character set of old terminals, which copies as letters. */
    static void linesAsText() {
        System.setProperty("org.jline.utils.disableAlternateCharset", "true");
    }

    /**
     * The terminal.
     *
     * <p>The probe for grapheme clusters stays off: it eats what the user types ahead.
     */
    static Terminal open() throws IOException {
        describe(System.getenv().getOrDefault("TERM", ""));
        TerminalBuilder builder = TerminalBuilder.builder().name("socklab").system(true).encoding(StandardCharsets.UTF_8)
                .provider("jni").graphemeCluster(false).dumb(true).color(false);
        Terminal terminal = builder.build();
        if (terminal.getSize().getColumns() <= 0 && !dumb(terminal)) {
            terminal.setSize(Size.of(COLUMNS, ROWS)); // nobody told the pseudo-terminal: a line editor needs some width
        }
        return terminal;
    }

    /**
     * Has the line editor take its own description of a usual terminal: it would ask infocmp(1) for it, a process that
     * takes longer than all else until the prompt.
     */
    static void describe(String type) {
        if (USUAL.contains(type)) {
            InfoCmp.setLoadedInfoCmp(type, InfoCmp.getDefaultInfoCmp(type));
        }
    }

    /** Whether a terminal cannot move its cursor. */
    static boolean dumb(Terminal terminal) {
        return terminal.getType().startsWith(Terminal.TYPE_DUMB);
    }
}
