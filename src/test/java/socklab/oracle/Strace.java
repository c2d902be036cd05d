package socklab.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The real program as a process under strace(1): what it printed, and what the kernel was asked.
 *
 * <p>One file for each thread ({@code -ff}) keeps every call on one line; the time of each call ({@code -ttt},
 * {@code -T}) puts the calls of all threads in order.
 */
public final class Strace {
    private static final int WAIT_SECONDS = 170;
    private static final Pattern CALL = Pattern.compile("(\\d+)\\.(\\d{6}) (\\w+\\(.*) <(\\d+)\\.(\\d{6})>");
    private static final Pattern UNFINISHED = Pattern.compile("(\\d+)\\.(\\d{6}) (\\w+\\(.*) <unfinished \\.\\.\\.>");
    private static final Pattern RESTART = Pattern.compile(" = \\? ERESTART\\w+ \\([^)]*\\)$");

    private Strace() {}

    /**
     * A call that strace saw.
     *
     * @param begin when it was entered, in microseconds
     * @param end when it returned, likewise
     * @param text the line without its times; a call that a signal ended reads {@code -1 EINTR}, as the caller sees it
     */
    public record Seen(long begin, long end, String text) {}

    /** What a run printed to standard output, and the calls seen, in the order in which they began. */
    public record Run(List<String> output, String errors, int exit, List<Seen> calls) {}

    /** Why there can be no strace here, if so. */
    public static Optional<String> lacking() {
        try {
            Process process = new ProcessBuilder("strace", "-f", "--seccomp-bpf", "-o", "/dev/null", "true")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0
                    ? Optional.empty()
                    : Optional.of("strace may not trace here: " + said.strip());
        } catch (IOException e) {
            return Optional.of("strace is not installed");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs {@code socklab.Main} with arguments and lines on its standard input, in a folder of its own for traces. */
    public static Run run(Path traces, List<String> args, List<String> input) {
        try {
            Path in = Files.write(traces.resolve("in"), input);
            Path out = traces.resolve("out");
            Path err = traces.resolve("err");
            List<String> command = new ArrayList<>(command(traces));
            command.addAll(SocklabProgram.command());
            command.addAll(args);
            Process process = new ProcessBuilder(command)
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
                throw new AssertionError(
                        "still running after " + WAIT_SECONDS + " s: " + Files.readString(out) + Files.readString(err));
            }
            return new Run(Files.readAllLines(out), Files.readString(err), process.exitValue(), traced(traces));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The command that traces another, which is still to come, to files in a folder. */
    public static List<String> command(Path traces) {
        return List.of(
                "strace",
                "-f",
                "--seccomp-bpf",
                "-ff",
                "-ttt",
                "-T", // stops only at calls that are of interest
                "-a",
                "58", // the column of the result is counted from the start of the line, and the time takes 18
                "-e",
                "trace=%desc,%network",
                "-e",
                "signal=none",
                "-o",
                traces.resolve("trace").toString());
    }

    /** The calls seen by a command that has ended, in the order in which they began. */
    public static List<Seen> traced(Path traces) throws IOException {
        List<Seen> calls = new ArrayList<>();
        try (Stream<Path> files = Files.list(traces)) {
            for (Path file : files.filter(f -> f.getFileName().toString().startsWith("trace."))
                    .toList()) {
                for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
                    seen(line).ifPresent(calls::add);
                }
            }
        }
        calls.sort(Comparator.comparingLong(Seen::begin));
        return calls;
    }

    /** One line of a trace; none if it is no call. */
    static Optional<Seen> seen(String line) {
        Matcher m = CALL.matcher(line);
        if (m.matches()) {
            long begin = micros(m.group(1), m.group(2));
            String text = RESTART.matcher(m.group(3)).replaceFirst(" = -1 EINTR (Interrupted system call)");
            return Optional.of(new Seen(begin, begin + micros(m.group(4), m.group(5)), text));
        }
        m = UNFINISHED.matcher(line);
        return m.matches()
                ? Optional.of(new Seen(micros(m.group(1), m.group(2)), Long.MAX_VALUE, m.group(3)))
                : Optional.empty();
    }

    private static long micros(String seconds, String fraction) {
        return Long.parseLong(seconds) * 1_000_000 + Long.parseLong(fraction);
    }
}
