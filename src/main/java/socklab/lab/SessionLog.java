package socklab.lab;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import socklab.shell.StateFolder;

/**
 * The running session in the state folder, a line at a time, each with the kernel before the next runs: it outlives
 * {@code kill -9}.
 *
 * <p>Every session has a file of its own, {@code sessions/TIME-PROCESS.lab}, readable by its owner only; the newest
 * {@value #MOST_FILES} are kept. A folder that cannot be written costs the memory, nothing else.
 */
final class SessionLog implements AutoCloseable {
    static final int MOST_FILES = 20;

    private static final Pattern NAME = Pattern.compile("(\\d{1,18})-(\\d{1,18})\\.lab");

    private final Path folder;
    private Optional<Path> file = Optional.empty();
    private Optional<OutputStream> out = Optional.empty();
    private boolean given;

    SessionLog(Path state) {
        this.folder = state.resolve("sessions");
    }

    /** Writes a line; the first one makes the file. */
    synchronized void append(String line) {
        if (given) {
            return;
        }
        try {
            if (out.isEmpty()) {
                out = Optional.of(start());
            }
            out.get()
                    .write((line + "\n")
                            .getBytes(StandardCharsets.UTF_8)); // unbuffered: nothing is lost with the process
        } catch (IOException e) {
            given = true;
        }
    }

    private OutputStream start() throws IOException {
        Files.createDirectories(folder, StateFolder.owners(folder, "rwx------"));
        prune();
        long time = System.currentTimeMillis();
        while (true) {
            Path next = folder.resolve(time + "-" + ProcessHandle.current().pid() + ".lab");
            if (!Files.exists(next)) {
                file = Optional.of(Files.createFile(next, StateFolder.owners(next, "rw-------")));
                return new FileOutputStream(next.toFile());
            }
            time++;
        }
    }

    /** The next line starts another file. */
    synchronized void startOver() {
        close();
        file = Optional.empty();
    }

    /** A session's file: when it was begun, and by which process. */
    private record Kept(Path file, long time, long process) {}

    /** All of them, the oldest first. A lambda of Comparator's own would be a class made anew at every start. */
    private List<Kept> files() throws IOException {
        List<Kept> files = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
                for (Path file : all) {
                    Matcher name = NAME.matcher(file.getFileName().toString());
                    if (name.matches()) {
                        files.add(new Kept(file, Long.parseLong(name.group(1)), Long.parseLong(name.group(2))));
                    }
                }
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
        }
        files.sort((a, b) -> Long.compare(a.time, b.time));
        return files;
    }

    private void prune() throws IOException {
        List<Kept> files = files();
        for (Kept old : files.subList(0, Math.max(0, files.size() - MOST_FILES + 1))) {
            Files.deleteIfExists(old.file);
        }
    }

    /** The lines of the session before this one: the newest whose program has ended, or which this one left behind. */
    synchronized Optional<List<String>> previous() {
        try {
            for (Kept other : files().reversed()) {
                boolean over = other.process == ProcessHandle.current().pid()
                        || ProcessHandle.of(other.process).isEmpty();
                if (over && !file.equals(Optional.of(other.file))) {
                    return Optional.of(Files.readAllLines(other.file));
                }
            }
        } catch (IOException e) {
            // a session that cannot be read is none
        }
        return Optional.empty();
    }

    @Override
    public synchronized void close() {
        out.ifPresent(o -> {
            try {
                o.close();
            } catch (IOException e) {
                // it is written line by line: nothing is left to lose
            }
        });
        out = Optional.empty();
    }
}
