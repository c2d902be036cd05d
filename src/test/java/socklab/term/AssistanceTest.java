package socklab.term;

import static org.assertj.core.api.Assertions.assertThat;
import static socklab.term.Desk.CTRL_C;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import socklab.session.Look;
import socklab.session.Settings;
import socklab.shell.StateFolder;
import socklab.text.Language;
import socklab.text.Messages;

/** What helps while a line is typed. */
@EnabledOnOs(OS.LINUX)
class AssistanceTest {
    private static final String RIGHT = "\u001bOC";

    @TempDir
    Path folder;
    private Desk desk;

    @BeforeEach
    void sitDown() throws IOException {
        desk = new Desk(folder.resolve("state"));
    }

    @AfterEach
    void standUp() {
        desk.close();
    }

    private Completion completion() {
        return new Completion(new World(desk.bench), () -> Messages.in(Language.EN));
    }

    private java.util.List<String> offered(String line) {
        return completion().at(line, line.length()).offers().stream().map(Offer::text).toList();
    }

    @Test
    void optionsFitTheSocket() {
        desk.line("u = open udp").line("t = open tcp");
        assertThat(offered("u.setsockopt ")).contains("SO_RCVTIMEO", "UDP_CORK", "IP_TTL").doesNotContain("TCP_NODELAY", "SO_ERROR", "IPV6_V6ONLY");
        assertThat(offered("t.setsockopt TCP_NO")).containsExactly("TCP_NODELAY", "TCP_NOTSENT_LOWAT");
        assertThat(offered("getsockopt SO_ER")).containsExactly("SO_ERROR");
        assertThat(completion().at("setsockopt TCP_NODEL", 20).offers().getFirst().phrase()).contains("Nagle");
    }

    @Test
    void whatIsThereIsOffered() {
        desk.line("server = open udp").line("bind 127.0.0.1 0").line("m = getsockname");
        String port = completion().at("sendto localhost ", 17).offers().stream().filter(o -> desk.screen().contains("127.0.0.1:" + o.text()))
                .findFirst().orElseThrow().text();
        assertThat(port).matches("\\d+");
        assertThat(offered("sendto ")).contains("localhost", "$server.local");
        assertThat(offered("ser")).containsExactly("server.");
        assertThat(offered("server.rec")).contains("recv", "recvfrom").doesNotContain("open");
        assertThat(offered("x = server.recvf")).containsExactly("recvfrom");
        assertThat(offered("send $m")).containsExactly("$m");
        assertThat(offered("send $server.")).containsExactly("$server.local", "$server.remote", "$server.port", "$server.fd");
        assertThat(offered("recv 10 MSG_PEEK|MSG_DONTW")).containsExactly("MSG_DONTWAIT");
        assertThat(offered("/set th")).containsExactly("theme");
        assertThat(offered("/set theme c")).containsExactly("colorblind");
        assertThat(offered("# ser")).isEmpty();
    }

    @Test
    void everyCallOffersSomethingSomewhereAndNeverFails() {
        desk.line("s = open udp");
        for (String word : socklab.lang.Parser.callWords()) {
            for (String behind : new String[] {"", " ", " a", " a ", " a b ", " | ", " $", " $s.", " r=", " s:in,"}) {
                assertThat(completion().at(word + behind, word.length() + behind.length()).start()).isBetween(0, word.length() + behind.length());
            }
        }
    }

    @Test
    void tabCompletesThenRefersThenExplains() {
        desk.keys("setsockopt SO_REUSEA\t").ends("setsockopt SO_REUSEADDR").keys("" + CTRL_C).ends("socklab>");
        desk.keys("shutdown SHUT_\t").sees("half-close").keys("\t").sees("for example: shutdown wr");
        assertThat(desk.screen()).doesNotContain("ENOTCONN");
        desk.keys("\t").sees("ENOTCONN");
        assertThat(desk.lastLine()).startsWith("socklab> shutdown SHUT_");
    }

    @Test
    void theRightArrowTakesWhatAnEarlierLineSuggests() {
        desk.line("server = open udp").keys("ser").ends("server = open udp").keys(RIGHT + "6").ends("server = open udp6");
    }

    @Test
    void whatIsMissingIsShownAndNotPartOfTheLine() {
        desk.line("open udp").keys("bind ").ends("bind [HOST] PORT").keys("0").ends("bind 0").keys("\r").sees("=> 0");
    }

    @Test
    void whatWillBeRefusedIsMarkedBeforeEnter() {
        Painter painter = new Painter(new Palette(), completion(), new World(desk.bench));
        Palette palette = new Palette();
        assertThat(painter.paint("bind 99999", true).styleAt(6)).isEqualTo(palette.wrong());
        assertThat(painter.paint("foo.recv 10", true).styleAt(1)).isEqualTo(palette.wrong());
        assertThat(painter.paint("recvv 10", true).styleAt(1)).isEqualTo(palette.wrong());
        assertThat(painter.paint("rec", true).styleAt(1)).as("still being typed").isNotEqualTo(palette.wrong());
        assertThat(painter.paint("recv 10", true).styleAt(1)).as("no socket is open").isEqualTo(palette.wrong());
        desk.line("open udp");
        assertThat(painter.paint("recv 10", true).styleAt(1)).isNotEqualTo(palette.wrong());
        assertThat(painter.paint("send a$nosuch.data b", true).styleAt(8)).isEqualTo(palette.wrong());
    }

    @Test
    void theBottomLineTellsTheStateUntilItIsTurnedOff() {
        desk.line("l = open tcp").line("bind 127.0.0.1 0").line("listen 5").sees("l LISTEN ○");
        desk.line("c = open tcp").line("connect $l.local").sees("l LISTEN ● 1 of 5").sees("c ESTAB ○");
        desk.line("recv 5 &").sees("[1] recv 5 &").line("/set status off");
        desk.until(() -> !desk.screen().contains("ESTAB ○"), "no bottom line");
    }

    @Test
    void theBottomLineSurvivesAnotherSize() {
        desk.line("l = open tcp").line("bind 127.0.0.1 0").line("listen 5").sees("l LISTEN ○").keys("half");
        desk.resize(60, 12);
        desk.ends("half").sees("l LISTEN ○").resize(110, 25);
        desk.ends("half").sees("l LISTEN ○").keys(" typed").ends("half typed");
    }

    @Test
    void whatIsSetIsKept() throws IOException {
        desk.line("/set theme light").line("/set feedback concise");
        assertThat(Files.readAllLines(folder.resolve("state/settings"))).containsExactlyInAnyOrder("theme light", "feedback concise");
        Settings usual = new Settings(Settings.Feedback.NORMAL, Language.EN, Settings.Names.LIBC);
        Settings kept = new KeptSettings(new StateFolder(folder.resolve("state"))).over(usual);
        assertThat(kept.look().theme()).isEqualTo(Look.Theme.LIGHT);
        assertThat(kept.feedback()).isEqualTo(Settings.Feedback.CONCISE);
    }

    @Test
    void plainIsTextAlone() {
        desk.line("/set plain on").line("open udp").line("bind 127.0.0.1 0").keys("bind ");
        desk.ends("bind").keys("" + CTRL_C).keys("recv 5\r").sees("recv(").sees("Ctrl-C interrupts").keys("" + CTRL_C).sees("EINTR");
        assertThat(desk.screen()).doesNotContain("○", "●");
    }
}
