package socklab.term;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import socklab.shell.StateFolder;
import socklab.view.Escape;

/**
 * The lines typed in earlier runs, a line each; readable by the user only (mode 0600).
 *
 * <p>Each line is appended in one write as it is typed, so that two consoles can share the file. Bytes that are not
 * UTF-8 do no harm, nor does a file that is not a regular one.
 *
 * <p><b>Why</b> not JLine's history file: it rewrites backslashes, opens whatever the name is, a fifo too, and leaves
 * the mode to the umask. In memory the history is JLine's.
 */
final class HistoryFile {
    /** How many lines are read back; the file is cut when it has twice as many. */
    static final int MOST = 5000;

    /** A file larger than this is not a history of typed lines; its last part is read. */
    private static final int MOST_BYTES = 4 << 20;

    private final StateFolder folder;
    private final Path file;

    HistoryFile(StateFolder folder) {
        this.folder = folder;
        this.file = folder.file("history");
    }

    /** Whether no line was ever typed here. */
    boolean isNew() {
        return !Files.exists(file);
    }

    /** The newest lines, oldest first. */
    List<String> load() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        requireRegularFile();
        List<String> lines = new String(lastBytes(), StandardCharsets.UTF_8)
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

    private byte[] lastBytes() throws IOException {
        try (SeekableByteChannel in = Files.newByteChannel(file)) {
            int size = (int) Math.min(in.size(), MOST_BYTES);
            in.position(in.size() - size);
            ByteBuffer bytes = ByteBuffer.allocate(size);
            while (bytes.hasRemaining() && in.read(bytes) >= 0) {
                // until it is full or the file has become shorter
            }
            return Arrays.copyOf(bytes.array(), bytes.position());
        }
    }

    /** A fifo would block, a device has no end. */
    private void requireRegularFile() throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException(file + " is not a regular file");
        }
    }

    /** Adds a line; after a file without a last newline it begins on a line of its own. */
    void append(String line) throws IOException {
        folder.make();
        requireRegularFile();
        var mode = StateFolder.owners(file, "rw-------");
        String newline = endsInLine() ? "" : "\n";
        try (SeekableByteChannel out =
                Files.newByteChannel(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND), mode)) {
            ByteBuffer bytes = ByteBuffer.wrap((newline + line + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        }
    }

    /** Whether the file is empty or its last byte is a newline. */
    private boolean endsInLine() throws IOException {
        if (!Files.exists(file) || Files.size(file) == 0) {
            return true;
        }
        try (SeekableByteChannel in = Files.newByteChannel(file)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            in.position(in.size() - 1);
            return in.read(last) < 1 || last.get(0) == '\n';
        }
    }
}
