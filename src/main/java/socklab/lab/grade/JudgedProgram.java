package socklab.lab.grade;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import socklab.call.Errno;
import socklab.kernel.Kernel;

/**
 * A student's program that runs beside a lab: its output is kept up to a bound, and it ends with the lab.
 *
 * <p>{@link ProgramBounds} bounds it where this machine can. The number of its processes is watched too: root's are not
 * limited by the kernel. Source: setrlimit(2), RLIMIT_NPROC.
 */
final class JudgedProgram implements AutoCloseable {
    private static final int MOST_OUTPUT = 64 << 10;

    /** A program that starts more processes is ended. */
    private static final int MOST_PROCESSES = 256;

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final Process process;
    private final StringBuilder output = new StringBuilder();
    private final Thread reader;

    private JudgedProgram(Process process) {
        this.process = process;
        this.reader = Thread.ofPlatform().daemon().name("program").start(this::read);
        Thread.ofPlatform().daemon().name("processes").start(this::watch);
    }

    /** Starts a program in the network of a kernel, and feeds it its input. */
    static JudgedProgram start(Kernel kernel, List<String> command, Map<String, String> environment, String input)
            throws IOException {
        checkExecutable(command.getFirst());
        ProcessBuilder builder = new ProcessBuilder(ProgramBounds.around(command)).redirectErrorStream(true);
        builder.environment().putAll(environment);
        CompletableFuture<Process> started = new CompletableFuture<>();
        // a process has the network namespace of the thread that starts it
        kernel.start(new Thread(() -> {
            try {
                started.complete(builder.start());
            } catch (IOException e) {
                started.completeExceptionally(e);
            }
        }));
        try {
            Process process = started.join();
            JudgedProgram program = new JudgedProgram(process);
            feed(process, input);
            return program;
        } catch (CompletionException e) {
            throw e.getCause() instanceof IOException cannot ? cannot : new IOException(e.getCause());
        }
    }

    /** What sets the bounds would else be told that there is no such program, and its words would be marked. */
    private static void checkExecutable(String program) throws IOException {
        List<Path> places = program.contains("/")
                ? List.of(Path.of(program))
                : Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                        .map(folder -> Path.of(folder, program))
                        .toList();
        if (places.stream().noneMatch(Files::isRegularFile)) {
            throw new IOException(program + ": " + Errno.ENOENT.describe());
        }
        if (places.stream().noneMatch(Files::isExecutable)) {
            throw new IOException(program + ": " + Errno.EACCES.describe());
        }
    }

    private static void feed(Process process, String input) {
        Thread.ofPlatform().daemon().name("input").start(() -> {
            try (OutputStream in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // the program ended, or closed its input, before it read all of it
            }
        });
    }

    /** Ends a program that starts processes without end. */
    private void watch() {
        try {
            while (!process.waitFor(LOOK_AGAIN.toNanos(), TimeUnit.NANOSECONDS)) {
                if (process.descendants().limit(MOST_PROCESSES + 1L).count() > MOST_PROCESSES) {
                    keep("\nsocklab: more than " + MOST_PROCESSES + " processes\n");
                    end();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private void read() {
        byte[] buffer = new byte[8192];
        try (InputStream in = process.getInputStream()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                keep(new String(buffer, 0, count, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            // the program was ended
        }
    }

    private synchronized void keep(String text) {
        output.append(text, 0, Math.min(text.length(), MOST_OUTPUT - output.length()));
    }

    /** What the program has printed so far, on standard output and standard error. */
    synchronized String output() {
        return output.toString();
    }

    /** Whether the program has ended. */
    boolean hasEnded() {
        return !process.isAlive();
    }

    /** Waits for the end of the program and of its output; its exit code, or empty if it still runs. */
    OptionalInt exit(Duration limit) {
        try {
            if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                return OptionalInt.empty();
            }
            reader.join(Duration.ofSeconds(1));
            return OptionalInt.of(process.exitValue());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }

    /** The first line of output that matches, if there is one. */
    Optional<String> line(Predicate<String> matches) {
        return output().lines().map(String::strip).filter(matches).findFirst();
    }

    /** Ends the program and all that it started. */
    @Override
    public void close() {
        end();
        try {
            process.getInputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
