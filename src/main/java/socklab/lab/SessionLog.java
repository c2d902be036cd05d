package socklab.lab;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

    private static final Pattern NAME = Pattern.compile("\\d+-\\d+\\.lab");

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
            out.get().write((line + "\n").getBytes(StandardCharsets.UTF_8)); // unbuffered: nothing is lost with the process
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

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return new ArrayList<>(all.filter(f -> NAME.matcher(f.getFileName().toString()).matches())
                    .sorted(Comparator.comparing(SessionLog::time)).toList());
        }
    }

    private static long time(Path file) {
        String name = file.getFileName().toString();
        return Long.parseLong(name.substring(0, Math.min(18, name.indexOf('-'))));
    }

    private static long process(Path file) {
        String name = file.getFileName().toString();
        return Long.parseLong(name.substring(name.indexOf('-') + 1, name.length() - 4));
    }

    private void prune() throws IOException {
        List<Path> files = files();
        for (Path old : files.subList(0, Math.max(0, files.size() - MOST_FILES + 1))) {
            Files.deleteIfExists(old);
        }
    }

    /** The lines of the session before this one: the newest whose program has ended, or which this one left behind. */
    synchronized Optional<List<String>> previous() {
        try {
            List<Path> files = files();
            for (Path other : files.reversed()) {
                boolean over = process(other) == ProcessHandle.current().pid() || ProcessHandle.of(process(other)).isEmpty();
                if (over && !file.equals(Optional.of(other))) {
                    return Optional.of(Files.readAllLines(other));
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
