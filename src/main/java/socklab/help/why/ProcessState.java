package socklab.help.why;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** What the kernel says about this process. Source: proc_pid_status(5), capabilities(7). */
final class ProcessState {
    private static final String EFFECTIVE = "CapEff:";

    private ProcessState() {}

    /** Whether the current thread has a capability in effect, by its bit; empty where that cannot be read. */
    static Optional<Boolean> capable(int bit) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/thread-self/status"))) {
            return lines.filter(line -> line.startsWith(EFFECTIVE))
                    .map(line -> Long.parseUnsignedLong(
                            line.substring(EFFECTIVE.length()).strip(), 16))
                    .map(set -> (set >>> bit & 1) != 0)
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }
}
