package socklab.term;

import static org.assertj.core.api.Assertions.assertThat;
import static socklab.term.TestConsole.CTRL_C;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What keys and reports of terminals do to the line that is typed. */
@EnabledOnOs(OS.LINUX)
class TerminalKeysTest {
    @TempDir
    Path folder;

    private TestConsole console;

    @BeforeEach
    void open() throws IOException {
        console = new TestConsole(folder.resolve("state"));
    }

    @AfterEach
    void close() {
        console.close();
    }

    private String typed() {
        return console.console.editor().getBuffer().toString();
    }

    private void holds(String line) {
        console.until(() -> typed().equals(line), "the line " + line + ", not " + typed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\033[<0;10;5M\033[<0;10;5m", // a click, SGR
                "\033[M !!", // a click, X10
                "\033[32;10;5M", // a click, urxvt
                "\033[I",
                "\033[O", // focus
                "\033[10;5R", // a cursor position
                "\033[?1;2c",
                "\033[>0;276;0c", // device attributes
                "\033[0n",
                "\033[?2004;1$y", // status, mode
                "\033]11;rgb:0000/0000/0000\007", // a colour, ended by BEL
                "\033]11;rgb:0000/0000/0000\033\\", // the same, ended by ST
                "\033P1+r436f=323536\033\\",
                "\033_Gi=1;OK\033\\",
                "\033^x\033\\",
                "\033Xx\033\\",
                "\033OP",
                "\033OQ",
                "\033OR",
                "\033OS", // F1 to F4
                "\033[[A",
                "\033[15~",
                "\033[24;5~", // F1 of the Linux console, F5, F12
                "\033[2~",
                "\033[201~"
            })
    void reportsAndKeysWithoutMeaningAreIgnored(String sequence) {
        console.keys("open u" + sequence + "dp");
        holds("open udp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\033\033", "\033z", "\033[", "\033]", "\033O"})
    void theBeginningOfAKeyIsIgnoredWhenNothingFollows(String sequence) {
        console.keys("open u" + sequence);
        console.until(() -> console.virtual.screen().toString().contains("open u"), "the line");
        pause(700); // a key that stands alone ends when nothing follows it
        console.keys("dp");
        holds("open udp");
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\033[1;2D", "\033[1;2C\033[D", "\033OD", "\033[D", "\002"})
    void arrowsWithShiftMoveAsArrowsDo(String left) {
        console.keys("opnx" + "\177" + "\033OD" + left.replace("\033[1;2C\033[D", "\033OD") + "\033OC" + "e");
        holds("open");
        console.keys("" + CTRL_C);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\033[1;3D", "\033[1;5D", "\033b", "\033\033[D", "\033\033OD"})
    void arrowsWithAltAndCtrlMoveByWordsWhereTheTerminalSaysSo(String left) {
        console.keys("open udp" + left);
        console.keys(left.startsWith("\033\033") ? "x" : "x");
        holds(left.startsWith("\033\033") ? "open udxp" : "open xudp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\033[H", "\033OH", "\033[1~", "\033[7~", "\033[1;2H", "\001"})
    void homeGoesToTheBeginning(String home) {
        console.keys("pen" + home + "o");
        holds("open");
    }

    @Test
    void theKeypadTypesAndEnters() {
        console.keys("/print \033Oq\033Or\033Ok\033Os\033OM").sees("\n12+3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "xterm",
                "xterm-256color",
                "screen",
                "screen-256color",
                "tmux",
                "tmux-256color",
                "linux",
                "vt100",
                "vt220",
                "rxvt-unicode",
                "ansi"
            })
    void noKeyOfTerminfoTypesItsOwnCode(String type) throws Exception {
        for (String key : terminfoKeys(type)) {
            String named = type + " " + key.replace("\033", "ESC");
            console.keys("a b" + key + "#").until(() -> typed().contains("#"), "what is typed after " + named);
            assertThat(typed()).as(named).doesNotContain("[", "O", "~");
            assertThat(console.screen()).as(named).doesNotContain("a b[", "a bO");
            console.keys("\005\025").until(() -> typed().isEmpty(), "an empty line after " + named);
        }
    }

    private static List<String> terminfoKeys(String type) throws Exception {
        Process infocmp = new ProcessBuilder("infocmp", "-1", "-x", type).start();
        String text = new String(infocmp.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        TreeSet<String> keys = new TreeSet<>();
        Pattern.compile("(?m)^\\tk(?!mous)\\w+=(.*),$")
                .matcher(text)
                .results()
                .map(m -> m.group(1)
                        .replace("\\E", "\033")
                        .replace("^H", "\b")
                        .replace("^I", "\t")
                        .replace("^M", "\r"))
                .filter(k -> k.startsWith("\033") && k.length() > 2)
                .forEach(keys::add);
        return List.copyOf(keys);
    }

    @Test
    void noKeyShowsTextOfTheLineEditors() {
        for (int c = 1; c < 0x7f; c++) {
            if (c != 3 && c != 4 && c != '\r' && c != '\n' && c != 26 && c != 28) {
                console.keys("\033" + (char) c).keys("\030" + (c == 5 ? "" : (char) c + ""));
            }
        }
        console.keys("\025\035\023\007\025/print done\r").sees("\ndone");
        assertThat(console.virtual.screen().toString())
                .doesNotContain("widget", "search-", "i-search", "arg:", "execute", "\nsocklab> O", "Display all");
    }

    @Test
    void ctrlSSearchesForward() {
        console.line("# one").line("# two").line("/print three");
        console.keys("\022# ").sees("1 of 2");
        holds("# two");
        console.keys("\022");
        holds("# one");
        console.keys("\023");
        holds("# two");
        console.keys("\007");
        holds("");
        console.keys("\023# ");
        holds("# one");
        console.keys("\007");
        holds("");
    }

    @Test
    void aLongPasteWithoutBracketsIsTakenInLinearTime() {
        String first = "# " + "x".repeat(500);
        console.keys(first);
        holds(first);
        console.keys("\025");
        holds("");
        long begin = System.nanoTime();
        console.keys("# " + "y".repeat(2_500));
        holds("# " + "y".repeat(2_500));
        long small = System.nanoTime() - begin;
        console.keys("\025");
        holds("");
        begin = System.nanoTime();
        console.keys("# " + "z".repeat(20_000));
        holds("# " + "z".repeat(20_000));
        assertThat(System.nanoTime() - begin)
                .as("eight times as much, " + small + " ns for the smaller")
                .isLessThan(32 * Math.max(small, 20_000_000));
    }

    @Test
    void aKeyThatThrowsIsToldOnceAndLoggedAndTheLineGoesOn() throws IOException {
        console.console.editor().getWidgets().put(EditorKeys.TAKE_WORD, () -> {
            throw new IllegalStateException("broken key");
        });
        console.keys("open \033f\033fudp");
        console.sees("an error inside socklab, not in your line: IllegalStateException: broken key");
        holds("open udp");
        console.keys("\r").sees("=> s1");
        assertThat(console.screen()).containsOnlyOnce("broken key");
        assertThat(Files.readString(folder.resolve("state/errors.log"))).contains("broken key", "TerminalKeysTest");
    }

    @Test
    void anErrorInOutputIsToldAndTheSessionGoesOn() {
        console.console.echo(null);
        console.sees("an error inside socklab").line("open udp").sees("=> s1");
    }

    @Test
    void escLineFeedAndCtrlXEnterDoNothing() {
        console.keys("# note\030\r");
        console.keys("\033\n");
        holds("# note");
        console.keys("" + CTRL_C).until(() -> typed().isEmpty(), "an empty line");
        console.line("open udp").sees("=> s1");
    }

    @Test
    void aLineWithALeadingBlankIsRecallable() {
        console.line("  # blank").keys("\020");
        holds("  # blank");
    }

    @Test
    void aHistoryWithoutLastNewlineIsNotGluedOn() throws IOException {
        console.close();
        Path history = folder.resolve("state/history");
        Files.createDirectories(history.getParent());
        Files.writeString(history, "# first\n# second");
        console = new TestConsole(folder.resolve("state"));
        console.line("# third");
        assertThat(Files.readAllLines(history)).endsWith("# first", "# second", "# third");
    }

    @Test
    void aHistoryThatIsAFifoOrADeviceIsSaidOnceAndTheSessionGoesOn() throws Exception {
        console.close();
        Path history = folder.resolve("state/history");
        Files.deleteIfExists(history);
        assertThat(new ProcessBuilder("mkfifo", history.toString()).start().waitFor())
                .isZero();
        console = new TestConsole(folder.resolve("state"));
        console.line("open udp").sees("=> s1").sees("not a regular file").line("# more");
        assertThat(console.screen()).containsOnlyOnce("not a regular file");
        console.close();
        Files.delete(history);
        Files.createSymbolicLink(history, Path.of("/dev/zero"));
        console = new TestConsole(folder.resolve("state"));
        console.line("open udp").sees("=> s1").sees("not a regular file");
    }
}
