package socklab.term;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import socklab.shell.StateFolder;

/** Someone who typed lines here before: the console does not greet them. */
public final class ReturningUser {
    private ReturningUser() {}

    /** Gives a folder for {@code XDG_STATE_HOME} the history of such a user, without a line; returns the folder. */
    public static Path home(Path folder) {
        try {
            state(folder.resolve("socklab"));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same for the state folder itself. */
    static Path state(Path folder) throws IOException {
        if (Files.isRegularFile(folder.getParent())) {
            return folder; // it cannot be made
        }
        new StateFolder(folder).make();
        Path history = folder.resolve("history");
        if (!Files.exists(history)) {
            Files.createFile(history, StateFolder.owners(history, "rw-------"));
        }
        return folder;
    }
}
