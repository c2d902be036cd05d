package socklab.term;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real terminal shows after it has got another size, and of lines longer than the screen. */
class ResizeTest {
    private static final int[][][] FAST = {
        {{80, 10}, {80, 24}, {80, 10}, {80, 24}},
        {{60, 20}, {100, 30}, {80, 24}}
    };

    @TempDir
    Path folder;

    private static long count(TmuxPane pane, String text) throws IOException {
        return pane.scrollback().lines().filter(l -> l.contains(text)).count();
    }

    /** Whether a size is the one that the kernel tells. */
    private static boolean told(TmuxPane pane, String size) {
        try {
            String tty =
                    pane.tmux("display-message", "-p", "-t", "t", "#{pane_tty}").strip();
            Process stty = new ProcessBuilder("stty", "-F", tty, "size").start();
            return new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                    .strip()
                    .equals(size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lowest of so many rows; empty while the terminal has another number of them. */
    private static String lastRow(TmuxPane pane, int rows) {
        try {
            List<String> all = pane.rows();
            return all.size() == rows ? all.getLast() : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long bottomLines(TmuxPane pane) {
        try {
            return pane.scrollback()
                    .lines()
                    .filter(l -> l.startsWith(" ") && !l.isBlank())
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aLineOfTwoRowsStaysOneCopyWhenTheHeightChanges() throws IOException {
        try (TmuxPane pane = new TmuxPane(folder, 60, 20)) {
            pane.socklab("--lang en").line("open udp").sees("s1 udp ○");
            pane.type("# begin " + "x".repeat(70) + " end").sees("end");
            for (int rows : new int[] {14, 24, 10}) {
                pane.resize(60, rows).type("y").sees("end" + "y");
                pane.key("BSpace").until(s -> !s.contains("endy"), "the line as it was");
            }
            pane.until(
                    s -> s.contains("# begin ")
                            && s.lines().filter(l -> l.contains("s1 udp ○")).count() == 1,
                    "the line, and one bottom line");
            assertThat(count(pane, "# begin ")).as(pane.scrollback()).isEqualTo(1);
        }
    }

    /** A program learns of a size later than the screen has it: it cannot know which rows there are. */
    @Test
    void textAboveATickingLineIsNotOverwrittenHoweverFastTheSizesCome() throws IOException {
        try (TmuxPane pane = new TmuxPane(folder, 80, 24)) {
            pane.socklab("--lang en --feedback concise")
                    .line("open udp")
                    .line("bind 127.0.0.1 0")
                    .sees("s1 udp");
            for (int i = 0; i < 12; i++) {
                pane.line("/print text " + i + " stands here").sees("\ntext " + i + " stands here");
            }
            for (int[][] sizes : FAST) {
                pane.line("recv 9").sees("blocks ");
                for (int[] size : sizes) {
                    pane.resize(size[0], size[1]);
                }
                pane.until(_ -> lastRow(pane, 24).contains("blocks "), "the bottom line in row 24");
                pane.key("C-c").until(_ -> lastRow(pane, 24).contains("s1 udp ○"), "the state in row 24");
            }
            pane.until(
                    s -> s.lines()
                                    .filter("=> EINTR (Interrupted system call)"::equals)
                                    .count()
                            == FAST.length,
                    "EINTR");
            pane.until(_ -> bottomLines(pane) == 1, "one bottom line, in all that scrolled away, too");
            List<String> lines =
                    pane.scrollback().lines().map(String::stripTrailing).toList();
            for (int i = 0; i < 12; i++) {
                assertThat(lines).as(String.join("\n", lines)).contains("text " + i + " stands here");
            }
        }
    }

    /** A line that is typed may leave a copy when the width changes, but never takes a row of what stands above it. */
    @Test
    void textAboveATypedLineIsNotOverwrittenWhenTheWidthChanges() throws IOException {
        try (TmuxPane pane = new TmuxPane(folder, 80, 20)) {
            pane.socklab("--lang en --feedback concise").line("open udp").sees("s1 udp ○");
            pane.line("/print above").sees("\nabove");
            String line = "# begin " + "x".repeat(90) + " end";
            pane.type(line).sees("end");
            for (int columns : new int[] {40, 80, 33, 120, 80}) {
                pane.resize(columns, 20).until(_ -> told(pane, "20 " + columns), "the kernel has the new size");
                pane.type("y").sees("end" + "y").key("BSpace").until(t -> !t.contains("endy"), "the line as it was");
            }
            assertThat(pane.scrollback().lines().map(String::stripTrailing)).contains("above");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 399, 400, 401, 501, 900})
    void aLineLongerThanTheScreenShowsItsEndAndCursor(int characters) throws IOException {
        try (TmuxPane pane = new TmuxPane(folder, 40, 10)) {
            pane.socklab("--lang en");
            String text = "# " + "0123456789".repeat(characters / 10 + 1).substring(0, characters - 2);
            pane.type(text);
            pane.cursorAt((9 + characters) % 40).type("Z").sees("Z");
            pane.cursorAt((10 + characters) % 40);
            pane.key("C-l").cursorAt((10 + characters) % 40).sees("Z");
            pane.key("C-a").cursorAt(9).type("A").sees("> A# 0123");
            pane.key("C-c").line("open udp").sees("=> s1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1x1", "2x2", "10x3", "300x100"})
    void anySizeIsSurvived(String size) throws IOException {
        try (TmuxPane pane = new TmuxPane(folder, 80, 24)) {
            pane.socklab("--lang en").line("open udp").sees("=> s1").type("# half");
            pane.resize(Integer.parseInt(size.split("x")[0]), Integer.parseInt(size.split("x")[1]));
            pane.type("x")
                    .key("C-u")
                    .line("/timeline")
                    .resize(80, 24)
                    .key("q", "C-u")
                    .line("open udp")
                    .sees("=> s2");
            assertThat(pane.scrollback()).doesNotContain("Exception", "an error inside");
        }
    }
}
