package socklab.term;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import socklab.text.DisplayWidth;

/** The real program in a real terminal: tmux types, and shows what a user sees. */
class RealTerminalTest {
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*(3[0-8]|9[0-7])[0-9;]*m");

    @TempDir
    Path folder;

    @Test
    void blockedCallsAreInterruptedAndSentAway() throws IOException {
        try (TmuxPane pane = new TmuxPane(folder, 120, 24)) {
            pane.start("--lang en")
                    .line("open udp")
                    .line("bind 127.0.0.1 0")
                    .line("recv 10"); // typed before there is a prompt
            pane.sees("Ctrl-C interrupts");
            pane.resize(70, 20).sees("^C ^Z").key("C-c").sees("=> EINTR (Interrupted system call)");
            // the next line's own bottom line is waited for: Ctrl-Z takes away what is typed and not yet read
            pane.until(s -> !s.contains("blocks "), "the end of the first call's bottom line");
            pane.line("recv 10")
                    .sees("blocks ")
                    .key("C-z")
                    .sees("=> blocks")
                    .line("/jobs")
                    .sees("[1] ");
            // Ctrl-D may come while the line before it still runs: it waits its turn
            pane.key("C-d").sees("still block").key("C-d").sees("ended 0");
            assertThat(pane.screen()).as("no bottom line left").doesNotContain("interrupts ·");
            pane.isSane();
        }
    }

    @ParameterizedTest
    @CsvSource({"TERM,143,recv 10", "HUP,129,half typed", "KILL,137,recv 10", "SEGV,1,recv 10", "ABRT,134,half typed"})
    void howeverItEndsTheTerminalIsInOrder(String signal, int code, String typed) throws IOException {
        try (TmuxPane pane = new TmuxPane(folder, 80, 12)) {
            pane.socklab("--lang en")
                    .line("open udp")
                    .line("bind 127.0.0.1 0")
                    .sees("s1 udp ○")
                    .type(typed);
            if (typed.startsWith("recv")) {
                pane.key("Enter").sees("blocks ");
            }
            pane.sees(typed).signal(signal).sees("ended " + code);
            pane.until(s -> !s.contains("s1 udp ○") && !s.contains("blocks "), "no bottom line");
            pane.isSane();
        }
    }

    @Test
    void itHelpsWhileOneTypes() throws IOException {
        try (TmuxPane pane = new TmuxPane(folder, 100, 20)) {
            pane.socklab("--lang en").line("o = open tcp").sees("tcp o>");
            for (int columns : new int[] {40, 80, 120}) {
                for (String language : new String[] {"en", "zh"}) {
                    String phrase = language.equals("en") ? "half-close" : "半关闭";
                    pane.resize(columns, 20)
                            .line("/set lang " + language)
                            .line("/print " + columns + language)
                            .sees("\n" + columns + language)
                            .key("C-l");
                    pane.type("shutdown ")
                            .sees("shutdown rd|wr|rdwr")
                            .key("Tab")
                            .sees(phrase);
                    assertThat(pane.rows())
                            .allSatisfy(row -> assertThat(DisplayWidth.of(row)).isLessThanOrEqualTo(columns));
                    pane.key("Tab").sees("shutdown wr").until(s -> !s.contains(phrase), "room for the reference line");
                    pane.key("Tab")
                            .sees("shutdown(2)")
                            .type("w")
                            .until(s -> lastRow(s).endsWith("> shutdown w"), "the line as it was");
                    pane.key("C-u")
                            .type("o = op")
                            .until(s -> lastRow(s).endsWith("> o = open tcp"), "what history suggests");
                    pane.key("Right")
                            .type("x")
                            .until(s -> lastRow(s).endsWith("> o = open tcpx"), "it is taken")
                            .key("C-u");
                    pane.key("C-r")
                            .type("open")
                            .sees("> o = open tcp")
                            .sees(language.equals("en") ? "1 of" : "第 1 条")
                            .key("C-c");
                }
            }
        }
    }

    /** The lowest row but the bottom line's. */
    private static String lastRow(String screen) {
        List<String> rows = screen.lines()
                .map(String::stripTrailing)
                .filter(l -> !l.isEmpty())
                .toList();
        return rows.get(Math.max(0, rows.size() - 2));
    }

    @Test
    void theBottomLineEatsNothingThatScrollsAndDoesNotFlicker() throws IOException {
        try (TmuxPane pane = new TmuxPane(folder, 80, 10)) {
            pane.socklab("--lang en --feedback concise").line("s = open udp").sees("s udp ○");
            assertThat(pane.rows().getFirst())
                    .as("room for the bottom line is made below")
                    .contains("socklab.Main");
            pane.line("close").line("s = open udp").line("bind 127.0.0.1 0").sees("s udp ○");
            pane.paste(IntStream.rangeClosed(1, 60)
                            .mapToObj(i -> "/print line " + i + "\n")
                            .collect(Collectors.joining()))
                    .key("Enter");
            pane.until(s -> s.lines().anyMatch("line 60"::equals), "line 60");
            List<String> scrolled = pane.scrollback().lines().toList();
            assertThat(scrolled.stream().filter(l -> l.matches("line \\d+")))
                    .as("every line once, in order")
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, 60)
                            .mapToObj(i -> "line " + i)
                            .toList());
            assertThat(scrolled.stream().filter(l -> l.endsWith("> /print line 7")))
                    .as("what was pasted is shown where it runs")
                    .hasSize(1);
            assertThat(scrolled.stream().filter(l -> l.contains("s udp ○")))
                    .as("the bottom line is at the bottom only")
                    .hasSize(1);

            Path written = pane.record();
            pane.type("x").sees("> x");
            String atRest = settled(written);
            long until = System.nanoTime() + 1_200_000_000L; // the state is looked at twice in that time
            while (System.nanoTime() < until) {
                TmuxPane.pause();
            }
            assertThat(Files.readString(written))
                    .as("a prompt at rest writes nothing")
                    .isEqualTo(atRest);

            pane.key("C-u")
                    .line("recv 10")
                    .until(
                            t -> Pattern.compile("blocks ([2-9]|\\d\\d)\\.")
                                    .matcher(t)
                                    .find(),
                            "two seconds");
            String bytes = Files.readString(written);
            assertThat(bytes)
                    .as("nothing is cleared to be drawn again")
                    .doesNotContain("\u001b[2J", "\u001b[J", "\u001b[2K");
            long seconds = Long.parseLong(pane.screen().replaceAll("(?s).*blocks (\\d+)\\..*", "$1")) + 1;
            assertThat(bytes.length())
                    .as("bytes in " + seconds + " s of ten ticks each: " + bytes.replace('\u001b', '~'))
                    .isLessThan((int) (1000 + 700 * seconds));
            pane.key("C-c").sees("EINTR");
        }
    }

    /**
     * What a file holds once nothing has been added for a fifth of a second; the screen is ahead of what tmux writes
     * down.
     */
    private static String settled(Path written) throws IOException {
        String before = "";
        String now = Files.readString(written);
        for (int looks = 0; looks < 100 && (now.isEmpty() || !now.equals(before)); looks++) {
            before = now;
            for (int pause = 0; pause < 10; pause++) {
                TmuxPane.pause();
            }
            now = Files.readString(written);
        }
        return now;
    }

    /** The terminal's cursor stands where the line editor and the views count it. */
    @ParameterizedTest
    @ValueSource(strings = {"e\u0301x", "字x", "🇩🇪x", "🇩🇪🇨🇳", "😀x", "ก็x", "नि", "“…→"})
    void theCursorStandsWhereTheWidthsSay(String text) throws IOException {
        try (TmuxPane pane = new TmuxPane(folder, 80, 10)) {
            pane.socklab("--lang en").type("# " + text).sees("> # " + text);
            String before = "socklab> # ";
            pane.cursorAt(before.length() + DisplayWidth.of(text));
            pane.type("y").cursorAt(before.length() + DisplayWidth.of(text) + 1).key("C-a");
            pane.cursorAt("socklab> ".length()).type("z").sees("> z# " + text + "y");
        }
    }

    @Test
    void whatIsTypedBeforeThereIsAnEditorIsKept() throws IOException {
        try (TmuxPane pane = new TmuxPane(folder, 80, 24)) {
            pane.start("--lang en --feedback concise")
                    .line("u = open udp")
                    .type("bind 1")
                    .sees("u>")
                    .until(t -> lastRow(t).endsWith("udp u> bind 1"), "half a line");
            pane.key("C-u").line("/exit").sees("ended 0").isSane();
        }
        try (TmuxPane pane = new TmuxPane(folder, 80, 24)) { // no options: the prompt comes before the editor
            pane.start("")
                    .line("u = open udp")
                    .type("bind 1")
                    .until(t -> lastRow(t).endsWith("udp u> bind 1"), "half a line");
            pane.key("C-u").line("/exit").sees("ended 0").isSane();
        }
    }

    @Test
    void aDumbTerminalWorksToo() throws IOException {
        try (TmuxPane pane = new TmuxPane(folder, 80, 24, "TERM=dumb")) {
            Path written = pane.record();
            pane.socklab("--lang en")
                    .line("open udp")
                    .sees("=> s1")
                    .line("bind 127.0.0.1 0")
                    .line("recv 10")
                    .sees("^C ^Z");
            pane.key("C-c")
                    .sees("=> EINTR")
                    .line("bind 99999")
                    .sees("not a port: 99999")
                    .line("/exit")
                    .sees("ended 0");
            assertThat(TmuxPane.recorded(written, "ended 0"))
                    .as("no escape sequences")
                    .doesNotContain("\u001b");
            pane.isSane();
        }
    }

    @Test
    void theLinesChangedInAnEditorAreRun() throws IOException {
        Path editor = Files.writeString(
                folder.resolve("editor"),
                "#!/bin/sh\nstty -a | grep -q ' icanon' && sed -i 's/^listen$/listen 7/; $a getsockname' \"$1\"\n");
        assertThat(editor.toFile().setExecutable(true)).isTrue();
        try (TmuxPane pane = new TmuxPane(folder, 80, 24, "EDITOR=" + editor)) {
            pane.socklab("--lang en --feedback concise")
                    .line("l = open tcp")
                    .line("bind 127.0.0.1 0")
                    .line("listen")
                    .sees("LISTEN>")
                    .line("/edit");
            pane.sees("LISTEN> listen 7")
                    .sees("LISTEN> getsockname")
                    .sees("=> 127.0.0.1:")
                    .sees("l LISTEN ○○○○○○○ 0 waiting");
            assertThat(pane.screen().lines().filter("=> l"::equals))
                    .as("what was not changed is not run again")
                    .hasSize(1);
            pane.type("clo")
                    .sees("> clo")
                    .line("se")
                    .sees("=> 0\nsocklab>")
                    .line("/ex")
                    .sees("between /exit, /explain")
                    .line("/exit")
                    .sees("ended 0")
                    .isSane();
        }
    }

    /** xterm and tmux call themselves xterm and screen, for which old descriptions have eight colours. */
    @ParameterizedTest
    @CsvSource({"xterm,true", "screen,true", "tmux-256color,true", "vt220,false"})
    void themesAreShownWhereThereAreColoursForThem(String type, boolean coloured) throws IOException {
        try (TmuxPane pane = new TmuxPane(folder, 80, 24, "TERM=" + type)) {
            Path written = pane.record();
            pane.socklab("--lang en")
                    .line("open udp")
                    .sees("=> s1")
                    .line("listen")
                    .sees("=> EOPNOTSUPP")
                    .line("/exit")
                    .sees("ended 0");
            String all = TmuxPane.recorded(written, "ended 0");
            assertThat(all.contains("\u001b[38;5;")).isEqualTo(coloured);
            assertThat(Pattern.compile("\u001b\\[[\\d;]*\\b[349][0-7]\\b[\\d;]*m")
                            .matcher(all)
                            .find())
                    .as("the nearest of eight")
                    .isFalse();
        }
    }

    @Test
    void theLinuxConsoleIsGivenItsEightColours() throws IOException {
        try (TmuxPane pane = new TmuxPane(folder, 80, 24, "TERM=linux")) {
            Path written = pane.record();
            pane.socklab("--lang en")
                    .line("open udp")
                    .sees("=> s1")
                    .line("/exit")
                    .sees("ended 0");
            assertThat(TmuxPane.recorded(written, "ended 0"))
                    .contains("\u001b[32m=> s1")
                    .doesNotContain("38;5;");
        }
    }

    @Test
    void noColorIsObeyedUnlessColourIsAskedFor() throws IOException {
        try (TmuxPane pane = new TmuxPane(folder, 80, 24, "NO_COLOR=1")) {
            Path written = pane.record();
            pane.socklab("--lang en")
                    .line("open udp")
                    .sees("=> s1")
                    .type("setsockopt ")
                    .key("Tab")
                    .sees("SO_DEBUG")
                    .key("C-u");
            assertThat(TmuxPane.recorded(written, "SO_DEBUG")).doesNotContainPattern(COLOUR);
            pane.line("/set color on").line("close").sees("=> 0");
            assertThat(TmuxPane.recorded(written, "=> 0")).as("asked for").containsPattern(COLOUR);
        }
    }
}
