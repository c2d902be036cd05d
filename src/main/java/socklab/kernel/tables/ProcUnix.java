package socklab.kernel.tables;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import socklab.kernel.UnixTableRow;

/** The table of Unix-domain sockets. Source: proc_pid_net(5), /proc/net/unix. */
public final class ProcUnix {
    private static final int FLAGS = 3;
    private static final int TYPE = 4;
    private static final int INODE = 6;
    private static final int PATH = 7;
    /** Source: net.h, __SO_ACCEPTCON. */
    private static final int ACCEPTS = 0x10000;

    private ProcUnix() {}

    /** The sockets that have a name; empty if the table cannot be read. */
    public static Optional<List<UnixTableRow>> sockets(NetworkFiles files) {
        try (Stream<String> lines = Files.lines(files.table("unix"), StandardCharsets.ISO_8859_1)) {
            return Optional.of(lines.skip(1)
                    .map(line -> line.split(" +", PATH + 1))
                    .filter(words -> words.length > PATH)
                    .map(ProcUnix::row)
                    .toList());
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static UnixTableRow row(String[] words) {
        return new UnixTableRow(
                words[PATH],
                Integer.parseInt(words[TYPE], 16),
                (Integer.parseInt(words[FLAGS], 16) & ACCEPTS) != 0,
                Long.parseLong(words[INODE]));
    }
}
