package socklab.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Gives the programs that tests start the default disposition of SIGINT and SIGQUIT.
 *
 * <p>A shell starts commands in the background with both ignored, and so does nohup(1) with SIGHUP; all programs that
 * those start inherit it. Source: POSIX.1-2024 XCU 2.11, env(1), proc_pid_status(5).
 */
public final class DefaultSignals {
    private static final int SIGINT = 2;
    private static final Path STATUS = Path.of("/proc/self/status");

    private DefaultSignals() {}

    /** The command that runs a command with default signals, in the same process. */
    public static List<String> command(List<String> command) {
        return ignoresInterrupts()
                ? Stream.concat(Stream.of("env", "--default-signal=HUP,INT,QUIT"), command.stream())
                        .toList()
                : command;
    }

    private static boolean ignoresInterrupts() {
        if (!Files.exists(STATUS)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(STATUS)) {
            String mask = lines.filter(line -> line.startsWith("SigIgn:"))
                    .findFirst()
                    .orElse("SigIgn: 0")
                    .substring("SigIgn:".length())
                    .strip();
            return (Long.parseUnsignedLong(mask, 16) >> (SIGINT - 1) & 1) == 1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
