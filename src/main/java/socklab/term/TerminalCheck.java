package socklab.term;

import java.io.Console;

/** Whether standard input and output are a terminal. */
public final class TerminalCheck {
    private TerminalCheck() {}

    /** Whether both are. */
    public static boolean now() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }
}
