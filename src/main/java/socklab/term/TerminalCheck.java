package socklab.term;

import java.io.Console;
import java.util.Optional;

/**
 * Whether standard input and output are a terminal.
 *
 * <p>Whoever starts the program may say so with a property: to ask the system takes Java two milliseconds.
 */
public final class TerminalCheck {
    private static final String PROPERTY = "socklab.terminal";

    private TerminalCheck() {}

    /** What was said when the program was started; none if nothing was. */
    static Optional<Boolean> said() {
        return Optional.ofNullable(System.getProperty(PROPERTY)).map(Boolean::parseBoolean);
    }

    /** Whether they are. */
    public static boolean now() {
        return said().orElseGet(TerminalCheck::asked);
    }

    private static boolean asked() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }
}
