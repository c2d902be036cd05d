package socklab.term;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import socklab.shell.StateFolder;
import socklab.view.Escape;

/**
 * The lines typed in earlier runs, a line each; for the user alone (mode 0600).
 *
 * <p>Each line is appended in one write as it is typed, so that two consoles can share the file. Bytes that
 * are no text do no harm.
 */
final class HistoryFile {
    /** How many lines are read back; the file is cut when it has twice as many. */
    static final int MOST = 5000;

    private final StateFolder folder;
    private final Path file;

    HistoryFile(StateFolder folder) {
        this.folder = folder;
        this.file = folder.file("history");
    }

    /** The newest lines, oldest first. */
    List<String> load() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .map(Escape::printable)
                .filter(l -> !l.isBlank())
                .toList();
        List<String> newest = lines.subList(Math.max(0, lines.size() - MOST), lines.size());
        if (lines.size() > 2 * MOST) {
            Path cut = Files.createTempFile(folder.path(), "history", ""); // mode 0600
            Files.write(cut, newest);
            Files.move(cut, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
        return newest;
    }

    /** Adds a line. */
    void append(String line) throws IOException {
        folder.make();
        var mode = StateFolder.owners(file, "rw-------");
        try (SeekableByteChannel out =
                Files.newByteChannel(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND), mode)) {
            out.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
        }
    }
}
