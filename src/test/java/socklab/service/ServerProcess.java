package socklab.service;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import socklab.oracle.DefaultSignals;
import socklab.oracle.SocklabProgram;

/** A program started as a process of its own, socklab or another; what it says is collected as it comes. */
public final class ServerProcess implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("(?:ready|listening).*?:(\\d+)");

    private final Process process;
    private final List<String> out = new ArrayList<>();
    private final List<String> err = new ArrayList<>();
    private final List<Thread> readers;

    private ServerProcess(Process process) {
        this.process = process;
        this.readers = List.of(
                reader(process.inputReader(StandardCharsets.UTF_8), out),
                reader(
                        new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8)),
                        err));
    }

    private Thread reader(BufferedReader reader, List<String> into) {
        return Thread.ofPlatform().daemon().start(() -> {
            try (reader) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    synchronized (this) {
                        into.add(line);
                    }
                }
            } catch (IOException e) {
                // the process was ended
            }
        });
    }

    /** Starts socklab as compiled for this test. */
    public static ServerProcess socklab(String... args) {
        return start(socklabCommand(args));
    }

    public static List<String> socklabCommand(String... args) {
        List<String> command = new ArrayList<>(SocklabProgram.java());
        command.addAll(List.of("-Dsocklab.locale=en", "-cp", SocklabProgram.classPath(), "socklab.Main"));
        command.addAll(List.of(args));
        return command;
    }

    public static ServerProcess start(List<String> command) {
        try {
            return new ServerProcess(new ProcessBuilder(DefaultSignals.command(command)).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static boolean exists(String program) {
        return List.of("/usr/bin", "/bin", "/usr/local/bin").stream()
                .anyMatch(f -> Files.isExecutable(Path.of(f, program)));
    }

    public Process process() {
        return process;
    }

    public synchronized List<String> out() {
        return List.copyOf(out);
    }

    public synchronized List<String> err() {
        return List.copyOf(err);
    }

    /** The port that it says it is ready at. */
    public int port() {
        RecordingListener.until(() -> ready().find() || !process.isAlive(), () -> "not ready: " + out() + err());
        Matcher ready = ready();
        if (!ready.find()) {
            throw new AssertionError("not ready: " + out() + err());
        }
        return Integer.parseInt(ready.group(1));
    }

    private Matcher ready() {
        return READY.matcher(String.join("\n", out()));
    }

    public void awaitOut(String part) {
        RecordingListener.until(
                () -> out().stream().anyMatch(l -> l.contains(part)), () -> "no " + part + " in " + out() + err());
    }

    public void awaitErr(String part) {
        RecordingListener.until(
                () -> err().stream().anyMatch(l -> l.contains(part)), () -> "no " + part + " in " + out() + err());
    }

    public void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    public void input(String text) throws IOException {
        process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
    }

    public int exit() throws InterruptedException {
        if (!process.waitFor(50, TimeUnit.SECONDS)) {
            throw new AssertionError("still running: " + out() + err());
        }
        for (Thread reader : readers) {
            reader.join();
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
