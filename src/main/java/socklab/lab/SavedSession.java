package socklab.lab;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The log of a session in the state folder, {@code sessions/TIME-PROCESS.lab}, or {@code TIME-PROCESS.piped.lab}
 * where the
 * lines came from standard input.
 *
 * @param start when the session began, as its file's name says
 */
record SavedSession(Path file, Instant start, Source source) {
    private static final Pattern NAME = Pattern.compile("(\\d{1,15})-\\d{1,18}(\\.piped)?\\.lab");

    /** Where the lines of a session came from. */
    enum Source {
        CONSOLE(""),
        PIPED(".piped");

        private final String suffix;

        Source(String suffix) {
            this.suffix = suffix;
        }

        /** The name of a session's file. */
        String fileName(long time, long process) {
            return time + "-" + process + suffix + ".lab";
        }
    }

    /**
     * All logs in a folder: those of consoles before those of piped runs, the newest first. A log dated in the future
     * comes last of its kind, for its date says nothing.
     */
    static List<SavedSession> in(Path folder) throws IOException {
        List<SavedSession> sessions = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    Matcher name = NAME.matcher(file.getFileName().toString());
                    if (name.matches()) {
                        sessions.add(new SavedSession(
                                file,
                                Instant.ofEpochMilli(Long.parseLong(name.group(1))),
                                name.group(2) == null ? Source.CONSOLE : Source.PIPED));
                    }
                }
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
        }
        Instant now = Instant.now();
        sessions.sort(Comparator.comparing(SavedSession::source)
                .thenComparing(s -> s.start.isAfter(now))
                .thenComparing(SavedSession::start, Comparator.reverseOrder()));
        return sessions;
    }

    /** Whether the program that writes this log still runs: it holds a lock on the file. */
    boolean isAlive() {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return channel.tryLock() == null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The lines of the session. */
    List<String> lines() throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }
}
