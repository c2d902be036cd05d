package socklab.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import socklab.oracle.DefaultSignals;
import socklab.oracle.SocklabProgram;

/** A program as a process of its own, fed and read as from a shell. Closing it ends it. */
public final class LabProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 40;

    private final Process process;
    private final Sink out;
    private final Sink err;
    private final Optional<Path> own;

    private LabProcess(List<String> command, Optional<Path> state, Optional<Path> own) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(DefaultSignals.command(command));
        state.ifPresent(s -> builder.environment().put("XDG_STATE_HOME", s.toString()));
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        process = builder.start();
        this.own = own;
        out = new Sink(process.getInputStream());
        err = new Sink(process.getErrorStream());
    }

    /** The real program, from the classes under test. */
    public static LabProcess socklab(String... args) throws IOException {
        Path state = Files.createTempDirectory("socklab-lab-state"); // nothing of a test among what its user typed
        return new LabProcess(command(args), Optional.of(state), Optional.of(state));
    }

    /** The same with a state folder. */
    static LabProcess socklab(Path state, String... args) throws IOException {
        return new LabProcess(command(args), Optional.of(state), Optional.empty());
    }

    private static List<String> command(String... args) {
        return SocklabProgram.command(args);
    }

    /** Some other program. */
    public static LabProcess of(String... command) throws IOException {
        return new LabProcess(List.of(command), Optional.empty(), Optional.empty());
    }

    /** Everything a stream says. */
    private static final class Sink {
        private final StringBuilder text = new StringBuilder();
        private boolean over;

        Sink(InputStream in) {
            Thread.ofPlatform().daemon().start(() -> drain(in));
        }

        private void drain(InputStream in) {
            byte[] all = new byte[0];
            byte[] buffer = new byte[8192];
            try {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    byte[] more = java.util.Arrays.copyOf(all, all.length + n);
                    System.arraycopy(buffer, 0, more, all.length, n);
                    all = more;
                    set(new String(all, StandardCharsets.UTF_8), false);
                }
            } catch (IOException e) {
                // ended
            }
            set(new String(all, StandardCharsets.UTF_8), true);
        }

        private synchronized void set(String now, boolean end) {
            text.setLength(0);
            text.append(now);
            over = end;
            notifyAll();
        }

        synchronized String await(String wanted) throws InterruptedException {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (text.indexOf(wanted) < 0 && !over && end - System.nanoTime() > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, end - System.nanoTime()));
            }
            if (text.indexOf(wanted) < 0) {
                throw new AssertionError("never said: " + wanted + "\nbut: " + text);
            }
            return text.toString();
        }

        synchronized String all() throws InterruptedException {
            while (!over) {
                wait();
            }
            return text.toString();
        }
    }

    /** Waits until it has said something, and returns all it has said. */
    public String await(String wanted) throws InterruptedException {
        return out.await(wanted);
    }

    /** Types something. */
    public LabProcess type(String text) {
        try {
            process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Ends its input. */
    public LabProcess end() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Sends it a signal. */
    public void signal(String name) throws IOException, InterruptedException {
        int _ = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** Its exit code, once it has ended. */
    public int exit() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("still running; it said: " + out.text + err.text);
        }
        return process.exitValue();
    }

    /** All it said, once it has ended. */
    public String out() throws InterruptedException {
        return out.all();
    }

    /** All it complained of, once it has ended. */
    public String err() throws InterruptedException {
        return err.all();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
        own.ifPresent(LabProcess::remove);
    }

    private static void remove(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
