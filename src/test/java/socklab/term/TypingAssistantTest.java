package socklab.term;

import static org.assertj.core.api.Assertions.assertThat;
import static socklab.term.TestConsole.CTRL_C;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import socklab.session.Appearance;
import socklab.session.Settings;
import socklab.shell.StateFolder;
import socklab.text.Language;
import socklab.text.Messages;
import socklab.view.Theme;

/** What helps while a line is typed. */
@EnabledOnOs(OS.LINUX)
class TypingAssistantTest {
    private static final String RIGHT = "\u001bOC";

    @TempDir
    Path folder;

    private TestConsole console;

    @BeforeEach
    void sitDown() throws IOException {
        console = new TestConsole(folder.resolve("state"));
    }

    @AfterEach
    void standUp() {
        console.close();
    }

    private Completion completion() {
        return new Completion(new CompletionSources(console.shell), () -> Messages.in(Language.EN));
    }

    private java.util.List<String> offered(String line) {
        return completion().at(line, line.length()).offers().stream()
                .map(CompletionCandidate::text)
                .toList();
    }

    @Test
    void optionsFitTheSocket() {
        console.line("u = open udp").line("t = open tcp");
        assertThat(offered("u.setsockopt "))
                .contains("SO_RCVTIMEO", "UDP_CORK", "IP_TTL")
                .doesNotContain("TCP_NODELAY", "SO_ERROR", "IPV6_V6ONLY");
        assertThat(offered("t.setsockopt TCP_NO")).containsExactly("TCP_NODELAY", "TCP_NOTSENT_LOWAT");
        assertThat(offered("getsockopt SO_ER")).containsExactly("SO_ERROR");
        assertThat(completion()
                        .at("setsockopt TCP_NODEL", 20)
                        .offers()
                        .getFirst()
                        .phrase())
                .contains("Nagle");
    }

    @Test
    void whatBeginsNoWordIsLookedForInTheMiddleOfWords() {
        console.line("t = open tcp");
        assertThat(offered("t.setsockopt TIME")).contains("SO_RCVTIMEO", "SO_SNDTIMEO", "TCP_USER_TIMEOUT");
        assertThat(offered("/explain reuse")).contains("SO_REUSEADDR", "SO_REUSEPORT");
        assertThat(offered("t.setsockopt TCP_KEEP"))
                .as("where words begin so, only those")
                .allMatch(o -> o.startsWith("TCP_KEEP"));
        assertThat(offered("t.setsockopt X"))
                .as("a letter alone is in too many")
                .isEmpty();
    }

    /** A terminal sends arrows in one form while the editor reads, and in the other before. */
    @Test
    void arrowsMoveInEitherForm() {
        console.keys("opn udp\u001b[D\u001bOD\u001b[D\u001bOD\u001b[De")
                .ends("open udp")
                .keys("\u001b[H# \r");
        console.keys("\u001b[A").ends("# open udp").keys("\u001b[B").ends("socklab>");
    }

    @Test
    void whatIsThereIsOffered() {
        console.line("server = open udp").line("bind 127.0.0.1 0").line("m = getsockname");
        String port = completion().at("sendto localhost ", 17).offers().stream()
                .filter(o -> console.screen().contains("127.0.0.1:" + o.text()))
                .findFirst()
                .orElseThrow()
                .text();
        assertThat(port).matches("\\d+");
        assertThat(offered("sendto ")).contains("localhost", "$server.local");
        assertThat(offered("ser")).containsExactly("server.");
        assertThat(offered("server.rec")).contains("recv", "recvfrom").doesNotContain("open");
        assertThat(offered("x = server.recvf")).containsExactly("recvfrom");
        assertThat(offered("send $m")).containsExactly("$m");
        assertThat(offered("send $server."))
                .containsExactly("$server.local", "$server.remote", "$server.port", "$server.fd");
        assertThat(offered("recv 10 MSG_PEEK|MSG_DONTW")).containsExactly("MSG_DONTWAIT");
        assertThat(offered("/set th")).containsExactly("theme");
        assertThat(offered("/set theme c")).containsExactly("colorblind");
        assertThat(offered("# ser")).isEmpty();
    }

    @Test
    void everyCallOffersSomethingSomewhereAndNeverFails() {
        console.line("s = open udp");
        for (String word : socklab.lang.Parser.callWords()) {
            for (String behind : new String[] {"", " ", " a", " a ", " a b ", " | ", " $", " $s.", " r=", " s:in,"}) {
                assertThat(completion()
                                .at(word + behind, word.length() + behind.length())
                                .start())
                        .isBetween(0, word.length() + behind.length());
            }
        }
    }

    @Test
    void tabCompletesAndLists() {
        console.keys("setsockopt SO_REUSEA\t")
                .sees("setsockopt SO_REUSEADDR")
                .keys("" + CTRL_C)
                .ends("socklab>");
        console.keys("shutdown SHUT_\t").sees("half-close");
        console.keys("W").ends("shutdown SHUT_W").keys("\t").ends("shutdown SHUT_WR");
    }

    @Test
    void theSecondTabShowsTheReferenceLineAndTheThirdTheWholePage() {
        console.line("open tcp")
                .keys("shutdown \t")
                .sees("half-close")
                .keys("\t")
                .sees("for example: shutdown wr")
                .sees("shutdown rd|wr|rdwr");
        console.until(() -> !console.screen().contains("half-close"), "the list has made room");
        console.keys("\t")
                .sees("shutdown(2)")
                .sees("ENOTCONN")
                .until(() -> console.lastLine().startsWith("tcp s1> shutdown"), "the line as it was");
        console.keys("wr").ends("shutdown wr");
    }

    @Test
    void aListLongerThanTheScreenHasPages() {
        console.line("open tcp")
                .keys("getsockopt \t")
                .sees("1 to ")
                .sees("SO_DEBUG")
                .keys("\u001b[6~");
        console.until(() -> !console.screen().contains("SO_DEBUG"), "the second page");
        console.keys("\u001b[5~").sees("SO_DEBUG").keys("T").ends("getsockopt T");
        console.until(() -> !console.screen().contains("SO_DEBUG"), "no list");
    }

    @Test
    void labsAreFoundByTheirTitle() {
        assertThat(offered("/lab half-op")).containsExactly("loss/11-half-open", "wire/41-reboot");
        assertThat(offered("/lab head-of")).containsExactly("loss/09-head-of-line");
        assertThat(offered("/lab keepalive can")).isEmpty();
        assertThat(completion().at("/lab stop", 9).offers())
                .anyMatch(o ->
                        o.text().equals("loss/07-stop-and-wait") && o.phrase().startsWith("Stop and wait"));
        assertThat(offered("/lab retransmission")).contains("loss/07-stop-and-wait");
        console.keys("/lab head-of\t").ends("/lab loss/09-head-of-line");
    }

    @Test
    void everyOptionAndFlagHasItsPhrase() {
        for (Language language : Language.values()) {
            Completion all = new Completion(new CompletionSources(console.shell), () -> Messages.in(language));
            console.line(language == Language.EN ? "t = open tcp" : "t6 = open tcp6");
            for (String line : new String[] {
                "getsockopt ", "setsockopt ", "recv 10 ", "send ", "fcntl F_SETFL ", "shutdown SH", "socket "
            }) {
                assertThat(all.at(line, line.length()).offers())
                        .as(line)
                        .filteredOn(o -> o.text().matches("[A-Z0-9]+_\\w+"))
                        .isNotEmpty()
                        .allSatisfy(o -> assertThat(o.phrase()).as(o.text()).isNotEmpty());
            }
        }
    }

    @Test
    void aPastedEscapeSequenceIsWrittenOut() {
        console.line("open udp")
                .keys("\u001b[200~send \u001b[2Jx\u202ey\u0007\u001b[201~")
                .ends("send \\x1b[2Jx\\u202ey\\x07");
        assertThat(console.screen()).as("the screen was not cleared").contains("=> s1");
    }

    @Test
    void ctrlRSearchesEarlierLines() {
        console.line("one = open udp")
                .line("two = open udp")
                .line("/print nothing")
                .keys("\u0012")
                .sees("type a part");
        console.keys("ope")
                .sees("> two = open udp")
                .sees("search: ope_ · 1 of 2")
                .keys("\u0012")
                .sees("> one = open udp")
                .sees("2 of 2 · Ctrl-R: older");
        console.keys("\u0012n")
                .sees("> two = open udp")
                .keys("x")
                .sees("nothing found")
                .keys("\u007f")
                .sees("> two = open udp")
                .keys("\u0007")
                .ends("udp two>");
        console.keys("\u0012one")
                .sees("search: one_")
                .keys("\u001bOD6")
                .ends("one = open ud6p")
                .keys("" + CTRL_C)
                .ends("udp two>");
        console.keys("\u0012prin")
                .sees("> /print nothing")
                .keys("\r")
                .until(() -> console.screen().lines().filter("nothing"::equals).count() == 2, "it ran");
    }

    @Test
    void theRightArrowTakesWhatAnEarlierLineSuggests() {
        console.line("server = open udp")
                .keys("ser")
                .ends("server = open udp")
                .keys(RIGHT + "6")
                .ends("server = open udp6");
    }

    @Test
    void whatIsMissingIsShownAndNotPartOfTheLine() {
        console.line("open udp")
                .keys("bind ")
                .ends("bind [HOST] PORT")
                .keys("0")
                .ends("bind 0")
                .keys("\r")
                .sees("=> 0");
    }

    @Test
    void whatWillBeRefusedIsMarkedBeforeEnter() {
        LineHighlighter highlighter = new LineHighlighter(
                new ConsoleTheme(Theme.Depth.COLOURS_256, true), completion(), new CompletionSources(console.shell));
        AttributedStyle invalid = new ConsoleTheme(Theme.Depth.COLOURS_256, true).style(Theme.Meaning.INVALID);
        assertThat(highlighter.paint("bind 99999", true).styleAt(6)).isEqualTo(invalid);
        assertThat(highlighter.paint("foo.recv 10", true).styleAt(1)).isEqualTo(invalid);
        assertThat(highlighter.paint("recvv 10", true).styleAt(1)).isEqualTo(invalid);
        assertThat(highlighter.paint("rec", true).styleAt(1))
                .as("still being typed")
                .isNotEqualTo(invalid);
        assertThat(highlighter.paint("recv 10", true).styleAt(1))
                .as("no socket is open")
                .isEqualTo(invalid);
        console.line("open udp");
        assertThat(highlighter.paint("recv 10", true).styleAt(1)).isNotEqualTo(invalid);
        assertThat(highlighter.paint("send a$nosuch.data b", true).styleAt(8)).isEqualTo(invalid);
    }

    @Test
    void theBottomLineTellsTheStateUntilItIsTurnedOff() {
        console.line("l = open tcp").line("bind 127.0.0.1 0").line("listen 5").sees("l LISTEN ○○○○○ 0 waiting");
        console.line("c = open tcp")
                .line("connect $l.local")
                .sees("l LISTEN ●○○○○ 1 waiting")
                .sees("c ESTAB ○");
        console.line("recv 5 &").sees("[1] recv 5 &").line("/set status off");
        console.until(() -> !console.screen().contains("ESTAB ○"), "no bottom line");
    }

    @Test
    void theBottomLineSurvivesAnotherSize() {
        console.line("l = open tcp")
                .line("bind 127.0.0.1 0")
                .line("listen 5")
                .sees("l LISTEN ○○○○○ 0 waiting")
                .keys("half");
        console.resize(60, 12);
        console.ends("half").sees("l LISTEN ○○○○○ 0 waiting").resize(110, 25);
        console.ends("half").sees("l LISTEN ○○○○○ 0 waiting").keys(" typed").ends("half typed");
    }

    @Test
    void whatIsSetIsKept() throws IOException {
        console.line("/set theme light").line("/set feedback concise");
        assertThat(Files.readAllLines(folder.resolve("state/settings")))
                .containsExactlyInAnyOrder("theme light", "feedback concise");
        Settings usual = new Settings(Settings.Feedback.NORMAL, Language.EN, Settings.Names.LIBC);
        Settings kept = new KeptSettings(new StateFolder(folder.resolve("state"))).over(usual);
        assertThat(kept.look().scheme()).isEqualTo(Appearance.ColourScheme.LIGHT);
        assertThat(kept.feedback()).isEqualTo(Settings.Feedback.CONCISE);
    }

    @Test
    void withoutColoursNothingIsColoured() throws IOException {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        try (var terminal = new org.jline.terminal.impl.LineDisciplineTerminal(
                "t", "xterm-256color", out, java.nio.charset.StandardCharsets.UTF_8)) {
            terminal.setSize(org.jline.terminal.Size.of(80, 24));
            try (Console console = new Console(terminal, false, new StateFolder(folder))) {
                for (socklab.view.OutputLine.Kind kind : socklab.view.OutputLine.Kind.values()) {
                    console.say(java.util.List.of(new socklab.view.OutputLine(kind, "text")));
                }
                console.drained();
            }
        }
        assertThat(out.toString(java.nio.charset.StandardCharsets.UTF_8))
                .contains("text")
                .doesNotContainPattern("\\x1b\\[[0-9;]*(3[0-8]|9[0-7])[0-9;]*m");
    }

    @Test
    void plainIsTextAlone() {
        console.line("/set plain on").line("open udp").line("bind 127.0.0.1 0").keys("bind ");
        console.ends("bind")
                .keys("" + CTRL_C)
                .keys("recv 5\r")
                .sees("recv(")
                .sees("Ctrl-C interrupts")
                .keys("" + CTRL_C)
                .sees("EINTR");
        assertThat(console.screen()).doesNotContain("○", "●");
    }
}
