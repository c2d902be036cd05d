package socklab.cli;

import java.nio.file.Path;

/** Where the program keeps what outlives it. Source: XDG Base Directory Specification. */
public final class StateFolder {
    private StateFolder() {}

    /** {@code $XDG_STATE_HOME/socklab}, else {@code ~/.local/state/socklab}. */
    public static Path path() {
        String state = System.getenv("XDG_STATE_HOME");
        return state == null || !Path.of(state).isAbsolute()
                ? Path.of(System.getProperty("user.home"), ".local", "state", "socklab") : Path.of(state, "socklab");
    }
}
