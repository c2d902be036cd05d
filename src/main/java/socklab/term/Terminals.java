package socklab.term;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp;

/** Opens the terminal that the program was started in. */
final class Terminals {
    private static final String COLOURS = "(?m)\\b(colors|pairs)#\\w+,|\\b(setaf|setab|setf|setb|op|oc|initc)=[^,]*(\\\\,[^,]*)*,";

    private static final int COLUMNS = 80;
    private static final int ROWS = 24;

    private Terminals() {}

    /**
     * The terminal, with colours or without.
     *
     * <p>The probe for grapheme clusters stays off: it eats what the user types ahead.
     */
    static Terminal open(boolean coloured) throws IOException {
        TerminalBuilder builder = TerminalBuilder.builder().name("socklab").system(true).encoding(StandardCharsets.UTF_8)
                .provider("jni").graphemeCluster(false).dumb(true).color(false);
        if (!coloured) {
            builder.type(colourless());
        }
        Terminal terminal = builder.build();
        if (terminal.getSize().getColumns() <= 0 && !dumb(terminal)) {
            terminal.setSize(Size.of(COLUMNS, ROWS)); // nobody told the pseudo-terminal: a line editor needs some width
        }
        return terminal;
    }

    /** The terminal's description under another name, its colours taken out: JLine then writes none anywhere. */
    private static String colourless() throws IOException {
        String type = System.getenv().getOrDefault("TERM", Terminal.TYPE_DUMB);
        if (type.startsWith(Terminal.TYPE_DUMB)) {
            return Terminal.TYPE_DUMB;
        }
        try {
            String without = type + "-colourless";
            InfoCmp.setLoadedInfoCmp(without, InfoCmp.getInfoCmp(type).replaceAll(COLOURS, ""));
            return without;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return type;
        }
    }

    /** Whether a terminal cannot move its cursor. */
    static boolean dumb(Terminal terminal) {
        return terminal.getType().startsWith(Terminal.TYPE_DUMB);
    }
}
