package socklab.page.cast;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that is written line by line beside its place, and takes its name when it is complete: until then, and if the
 * disk is full, a file that had the name is as it was.
 *
 * <p>It is bounded: lines beyond {@link #MOST_BYTES} are left out. Source: rename(2).
 */
final class CastFile {
    /** The most that is written. Half a day of a busy lecture takes less. */
    static final long MOST_BYTES = 64L << 20;

    private final Path target;
    private final Path beside;
    private final BufferedWriter writer;
    private final long most;
    private long bytes;
    private boolean full;

    /** @param most how many bytes are written at most */
    CastFile(Path file, long most) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new FileSystemException(file.toString(), null, "no regular file");
        }
        this.most = most;
        target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        if (Files.exists(target) && !Files.isWritable(target)) {
            throw new FileSystemException(file.toString(), null, "read-only");
        }
        beside = target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + "." + System.nanoTime());
        writer = Files.newBufferedWriter(
                beside, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** Writes a line, if there is room for it; from the first that has none on, all are left out. */
    void line(String line) throws IOException {
        bytes += line.length() + 1L; // JSON of a terminal's text is nearly all ASCII: the bound need not be exact
        full |= bytes > most;
        if (!full) {
            writer.write(line);
            writer.write('\n');
        }
    }

    /** Whether lines were left out. */
    boolean full() {
        return full;
    }

    /** Gives the file its name. */
    void complete() throws IOException {
        try (writer) {
            writer.flush();
        } catch (IOException e) {
            Files.deleteIfExists(beside);
            throw e;
        }
        Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Leaves nothing. */
    void giveUp() {
        try (writer) {
            Files.deleteIfExists(beside);
        } catch (IOException e) {
            // what could not be written cannot be flushed either
        }
    }
}
