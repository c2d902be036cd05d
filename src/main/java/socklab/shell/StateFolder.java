package socklab.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;

/**
 * The folder for what is kept across runs.
 *
 * <p>Source: XDG Base Directory Specification.
 */
public record StateFolder(Path path) {

    /** The user's: {@code $XDG_STATE_HOME/socklab}, else {@code ~/.local/state/socklab}. */
    public static StateFolder of(Map<String, String> environment, String home) {
        Path base = Optional.ofNullable(environment.get("XDG_STATE_HOME")).map(Path::of).filter(Path::isAbsolute) // the specification ignores others
                .orElse(Path.of(home, ".local", "state"));
        return new StateFolder(base.resolve("socklab"));
    }

    /** The folder of the user who runs this program. */
    public static StateFolder own() {
        return of(System.getenv(), System.getProperty("user.home"));
    }

    /** A file in it. */
    public Path file(String name) {
        return path.resolve(name);
    }

    /** Makes the folder, for the user alone, if it is not there. */
    public void make() throws IOException {
        if (!Files.isDirectory(path)) {
            Files.createDirectories(path.getParent());
            Files.createDirectories(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }
}
