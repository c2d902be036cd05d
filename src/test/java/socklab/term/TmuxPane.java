package socklab.term;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import socklab.oracle.DefaultSignals;
import socklab.oracle.SocklabProgram;
import socklab.oracle.TmuxClient;

/** A real terminal, tmux's, in which a shell has started the real program. */
final class TmuxPane implements AutoCloseable {
    private static final boolean INSTALLED = installed();
    private static final long CAP_SECONDS = 20;

    /** What is no output, such as a program's end, is looked for so often. */
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

    private final Path folder;

    /** Of its own, though panes share a folder: a server that ends takes the name away from the next one. */
    private final Path socket;

    private final TmuxClient client;

    /** A shell of so many columns and rows, its state below a folder. */
    TmuxPane(Path folder, int columns, int rows, String... environment) throws IOException {
        assumeTrue(INSTALLED, "tmux is not installed");
        this.folder = folder;
        this.socket = Files.createTempDirectory(folder, "tmux").resolve("s");
        List<String> command = new ArrayList<>(List.of(
                "new-session",
                "-d",
                "-s",
                "t",
                "-x",
                "" + columns,
                "-y",
                "" + rows,
                "env",
                "PS1=shell$ ",
                "JAVA=" + java(),
                "XDG_STATE_HOME=" + ReturningUser.home(folder.resolve("state"))));
        command.addAll(Arrays.asList(environment));
        command.add("sh");
        start(command);
        this.client = TmuxClient.attach(socket, "t");
        sees("shell$");
    }

    private String java() {
        return String.join(" ", SocklabProgram.java())
                + " -XX:-CreateCoredumpOnCrash -XX:ErrorFile=" + folder.resolve("crash")
                + " -cp " + SocklabProgram.classPath();
    }

    private static boolean installed() {
        try {
            return new ProcessBuilder("tmux", "-V")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Types the program's command and waits for its prompt. */
    TmuxPane socklab(String options) throws IOException {
        return start(options).sees("socklab>");
    }

    /** Types the program's command. */
    TmuxPane start(String options) throws IOException {
        return line(command(options) + "; echo ended $?");
    }

    /** Types the program's command, to run in the background. */
    TmuxPane background(String options) throws IOException {
        return line(command(options) + " &");
    }

    private String command(String options) {
        return "$JAVA socklab.Main " + options;
    }

    /** Types Enter, and so many milliseconds later Ctrl-C. */
    TmuxPane enterThenCtrlC(int millis) throws IOException {
        start(List.of(
                "send-keys",
                "-t",
                "t",
                "Enter",
                ";",
                "run-shell",
                "sleep " + millis / 1000.0,
                ";",
                "send-keys",
                "-t",
                "t",
                "C-c"));
        return this;
    }

    /** Has tmux run a command; what it prints. */
    String tmux(String... command) throws IOException {
        List<String> lines = client.run(command);
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    /** Has a tmux of its own run commands: one that starts a server, or that has other things done meanwhile. */
    private void start(List<String> commands) throws IOException {
        List<String> all = new ArrayList<>(List.of("tmux", "-S", socket.toString(), "-f", "/dev/null"));
        all.addAll(commands);
        Process process = new ProcessBuilder(DefaultSignals.command(all))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Types text. */
    TmuxPane type(String text) throws IOException {
        tmux("send-keys", "-t", "t", "-l", text);
        return this;
    }

    /** Types a line. */
    TmuxPane line(String line) throws IOException {
        return type(line).key("Enter");
    }

    TmuxPane key(String... keys) throws IOException {
        List<String> command = new ArrayList<>(List.of("send-keys", "-t", "t"));
        command.addAll(List.of(keys));
        tmux(command.toArray(String[]::new));
        return this;
    }

    /** Pastes as a terminal does whose user pressed its paste key. */
    TmuxPane paste(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("clipboard"), text);
        tmux("load-buffer", file.toString());
        tmux("paste-buffer", "-p", "-t", "t");
        return this;
    }

    TmuxPane resize(int columns, int rows) throws IOException {
        tmux("resize-window", "-t", "t", "-x", "" + columns, "-y", "" + rows);
        return this;
    }

    /** What is on the screen, wrapped lines joined. */
    String screen() throws IOException {
        return tmux("capture-pane", "-p", "-J", "-t", "t");
    }

    /** What is on the screen row by row, as wide as it is. */
    List<String> rows() throws IOException {
        return tmux("capture-pane", "-p", "-t", "t").lines().toList();
    }

    /** All that scrolled away, and the screen. */
    String scrollback() throws IOException {
        return tmux("capture-pane", "-p", "-J", "-S", "-", "-t", "t");
    }

    TmuxPane sees(String text) throws IOException {
        return until(s -> s.contains(text), text);
    }

    TmuxPane until(Predicate<String> condition, String what) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(CAP_SECONDS);
        while (true) {
            long outputs = client.outputs();
            String screen = screen();
            if (condition.test(screen)) {
                return this;
            }
            assertThat(System.nanoTime())
                    .as("waiting for: " + what + "\n" + screen)
                    .isLessThan(end);
            client.awaitOutput(outputs, LONGEST_PAUSE);
        }
    }

    /** Waits until the cursor stands in a column. */
    TmuxPane cursorAt(int column) throws IOException {
        return until(s -> column() == column, "the cursor in column " + column);
    }

    private int column() {
        try {
            return Integer.parseInt(
                    tmux("display-message", "-p", "-t", "t", "#{cursor_x}").strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void pause() {
        pause(20);
    }

    private static void pause(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** From now on all that the program writes goes to this file too. */
    Path record() throws IOException {
        Path file = folder.resolve("written");
        Files.deleteIfExists(file);
        tmux("pipe-pane", "-t", "t", "cat > " + file);
        for (int i = 0; i < 1000 && !Files.exists(file); i++) {
            pause(); // tmux starts cat when it comes to it
        }
        return file;
    }

    /** What a record holds once it holds a text: the screen is ahead of what tmux writes down. */
    static String recorded(Path file, String text) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(CAP_SECONDS);
        String all = Files.readString(file);
        while (!all.contains(text)) {
            assertThat(System.nanoTime())
                    .as("waiting for: " + text + "\n" + all.replace('\033', '~'))
                    .isLessThan(end);
            pause();
            all = Files.readString(file);
        }
        return all;
    }

    /** Sends a signal to the program. */
    TmuxPane signal(String name) throws IOException {
        try {
            new ProcessBuilder("sh", "-c", "kill -" + name + " " + program())
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    /** Waits until the shell has no program any more: one that is about to end may still take what is typed. */
    TmuxPane programIsGone() throws IOException {
        return until(s -> program().isEmpty(), "the program's end");
    }

    /** Which process the shell has started, or nothing. */
    private String program() {
        try {
            String shell =
                    tmux("display-message", "-p", "-t", "t", "#{pane_pid}").strip();
            return Files.readString(Path.of("/proc", shell, "task", shell, "children"))
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The shell's terminal echoes and edits lines, and scrolls as a whole. */
    TmuxPane isSane() throws IOException {
        line("clear; stty -a | tr ' ;' '\\n"
                + "\\n"
                + "' | grep -xE -e '-?(icanon|echo|isig|iexten|icrnl)' | sort | tr '\\n"
                + "' '+'; echo");
        sees("echo+icanon+icrnl+iexten+isig+");
        int rows = Integer.parseInt(tmux("display-message", "-p", "-t", "t", "#{scroll_region_lower}")
                .strip());
        assertThat(rows)
                .as("the lowest row that scrolls")
                .isEqualTo(Integer.parseInt(tmux("display-message", "-p", "-t", "t", "#{pane_height}")
                                .strip())
                        - 1);
        return this;
    }

    @Override
    public void close() throws IOException {
        List<ProcessHandle> programs = tmux("list-panes", "-a", "-F", "#{pane_pid}")
                .lines()
                .filter(line -> line.matches("\\d+"))
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
                .flatMap(shell -> Stream.concat(Stream.of(shell), shell.descendants()))
                .toList();
        Optional<ProcessHandle> server = ProcessHandle.of(
                Long.parseLong(tmux("display-message", "-p", "#{pid}").strip()));
        tmux("kill-server");
        client.close();
        server.ifPresent(TmuxPane::awaitEnd);
        programs.forEach(TmuxPane::awaitEnd); // they still write to the test's folders
    }

    private static void awaitEnd(ProcessHandle program) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(CAP_SECONDS);
        while (runs(program)) {
            if (System.nanoTime() > end) {
                program.destroyForcibly();
                return;
            }
            pause(2);
        }
    }

    /** A process that has ended and waits to be reaped runs no more: whose child it is may come to it seconds later. */
    private static boolean runs(ProcessHandle program) {
        try {
            return program.isAlive()
                    && Files.readAllLines(Path.of("/proc/" + program.pid() + "/status")).stream()
                            .noneMatch(line -> line.matches("State:\\s+Z.*"));
        } catch (IOException e) {
            return false;
        }
    }
}
