package socklab.term;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp;

/** Opens the terminal that the program was started in. */
final class TerminalOpener {
    /**
     * Terminals that most others say they are, and what they really are: of those that call themselves xterm or screen,
     * as xterm and tmux do by themselves, all have had 256 colours for long.
     */
    private static final Map<String, String> USUAL = Map.of(
            "xterm-256color",
            "xterm-256color",
            "xterm",
            "xterm-256color",
            "screen-256color",
            "screen-256color",
            "screen",
            "screen-256color",
            "tmux-256color",
            "screen-256color");

    /**
     * DECAWM off and on: what is written behind the last column stays in it. Where a terminal takes more columns for a
     * sign than are counted, the last row would else scroll the screen.
     */
    static final String WRAP_OFF = "\033[?7l";

    static final String WRAP_ON = "\033[?7h";

    private static final int COLUMNS = 80;
    private static final int ROWS = 24;

    private TerminalOpener() {}

    /**
     * Where JLine draws a box, in a line that is typed, it shall not be by the alternate character set of old
     * terminals, which copies as letters.
     */
    static void linesAsText() {
        System.setProperty("org.jline.utils.disableAlternateCharset", "true");
    }

    /**
     * The terminal.
     *
     * <p>The probe for grapheme clusters stays off: it eats what the user types ahead.
     */
    static Terminal open() throws IOException {
        Terminal terminal = opened(System.getenv().getOrDefault("TERM", ""));
        if (terminal.getSize().getColumns() <= 0 && !dumb(terminal)) {
            terminal.setSize(Size.of(COLUMNS, ROWS)); // nobody told the pseudo-terminal: a line editor needs some width
        }
        return terminal;
    }

    private static Terminal opened(String type) throws IOException {
        boolean posix = !System.getProperty("os.name").startsWith("Windows");
        try {
            return posix && !type.isEmpty() && !dumb(type) ? ProcessTerminal.open(type) : found(type);
        } catch (RuntimeException | LinkageError e) { // no native code here, or none for this system
            return found(type);
        }
    }

    /** Whatever the line editor finds. */
    private static Terminal found(String type) throws IOException {
        describe(type);
        return TerminalBuilder.builder()
                .name("socklab")
                .system(true)
                .encoding(StandardCharsets.UTF_8)
                .provider("jni")
                .graphemeCluster(false)
                .dumb(true)
                .color(false)
                .build();
    }

    /**
     * Has the line editor take its own description of a usual terminal: it would ask infocmp(1) for it, a process that
     * takes longer than all else until the prompt.
     */
    static void describe(String type) {
        String known = USUAL.get(type);
        if (known != null) {
            InfoCmp.setLoadedInfoCmp(type, InfoCmp.getDefaultInfoCmp(known));
        }
    }

    /** Whether a terminal cannot move its cursor. */
    static boolean dumb(Terminal terminal) {
        return dumb(terminal.getType());
    }

    /** Whether this kind of terminal cannot. */
    static boolean dumb(String type) {
        return type.startsWith(Terminal.TYPE_DUMB);
    }
}
