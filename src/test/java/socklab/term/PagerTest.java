package socklab.term;

import static org.assertj.core.api.Assertions.assertThat;
import static socklab.term.TestConsole.CTRL_C;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import socklab.call.SocketAddress;
import socklab.lab.GoldenText;
import socklab.lang.ShellWord;
import socklab.shell.StepResult;
import socklab.text.DisplayWidth;
import socklab.text.Language;
import socklab.text.Messages;
import socklab.view.SampleJournals;
import socklab.view.ladder.Drawing;
import socklab.view.ladder.Glyphs;
import socklab.view.ladder.ScrollView;
import socklab.view.ladder.TimelineView;

/** A timeline that is scrolled in place, on a screen in memory. */
@EnabledOnOs(OS.LINUX)
class PagerTest {
    private static final String UP = "\033[A";
    private static final String RIGHT = "\033OC";
    private static final String PAGE_UP = "\033[5~";

    @TempDir
    Path folder;

    /** A journal whose times are fixed. */
    private record Fixed(Messages messages) implements Drawing {
        @Override
        public List<String> printed(int columns) {
            return TimelineView.lines(SampleJournals.wide(), shape(columns), messages);
        }

        @Override
        public ScrollView sheet(int columns) {
            return TimelineView.sheet(SampleJournals.wide(), shape(columns), messages);
        }

        private static TimelineView.Shape shape(int columns) {
            return new TimelineView.Shape(columns, 99, 9_000_000_000L, Glyphs.LINES);
        }
    }

    private TestConsole console(int columns, int rows, Language language) throws IOException {
        TestConsole console = new TestConsole(folder.resolve("state"), columns, rows, language);
        console.shell.interpreter().handle(ShellWord.TIMELINE, (_, job) -> {
            console.console.show(new Fixed(Messages.in(language)), job);
            return StepResult.DONE;
        });
        return console;
    }

    /** The screen as it is, row by row. */
    private static String rows(TestConsole console) {
        return console.virtual
                .screen()
                .toString()
                .lines()
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"));
    }

    private static String seen(TestConsole console, String status) {
        console.until(() -> console.lastLine().startsWith(status), status);
        return rows(console);
    }

    @ParameterizedTest
    @CsvSource({"40,EN", "40,ZH", "80,EN", "80,ZH", "120,EN", "120,ZH"})
    void screens(int columns, Language language) throws IOException {
        List<String> screens = new ArrayList<>();
        String rows = language == Language.EN ? " rows " : " 行 ";
        try (TestConsole console = console(columns, 16, language)) {
            console.line("open udp");
            String before = console.keys("/timeline").ends("/timeline").screen();
            console.keys("\r")
                    .until(
                            () -> console.lastLine().startsWith(rows)
                                    && !console.lastLine().startsWith(rows + "1-"),
                            "the end");
            screens.add(rows(console));
            console.keys("g");
            screens.add(seen(console, rows + "1-13/"));
            console.keys(RIGHT + RIGHT + "j"); // the key that is waited for comes last: each is drawn on its own
            screens.add(seen(console, rows + "2-14/"));
            console.keys("q")
                    .until(
                            () -> console.lastLine().endsWith(">")
                                    && !console.lastLine().startsWith(rows),
                            "the prompt");
            assertThat(console.screen())
                    .as("what was there")
                    .contains(before.lines()
                            .filter(l -> l.contains("=> s1"))
                            .findFirst()
                            .orElseThrow());
        }
        String all = String.join("\n" + "=".repeat(columns) + "\n", screens) + "\n";
        assertThat(all.lines().mapToInt(DisplayWidth::of).max().orElse(0)).isLessThanOrEqualTo(columns);
        GoldenText.check(
                Path.of("src/test/resources/socklab/term", "pager-" + columns + "-" + language.code() + ".txt"), all);
    }

    @Test
    void allKeysMove() throws IOException {
        try (TestConsole console = console(80, 12, Language.EN)) {
            int length = new Fixed(Messages.in(Language.EN)).sheet(80).length();
            console.keys("/timeline\r");
            int top = length - 8;
            seen(console, " rows " + top + "-" + length + "/" + length);
            for (String up : new String[] {UP, "\033OA", "k"}) {
                console.keys(up);
                seen(console, " rows " + --top + "-");
            }
            console.keys(PAGE_UP);
            seen(console, " rows " + (top -= 8) + "-");
            console.keys(" ");
            seen(console, " rows " + (top += 8) + "-");
            console.keys("\033[H");
            seen(console, " rows 1-9/");
            console.keys(UP + "k" + PAGE_UP + "j");
            seen(console, " rows 2-10/");
            console.keys("\033[4~");
            seen(console, " rows " + (length - 8) + "-" + length + "/");
            console.keys("lhl");
            console.until(() -> console.lastLine().contains("lanes 2-5/6"), "one lane to the right");
            console.keys("l".repeat(20) + "\033[15~x你g"); // keys that mean nothing here
            seen(console, " rows 1-9/");
            console.until(() -> console.lastLine().contains("lanes 3-6/6"), "the last lanes");
            console.keys("q");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"q", "Q", "\033", "" + CTRL_C})
    void leaving(String key) throws IOException {
        try (TestConsole console = console(80, 12, Language.EN)) {
            console.keys("/timeline\r").until(() -> console.lastLine().startsWith(" rows "), "the pager");
            console.keys(key).ends("socklab>").keys("/print 你好\r").sees("\n你好");
        }
    }

    @Test
    void theScreenHasAnotherSizeWhileItIsOpen() throws IOException {
        try (TestConsole console = console(120, 12, Language.EN)) {
            console.keys("/timeline\r").until(() -> console.lastLine().startsWith(" rows "), "the pager");
            console.resize(40, 20);
            console.until(() -> console.lastLine().contains("lanes 1-2/6"), "two lanes");
            assertThat(rows(console).lines().mapToInt(DisplayWidth::of).max().orElse(0))
                    .isLessThanOrEqualTo(40);
            assertThat(rows(console)).contains("服务器").doesNotContain("client");
            console.keys("q").ends("socklab>").line("open udp").sees("s1 udp ○");
            console.until(
                    () -> rows(console).lines().toList().getLast().contains("s1 udp ○"),
                    "the bottom line where the screen ends now");
        }
    }

    @Test
    void whatIsSaidMeanwhileWaits() throws IOException {
        try (TestConsole console = console(80, 12, Language.EN)) {
            console.line("r = open udp")
                    .line("bind 127.0.0.1 0")
                    .line("recv 10 &")
                    .line("s = open udp");
            console.keys("/timeline\r").until(() -> console.lastLine().startsWith(" rows "), "the pager");
            String before = rows(console);
            int port = ((SocketAddress.Inet4) console.shell
                            .kernel()
                            .observe(console.shell
                                    .session()
                                    .socket("r")
                                    .orElseThrow()
                                    .fd())
                            .orElseThrow()
                            .local()
                            .orElseThrow())
                    .port();
            try (DatagramSocket sender = new DatagramSocket()) {
                sender.send(new DatagramPacket(new byte[] {'h', 'i'}, 2, InetAddress.getLoopbackAddress(), port));
            }
            console.until(() -> console.shell.session().call(3).isPresent(), "the call has returned");
            assertThat(rows(console)).isEqualTo(before);
            console.keys("q").sees("=> \"hi\" (2 bytes)");
        }
    }

    @Test
    void whatFitsIsPrinted() throws IOException {
        try (TestConsole console = new TestConsole(folder.resolve("state"), 80, 24, Language.EN)) {
            console.line("open udp").line("/timeline").sees("┌1 open udp").ends(">");
        }
    }
}
