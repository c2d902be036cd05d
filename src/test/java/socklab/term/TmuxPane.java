package socklab.term;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import socklab.oracle.DefaultSignals;
import socklab.oracle.SocklabProgram;

/** A real terminal, tmux's, in which a shell has started the real program. */
final class TmuxPane implements AutoCloseable {
    private static final long CAP_SECONDS = 20;

    private final Path folder;

    /** Of its own, though panes share a folder: a server that ends takes the name away from the next one. */
    private final Path socket;

    /** A shell of so many columns and rows, its state below a folder. */
    TmuxPane(Path folder, int columns, int rows, String... environment) throws IOException {
        assumeTrue(installed(), "tmux is not installed");
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
        tmux(command.toArray(String[]::new));
        sees("shell$");
    }

    private String java() {
        return String.join(" ", SocklabProgram.java())
                + " -XX:-CreateCoredumpOnCrash -XX:ErrorFile=" + folder.resolve("crash")
                + " -cp " + SocklabProgram.classPath();
    }

    private static boolean installed() throws IOException {
        try {
            return new ProcessBuilder("sh", "-c", "command -v tmux").start().waitFor() == 0;
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
        tmux(
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
                "C-c");
        return this;
    }

    String tmux(String... command) throws IOException {
        List<String> all = new ArrayList<>(List.of("tmux", "-S", socket.toString(), "-f", "/dev/null"));
        all.addAll(List.of(command));
        Process process = new ProcessBuilder(DefaultSignals.command(all))
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return out;
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
        for (String screen = screen(); !condition.test(screen); screen = screen()) {
            assertThat(System.nanoTime())
                    .as("waiting for: " + what + "\n" + screen)
                    .isLessThan(end);
            pause();
        }
        return this;
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
        try {
            Thread.sleep(20);
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
        tmux("kill-server");
        for (int i = 0; i < 1000 && !tmux("list-sessions").matches("(?s)(no server|error connecting).*"); i++) {
            pause(); // another may be started at once in the same place
        }
        programs.forEach(TmuxPane::awaitEnd); // they still write to the test's folders
    }

    private static void awaitEnd(ProcessHandle program) {
        try {
            program.onExit().get(CAP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            program.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
