package socklab.term;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import socklab.text.DisplayWidth;

/** A timeline that is scrolled in place, in a real terminal. */
class PagerTerminalTest {
    private static final Pattern ROWS = Pattern.compile(" 11-21/(\\d+)");

    @TempDir
    Path folder;

    /** A pane with a timeline of five lanes open in it. */
    private TmuxPane open(TmuxPane pane, String language) throws IOException {
        pane.socklab("--feedback concise --lang " + language)
                .line("/repeat 5")
                .line("open udp")
                .line("bind 127.0.0.1 0")
                .line("/end")
                .sees("s5 udp ○");
        pane.line("客户端 = open udp").sees("=> 客户端").line("/timeline");
        return pane.sees(language.equals("en") ? " · q back" : " · q 返回");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void itScrollsInPlaceAndGivesTheScreenBack(String language) throws IOException {
        try (TmuxPane pane = new TmuxPane(folder, 80, 14)) {
            open(pane, language);
            String scrolled = pane.scrollback();
            pane.key("g").sees("    0 µs  ┌1 open udp──┐").sees("s1");
            for (int i = 0; i < 10; i++) {
                pane.key("Down");
            }
            pane.until(s -> s.contains(" 11-21/"), "ten rows down");
            int rows = Integer.parseInt(ROWS.matcher(pane.screen())
                    .results()
                    .findFirst()
                    .orElseThrow()
                    .group(1)); // a gap in time is a row
            int last = Math.min(31, rows);
            pane.key("PageDown").sees(" " + (last - 10) + "-" + last + "/" + rows);
            assertThat(pane.rows().getFirst()).as("names stay at the top").contains("s1", "s4");
            pane.key("End").key("Right").key("Right").sees("客户端");
            assertThat(pane.rows())
                    .allSatisfy(row -> assertThat(DisplayWidth.of(row)).isLessThanOrEqualTo(80));
            pane.key("Home").key("Left").key("Left").sees(" 1-11/");
            assertThat(pane.scrollback().lines())
                    .as("nothing scrolls away")
                    .hasSameSizeAs(scrolled.lines().toList());
            pane.key("q").until(s -> s.contains("> /timeline") && s.contains("客户端 udp ○"), "the screen as it was");
            pane.line("/exit").sees("ended 0").isSane();
        }
    }

    @Test
    void resizedWhileItIsOpen() throws IOException {
        try (TmuxPane pane = new TmuxPane(folder, 120, 14)) {
            open(pane, "en").resize(40, 10).until(s -> s.contains("lanes 1-2/6"), "two lanes");
            assertThat(pane.rows())
                    .allSatisfy(row -> assertThat(DisplayWidth.of(row)).isLessThanOrEqualTo(40));
            pane.key("g")
                    .until(s -> s.contains(" rows 1-7/"), "the start")
                    .resize(100, 20)
                    .until(s -> s.contains(" rows 1-17/"), "more of it");
            pane.key("Escape")
                    .until(s -> s.contains("> /timeline"), "the prompt")
                    .line("/print 你好")
                    .sees("\n你好");
            pane.until(s -> s.lines().toList().getLast().contains("客户端 udp ○"), "the bottom line at the bottom");
            pane.line("/timeline")
                    .sees(" · q back")
                    .key("C-c")
                    .until(s -> !s.contains("q back"), "the prompt")
                    .line("/exit")
                    .sees("ended 0")
                    .isSane();
        }
    }

    /** What the shell said in the meantime may have gone with the other screen. */
    @ParameterizedTest
    @ValueSource(strings = {"TERM", "HUP", "KILL", "SEGV", "ABRT"})
    void howeverItEndsTheTerminalIsInOrder(String signal) throws IOException {
        try (TmuxPane pane = new TmuxPane(folder, 80, 14)) {
            open(pane, "en").signal(signal).programIsGone();
            for (int i = 0; i < 1000 && !ownScreen(pane); i++) {
                TmuxPane.pause();
            }
            assertThat(ownScreen(pane)).isTrue();
            pane.until(s -> !s.contains("q back") && s.contains("> /timeline"), "what was there before")
                    .isSane();
        }
    }

    private static boolean ownScreen(TmuxPane pane) throws IOException {
        return pane.tmux("display-message", "-p", "-t", "t", "#{alternate_on} #{cursor_flag}")
                .strip()
                .equals("0 1");
    }

    @Test
    void aDumbTerminalAndPlainTextAreGivenLines() throws IOException {
        try (TmuxPane pane = new TmuxPane(folder, 80, 14, "TERM=dumb")) {
            Path written = pane.record();
            pane.socklab("--lang en")
                    .line("/repeat 9")
                    .line("open udp")
                    .line("/end")
                    .line("/timeline")
                    .sees("themselves were not seen.")
                    .line("/exit")
                    .sees("ended 0");
            assertThat(TmuxPane.recorded(written, "ended 0")).doesNotContain("\u001b");
        }
        try (TmuxPane pane = new TmuxPane(folder, 80, 14)) {
            pane.socklab("--lang en")
                    .line("/set plain on")
                    .line("/repeat 9")
                    .line("open udp")
                    .line("/end")
                    .line("/timeline")
                    .sees("themselves were not seen.\nudp s9");
            assertThat(pane.scrollback()).contains("+1 open udp");
        }
    }
}
