package socklab.term;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import socklab.oracle.SocklabProgram;

/**
 * The real program at a pseudo-terminal of its own, without a terminal emulator: bytes go in, bytes come out.
 *
 * <p>Python's {@code pty} module makes the terminal; a process that stands for the shell leads the session, starts the
 * program, and looks at the modes of the terminal when the program has ended.
 */
final class Pty implements AutoCloseable {
    private static final long CAP_SECONDS = 60;

    /**
     * Copies both ways. Lines "size ROWS COLUMNS" of a control file set the size; the exit status is the program's, 128
     * and more for a signal.
     */
    private static final String PYTHON = """
        import fcntl, os, pty, select, signal, struct, sys, termios, time
        def leader():
            program = os.fork()
            if program == 0:
                os.execvp(sys.argv[2], sys.argv[2:])
            for s in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP):
                signal.signal(s, signal.SIG_IGN)
            open(sys.argv[1] + ".pid", "w").write(str(program))
            _, status = os.waitpid(program, 0)
            both = termios.ICANON | termios.ECHO
            for i in range(400):
                sane = termios.tcgetattr(0)[3] & both == both
                if sane:
                    break
                time.sleep(0.025)
            open(sys.argv[1] + ".modes", "w").write("sane" if sane else "not sane")
            os._exit(128 + os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status))
        pid, fd = pty.fork()
        if pid == 0:
            leader()
        control = os.open(sys.argv[1], os.O_RDWR)
        def size(rows, columns):
            fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        size(24, 80)
        pending = b""
        while True:
            ready, _, _ = select.select([fd, 0, control], [fd] if pending else [], [])
            if not ready:
                pending = pending[os.write(fd, pending[:256]):]
            if control in ready:
                for line in os.read(control, 4096).decode().split("\\n"):
                    if line:
                        size(*map(int, line.split()))
            if 0 in ready:
                typed = os.read(0, 4096)
                if not typed:
                    os.close(fd)
                    break
                pending += typed
            if fd in ready:
                try:
                    out = os.read(fd, 65536)
                except OSError:
                    break
                os.write(1, out)
        _, status = os.waitpid(pid, 0)
        sys.exit(128 + os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status))
        """;

    private final Process process;
    private final Path control;
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final Thread reader;

    Pty(Path folder, String term, Map<String, String> environment, String... options) throws IOException {
        control = Files.createTempDirectory(folder, "pty").resolve("control");
        try {
            new ProcessBuilder("mkfifo", control.toString()).start().waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        List<String> command = new ArrayList<>(List.of("python3", "-c", PYTHON, control.toString()));
        command.addAll(SocklabProgram.java());
        command.addAll(List.of(
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + folder.resolve("crash"),
                "-cp",
                SocklabProgram.classPath(),
                "socklab.Main"));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("TERM", term);
        builder.environment()
                .put(
                        "XDG_STATE_HOME",
                        ReturningUser.home(folder.resolve("state")).toString());
        builder.environment().putAll(environment);
        process = builder.start();
        reader = Thread.ofPlatform().daemon().start(this::read);
    }

    private void read() {
        byte[] buffer = new byte[65536];
        try {
            for (int n = process.getInputStream().read(buffer);
                    n >= 0;
                    n = process.getInputStream().read(buffer)) {
                synchronized (this) {
                    shown.write(buffer, 0, n);
                    notifyAll();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that the program wrote so far. */
    synchronized String shown() {
        return shown.toString(StandardCharsets.UTF_8);
    }

    /** Types bytes. */
    Pty type(String keys) throws IOException {
        OutputStream in = process.getOutputStream();
        in.write(keys.getBytes(StandardCharsets.UTF_8));
        in.flush();
        return this;
    }

    Pty resize(int columns, int rows) throws IOException {
        Files.writeString(control, rows + " " + columns + "\n");
        return this;
    }

    /** Sends a signal to the program. */
    Pty signal(String name) throws IOException {
        try {
            new ProcessBuilder("kill", "-" + name, pid()).start().waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    /** Whether the terminal echoed and edited lines again after the program had ended. */
    boolean sane() throws IOException {
        return Files.readString(Path.of(control + ".modes")).equals("sane");
    }

    String pid() throws IOException {
        return Files.readString(Path.of(control + ".pid"));
    }

    /** Waits until a text is shown that was not there at an earlier length of what was shown. */
    synchronized Pty sees(String text, int from) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(CAP_SECONDS);
        while (!shown().substring(Math.min(from, shown().length())).contains(text)) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError("waiting for " + text + " in:\n" + shown().replace('\033', '~'));
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, Math.min(left, 100_000_000));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return this;
    }

    /** Waits for the program's end; returns its exit code. */
    int ends() {
        try {
            if (!process.waitFor(CAP_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("it does not end:\n" + shown().replace('\033', '~'));
            }
            reader.join(TimeUnit.SECONDS.toMillis(CAP_SECONDS));
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean alive() {
        return process.isAlive();
    }

    @Override
    public void close() throws IOException {
        if (process.isAlive()) {
            signal("KILL");
            process.destroyForcibly();
        }
    }
}
