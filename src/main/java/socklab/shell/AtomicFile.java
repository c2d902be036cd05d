package socklab.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/**
 * Writes a file as a whole or not at all: to a new file beside it, which then takes its name.
 *
 * <p>If the disk is full, the old file is as it was. Source: rename(2).
 */
public final class AtomicFile {
    private AtomicFile() {}

    /** Writes text as UTF-8. What is no regular file, such as {@code /dev/stdout}, is written in place. */
    public static void write(Path file, CharSequence text) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            Files.writeString(file, text);
            return;
        }
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Optional<Set<PosixFilePermission>> permissions = permissions(target);
        Path beside = target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + "." + System.nanoTime());
        try {
            Files.writeString(beside, text);
            if (permissions.isPresent()) {
                Files.setPosixFilePermissions(beside, permissions.get());
            }
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(beside);
            throw e;
        }
    }

    /** The permissions of a file that exists, where the file system has them. */
    private static Optional<Set<PosixFilePermission>> permissions(Path file) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix && Files.exists(file) ? Optional.of(Files.getPosixFilePermissions(file)) : Optional.empty();
    }
}
