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

    private TestConsole desk(int columns, int rows, Language language) throws IOException {
        TestConsole desk = new TestConsole(folder.resolve("state"), columns, rows, language);
        desk.bench.interpreter().handle(ShellWord.TIMELINE, (_, job) -> {
            desk.console.show(new Fixed(Messages.in(language)), job);
            return StepResult.DONE;
        });
        return desk;
    }

    /** The screen as it is, row by row. */
    private static String rows(TestConsole desk) {
        return desk.virtual
                .screen()
                .toString()
                .lines()
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"));
    }

    private static String seen(TestConsole desk, String status) {
        desk.until(() -> desk.lastLine().startsWith(status), status);
        return rows(desk);
    }

    @ParameterizedTest
    @CsvSource({"40,EN", "40,ZH", "80,EN", "80,ZH", "120,EN", "120,ZH"})
    void screens(int columns, Language language) throws IOException {
        List<String> screens = new ArrayList<>();
        String rows = language == Language.EN ? " rows " : " 行 ";
        try (TestConsole desk = desk(columns, 16, language)) {
            desk.line("open udp");
            String before = desk.keys("/timeline").ends("/timeline").screen();
            desk.keys("\r")
                    .until(
                            () -> desk.lastLine().startsWith(rows)
                                    && !desk.lastLine().startsWith(rows + "1-"),
                            "the end");
            screens.add(rows(desk));
            desk.keys("g");
            screens.add(seen(desk, rows + "1-13/"));
            desk.keys(RIGHT + RIGHT + "j"); // the key that is waited for comes last: each is drawn on its own
            screens.add(seen(desk, rows + "2-14/"));
            desk.keys("q")
                    .until(
                            () -> desk.lastLine().endsWith(">")
                                    && !desk.lastLine().startsWith(rows),
                            "the prompt");
            assertThat(desk.screen())
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
        try (TestConsole desk = desk(80, 12, Language.EN)) {
            int length = new Fixed(Messages.in(Language.EN)).sheet(80).length();
            desk.keys("/timeline\r");
            int top = length - 8;
            seen(desk, " rows " + top + "-" + length + "/" + length);
            for (String up : new String[] {UP, "\033OA", "k"}) {
                desk.keys(up);
                seen(desk, " rows " + --top + "-");
            }
            desk.keys(PAGE_UP);
            seen(desk, " rows " + (top -= 8) + "-");
            desk.keys(" ");
            seen(desk, " rows " + (top += 8) + "-");
            desk.keys("\033[H");
            seen(desk, " rows 1-9/");
            desk.keys(UP + "k" + PAGE_UP + "j");
            seen(desk, " rows 2-10/");
            desk.keys("\033[4~");
            seen(desk, " rows " + (length - 8) + "-" + length + "/");
            desk.keys("lhl");
            desk.until(() -> desk.lastLine().contains("lanes 2-5/6"), "one lane to the right");
            desk.keys("l".repeat(20) + "\033[15~x你g"); // keys that mean nothing here
            seen(desk, " rows 1-9/");
            assertThat(desk.lastLine()).contains("lanes 3-6/6");
            desk.keys("q");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"q", "Q", "\033", "" + CTRL_C})
    void leaving(String key) throws IOException {
        try (TestConsole desk = desk(80, 12, Language.EN)) {
            desk.keys("/timeline\r").until(() -> desk.lastLine().startsWith(" rows "), "the pager");
            desk.keys(key).ends("socklab>").keys("/print 你好\r").sees("\n你好");
        }
    }

    @Test
    void theScreenHasAnotherSizeWhileItIsOpen() throws IOException {
        try (TestConsole desk = desk(120, 12, Language.EN)) {
            desk.keys("/timeline\r").until(() -> desk.lastLine().startsWith(" rows "), "the pager");
            desk.resize(40, 20);
            desk.until(() -> desk.lastLine().contains("lanes 1-2/6"), "two lanes");
            assertThat(rows(desk).lines().mapToInt(DisplayWidth::of).max().orElse(0))
                    .isLessThanOrEqualTo(40);
            assertThat(rows(desk)).contains("服务器").doesNotContain("client");
            desk.keys("q").ends("socklab>").line("open udp").sees("s1 udp ○");
            assertThat(rows(desk).lines().toList().getLast())
                    .as("the bottom line is where the screen ends now")
                    .contains("s1 udp ○");
        }
    }

    @Test
    void whatIsSaidMeanwhileWaits() throws IOException {
        try (TestConsole desk = desk(80, 12, Language.EN)) {
            desk.line("r = open udp").line("bind 127.0.0.1 0").line("recv 10 &").line("s = open udp");
            desk.keys("/timeline\r").until(() -> desk.lastLine().startsWith(" rows "), "the pager");
            String before = rows(desk);
            int port = ((SocketAddress.Inet4) desk.bench
                            .kernel()
                            .observe(desk.bench
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
            desk.until(() -> desk.bench.session().call(3).isPresent(), "the call has returned");
            assertThat(rows(desk)).isEqualTo(before);
            desk.keys("q").sees("=> \"hi\" (2 bytes)");
        }
    }

    @Test
    void whatFitsIsPrinted() throws IOException {
        try (TestConsole desk = new TestConsole(folder.resolve("state"), 80, 24, Language.EN)) {
            desk.line("open udp").line("/timeline").sees("┌1 open udp").ends(">");
        }
    }
}
