package socklab.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder for what is kept across runs.
 *
 * <p>Source: XDG Base Directory Specification.
 */
public record StateFolder(Path path) {

    /**
     * The user's: {@code $XDG_STATE_HOME/socklab}; else what Windows names {@code %LOCALAPPDATA%}, where it is set;
     * else
     * {@code ~/.local/state/socklab}.
     */
    public static StateFolder of(Map<String, String> environment, String home) {
        Path base = Stream.of("XDG_STATE_HOME", "LOCALAPPDATA")
                .flatMap(name -> Optional.ofNullable(environment.get(name)).map(Path::of).stream())
                .filter(Path::isAbsolute) // the specification ignores others
                .findFirst()
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
            Files.createDirectories(path, owners(path, "rwx------"));
        }
    }

    /**
     * Permissions of a file that is made, as {@code ls -l} shows them; none where the file system of its path has no
     * such thing
     * (Windows keeps a user's folders to the user by other means).
     */
    public static FileAttribute<?>[] owners(Path path, String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
