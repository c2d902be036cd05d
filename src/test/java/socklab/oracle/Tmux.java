package socklab.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A real terminal: tmux(1) types keys, so that the terminal's driver makes its signals, and shows what a user sees. */
final class Tmux implements AutoCloseable {
    private static final long CAP_SECONDS = 40;

    private final Path socket;

    /** Starts a command in a terminal of that size. */
    Tmux(Path folder, int columns, int rows, List<String> command) {
        this.socket = folder.resolve("tmux");
        List<String> session = new ArrayList<>(
                List.of("new-session", "-d", "-s", "t", "-x", Integer.toString(columns), "-y", Integer.toString(rows)));
        session.addAll(command);
        tmux(session);
    }

    /** Whether there is one here. */
    static boolean there() {
        try {
            return new ProcessBuilder("tmux", "-V")
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String tmux(List<String> words) {
        try {
            List<String> all = new ArrayList<>(List.of("tmux", "-u", "-S", socket.toString(), "-f", "/dev/null"));
            all.addAll(words);
            Process process = new ProcessBuilder(DefaultSignals.command(all))
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return out;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Types text, without Enter. */
    Tmux type(String text) {
        tmux(List.of("send-keys", "-t", "t", "-l", text));
        return this;
    }

    /** Presses keys by tmux's names: {@code C-z}, {@code Left}. */
    Tmux keys(String... names) {
        List<String> words = new ArrayList<>(List.of("send-keys", "-t", "t"));
        words.addAll(List.of(names));
        tmux(words);
        return this;
    }

    /** Types a line and waits until something is seen. */
    Tmux line(String line, String then) {
        return type(line).keys("Enter").sees(then);
    }

    /** What is on the screen and above it; lines that the terminal wrapped are one. */
    String screen() {
        return tmux(List.of("capture-pane", "-p", "-J", "-S", "-", "-t", "t"));
    }

    /** The column in which the cursor stands. */
    int column() {
        return cursor("#{cursor_x}");
    }

    private int cursor(String format) {
        return Integer.parseInt(
                tmux(List.of("display-message", "-p", "-t", "t", format)).strip());
    }

    /** The line on which the cursor stands. */
    String lineAtCursor() {
        int row = cursor("#{cursor_y}");
        return tmux(List.of("capture-pane", "-p", "-t", "t", "-S", Integer.toString(row), "-E", Integer.toString(row)))
                .stripTrailing();
    }

    /** Waits until a text is on the screen. */
    Tmux sees(String text) {
        return sees(text, screen -> screen.contains(text));
    }

    /** Waits until the screen is as wanted. */
    Tmux sees(String what, Predicate<String> wanted) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(CAP_SECONDS);
        String screen = screen();
        while (!wanted.test(screen)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited " + CAP_SECONDS + " s for: " + what + "\n" + screen);
            }
            try {
                Thread.sleep(30);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            screen = screen();
        }
        return this;
    }

    @Override
    public void close() {
        tmux(List.of("kill-server"));
    }
}
