package socklab.lab;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import socklab.shell.StateFolder;

/**
 * Writes the running session to a file in the state folder, each line before the next runs: it outlives
 * {@code kill -9}.
 *
 * <p>The file is locked as long as its program runs, and readable by its owner only. The newest {@value #MOST_FILES} of
 * consoles and of piped runs are kept; a locked one is never removed. A line that cannot be written is reported once;
 * when there is room again, the log goes on with a comment in the place of the gap.
 */
final class SessionLog implements AutoCloseable {
    static final int MOST_FILES = 20;

    /** Stands in a log where lines could not be written. */
    static final String GAP = "# ... lines are missing here: they could not be written";

    private final Path folder;
    private final SavedSession.Source source;
    private final Consumer<IOException> failed;
    private Optional<Open> open = Optional.empty();
    private boolean gap;
    private boolean reported;

    private record Open(Path file, FileChannel channel, Optional<FileLock> lock) {}

    /** A log below a state folder; {@code failed} hears of the first line that cannot be written. */
    SessionLog(Path state, SavedSession.Source source, Consumer<IOException> failed) {
        this.folder = state.resolve("sessions");
        this.source = source;
        this.failed = failed;
    }

    /** Writes a line; the first one makes the file. */
    synchronized void append(String line) {
        try {
            if (open.isEmpty()) {
                open = Optional.of(start());
            }
            write(open.get().channel(), (gap ? GAP + "\n" : "") + line + "\n");
            gap = false;
        } catch (IOException e) {
            gap = true;
            if (!reported) {
                reported = true;
                failed.accept(e);
            }
        }
    }

    /** Writes all of a text, or nothing. */
    private static void write(FileChannel channel, String text) throws IOException {
        long end = channel.position();
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        try {
            while (bytes.hasRemaining()) {
                int _ = channel.write(bytes);
            }
        } catch (IOException e) {
            channel.truncate(end);
            throw e;
        }
    }

    private Open start() throws IOException {
        Files.createDirectories(folder, StateFolder.owners(folder, "rwx------"));
        prune();
        for (long time = System.currentTimeMillis(); ; time++) {
            Path file =
                    folder.resolve(source.fileName(time, ProcessHandle.current().pid()));
            try {
                FileChannel channel = FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        StateFolder.owners(file, "rw-------"));
                return new Open(file, channel, lock(channel));
            } catch (FileAlreadyExistsException e) {
                continue; // another session of this process began in the same millisecond
            }
        }
    }

    /** Some network file systems have no locks. */
    private static Optional<FileLock> lock(FileChannel channel) {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The next line starts another file. */
    synchronized void startOver() {
        close();
    }

    private void prune() throws IOException {
        List<SavedSession> same = SavedSession.in(folder).stream()
                .filter(session -> session.source() == source)
                .toList();
        for (SavedSession old : same.subList(Math.min(same.size(), MOST_FILES - 1), same.size())) {
            if (!old.isAlive()) {
                Files.deleteIfExists(old.file());
            }
        }
    }

    /** The sessions that have ended: those of consoles first, the newest first. */
    synchronized List<SavedSession> ended() {
        try {
            return SavedSession.in(folder).stream()
                    .filter(session ->
                            open.map(o -> !o.file().equals(session.file())).orElse(true))
                    .filter(session -> !session.isAlive())
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    @Override
    public synchronized void close() {
        open.ifPresent(o -> {
            try {
                o.channel().close();
            } catch (IOException e) {
                // every line has been written by now: nothing is lost
            }
        });
        open = Optional.empty();
    }
}
