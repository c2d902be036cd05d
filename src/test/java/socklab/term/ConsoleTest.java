package socklab.term;

import static org.assertj.core.api.Assertions.assertThat;
import static socklab.term.TestConsole.CTRL_C;
import static socklab.term.TestConsole.CTRL_D;
import static socklab.term.TestConsole.CTRL_Z;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import socklab.call.SocketAddress;
import socklab.session.Event;
import socklab.text.Message;

/** What a user sees who types at the console. */
@EnabledOnOs(OS.LINUX)
class ConsoleTest {
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

    /** The port that a socket was given, from the kernel's tables. */
    private int port(String socket) {
        SocketAddress local = console.shell
                .kernel()
                .observe(console.shell.session().socket(socket).orElseThrow().fd())
                .orElseThrow()
                .local()
                .orElseThrow();
        return ((SocketAddress.Inet4) local).port();
    }

    private static void send(int port, String text) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
        }
    }

    private void blocks() {
        console.until(
                () -> console.shell.jobs().background().stream().allMatch(j -> j.asleep()), "asleep in the kernel");
    }

    @Test
    void thePromptTellsTheSocketAndItsState() {
        console.line("open tcp").ends("tcp s1>").line("bind 127.0.0.1 0").line("listen");
        console.ends("tcp s1 127.0.0.1:" + port("s1") + " LISTEN>")
                .line("close")
                .ends("socklab>");
    }

    @Test
    void aCallIsShownWithItsResult() {
        console.line("server = open udp");
        assertThat(console.screen()).contains("socket(AF_INET, SOCK_DGRAM, IPPROTO_IP) = ", "=> server");
    }

    @Test
    void whatNobodyIsToldOfWakesNobody() throws IOException {
        console.line("/set feedback silent").ends("socklab>");
        console.console
                .loan()
                .lend(
                        () -> { // output waits meanwhile
                            console.shell
                                    .session()
                                    .journal()
                                    .append(new Event.Note(System.nanoTime(), Message.of("note.forgiven")));
                            console.console.drained();
                        });
        console.line("frobnicate")
                .until(() -> console.screen().contains("unknown call: frobnicate"), "an error is told");
    }

    @Test
    void ctrlCAtThePromptClearsTheLine() {
        console.keys("open udp")
                .ends("open udp")
                .keys("" + CTRL_C)
                .until(() -> console.lastLine().equals("socklab>"), "an empty prompt");
        console.line("/sockets");
        assertThat(console.shell.session().sockets()).isEmpty();
    }

    @Test
    void ctrlDLeaves() {
        console.keys("" + CTRL_D);
        assertThat(console.left()).isTrue();
    }

    @Test
    void ctrlDWithCallsInTheBackgroundSaysSoOnce() {
        console.line("open udp").line("bind 127.0.0.1 0").line("recv 10 &");
        console.keys("" + CTRL_D)
                .sees("calls still blocked in the background: 1")
                .keys("" + CTRL_D);
        assertThat(console.left()).isTrue();
    }

    @Test
    void ctrlCInterruptsABlockedCall() {
        console.line("open udp")
                .line("bind 127.0.0.1 0")
                .keys("recv 10\r")
                .sees("blocks")
                .sees("Ctrl-C interrupts");
        console.keys("" + CTRL_C).sees("= -1 EINTR (Interrupted system call)").sees("=> EINTR");
        console.until(() -> !console.screen().contains("Ctrl-C interrupts"), "no bottom line");
    }

    @Test
    void theBottomLineSaysWhatACallWaitsFor() {
        console.line("open udp").line("bind 127.0.0.1 0");
        console.keys("recvfrom 10\r").sees("for a datagram on 127.0.0.1:" + port("s1"));
        console.keys("" + CTRL_C)
                .sees("EINTR")
                .line("l = open tcp")
                .line("bind 127.0.0.1 0")
                .line("listen");
        console.keys("accept\r")
                .sees("for a connection on 127.0.0.1:" + port("l"))
                .keys("" + CTRL_C)
                .ends("LISTEN>");
        console.line("c = open tcp")
                .line("connect $l.local")
                .keys("recv 10\r")
                .sees("for data or the peer's end of stream")
                .keys("" + CTRL_C);
        console.until(() -> console.console.editor().isReading(), "a prompt");
        console.keys("/repeat forever\r")
                .sees("...>")
                .keys("send fill:1000000\r")
                .keys("/end\r")
                .sees("for the peer to make room: ")
                .sees("MB are queued");
        console.keys("" + CTRL_C).sees("=> EINTR");
    }

    @Test
    void ctrlZSendsACallAwayOnTheSameThread() throws IOException {
        console.line("s = open udp")
                .line("bind 127.0.0.1 0")
                .keys("recvfrom 100\r")
                .sees("blocks");
        console.until(() -> console.screen().contains("Ctrl-Z to the background"), "the offer");
        console.keys("" + CTRL_Z).sees("<unfinished ...>").sees("=> blocks");
        console.until(() -> console.console.editor().isReading(), "a prompt");
        blocks();
        console.keys("open tc").ends("open tc");
        send(port("s"), "hello");
        console.sees("=> \"hello\" (5 bytes) from 127.0.0.1:").ends("open tc");
        // asked of the editor: the screen in memory may wrap what comes just after the bottom line was drawn, ESC 8
        // does not undo that there
        console.keys("p")
                .until(() -> console.console.editor().getBuffer().toString().equals("open tcp"), "the whole line");
        console.keys("\r").sees("=> s1");
        long calls = console.shell.session().journal().events().stream()
                .filter(e -> e instanceof Event.Started c && c.id().line().equals("recvfrom 100"))
                .count();
        assertThat(calls).as("one call, not two").isEqualTo(1);
    }

    @Test
    void whatReturnsAboveDoesNotMoveTheCursor() throws IOException {
        console.line("s = open udp").line("bind 127.0.0.1 0").line("recv 100 &");
        console.keys("sendto localhost 9 abc").ends("abc").keys("\u001bOD\u001bOD"); // two to the left
        send(port("s"), "x");
        console.sees("=> \"x\" (1 byte)").keys("-").ends("a-bc");
    }

    @Test
    void fgBringsAJobBackAndCtrlCInterruptsIt() {
        console.line("open udp")
                .line("bind 127.0.0.1 0")
                .line("recv 10 &")
                .keys("/fg\r")
                .sees("Ctrl-C interrupts");
        console.keys("" + CTRL_C).sees("=> EINTR");
        console.until(
                () -> console.console.editor().isReading()
                        && console.shell.jobs().background().isEmpty(),
                "a prompt, no job");
    }

    @Test
    void fgAndCtrlZAgainKeepsTheJob() throws IOException {
        console.line("open udp")
                .line("bind 127.0.0.1 0")
                .line("recv 10 &")
                .keys("/fg\r")
                .sees("Ctrl-Z to the background");
        console.keys("" + CTRL_Z);
        console.until(
                () -> console.console.editor().isReading()
                        && console.shell.jobs().background().size() == 1,
                "a prompt and the job");
        blocks();
        send(port("s1"), "late");
        console.sees("=> \"late\" (4 bytes)");
    }

    @Test
    void killInterruptsAJob() {
        console.line("open udp")
                .line("bind 127.0.0.1 0")
                .line("recv 10 &")
                .line("/kill 1")
                .sees("=> EINTR");
        console.line("/jobs").sees("nothing blocks in the background");
    }

    @Test
    void aRepeatIsReadToItsEndAndGoesAwayAsOne() {
        console.line("s = open udp")
                .line("bind 127.0.0.1 0")
                .keys("/repeat forever\r")
                .ends("...>")
                .keys("m = s.recvfrom 100\r")
                .ends("...>");
        console.keys("s.sendto $m.from $m.upper\r")
                .ends("...>")
                .keys("/end\r")
                .sees("Ctrl-Z to the background")
                .keys("" + CTRL_Z);
        console.until(() -> console.console.editor().isReading(), "a prompt");
        assertThat(console.shell.jobs().background()).hasSize(1);
        console.line("c = open udp")
                .line("connect $s.local")
                .line("send hello")
                .line("recv 100")
                .sees("=> \"HELLO\" (5 bytes)");
        console.line("send again")
                .line("recv 100")
                .sees("=> \"AGAIN\" (5 bytes)")
                .line("/jobs")
                .sees("/repeat forever");
    }

    @Test
    void escapeSequencesFromTheNetworkAreShownNotObeyed() throws IOException {
        console.line("open udp").line("bind 127.0.0.1 0").line("recv 100 &");
        send(port("s1"), "\u001b[2J\u001b]0;owned\u0007\u202e");
        console.sees("=> \"\\x1b[2J\\x1b]0;owned\\x07\\u202e\"");
        assertThat(console.screen()).contains("=> s1");
    }

    @Test
    void aPasteRunsLineByLineAndIsCompared() {
        console.keys("\u001b[200~s = open udp\n"
                + "s.bind 127.0.0.1 0\n"
                + "=> 0\n"
                + "s.getsockname\n"
                + "=> 127.0.0.1:[..]\n"
                + "s.close\n"
                + "=> 5 bytes\u001b[201~\r");
        console.sees("expected: 5 bytes").sees("actual:   0");
        assertThat(console.screen())
                .containsOnlyOnce("expected:")
                .contains("socklab> s = open udp")
                .contains("=> 127.0.0.1:[..]");
    }

    @Test
    void mistakesAreMarked() {
        console.line("bind 99999").sees("not a port: 99999").sees("^^^^^ a port is 0 to 65535");
    }

    @Test
    void aLoopThatCannotRunIsAMistakeAtOnceAndItsExampleCanBeTyped() {
        console.line("/repeat").sees("/repeat 3, /repeat 10 as i, or /repeat forever");
        console.keys("/repeat x\rsend\r/end\r").sees("/end without /repeat");
        console.line("/relay udp").sees("^ /relay udp|tcp PORT HOST PORT");
    }

    @Test
    void askReadsAnAnswerThatIsNoLineOfHistory() throws IOException {
        console.keys("/ask name \"Who? \"\r").sees("Who?");
        console.until(() -> console.console.editor().isReading(), "the question");
        console.keys("Ada\r");
        console.until(
                () -> console.shell.session().value("name").isPresent()
                        && console.console.editor().isReading(),
                "the answer");
        console.line("/print Hello $name").sees("Hello Ada");
        assertThat(Files.readAllLines(folder.resolve("state/history")))
                .containsExactly("/ask name \"Who? \"", "/print Hello $name");
    }

    @Test
    void theHistoryIsTheUsersAlone() throws IOException {
        console.line("open udp");
        Path file = folder.resolve("state/history");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void theHistoryOutlivesTheConsole() throws IOException {
        console.line("open udp").line("/sockets");
        console.close();
        Files.write(
                folder.resolve("state/history"),
                new byte[] {(byte) 0xff, 0x1b, '\n'},
                java.nio.file.StandardOpenOption.APPEND);
        console = new TestConsole(folder.resolve("state"));
        console.keys("\u001bOA\u001bOA\u001bOA")
                .ends("/sockets")
                .keys("\u001bOA")
                .ends("open udp");
    }

    @Test
    void aFolderThatCannotBeWrittenIsSaidOnce() throws IOException {
        console.close();
        Files.createFile(folder.resolve("file"));
        console = new TestConsole(folder.resolve("file/below"));
        console.line("open udp").sees("the history is not saved").line("close");
        assertThat(console.screen()).containsOnlyOnce("the history is not saved");
    }

    @Test
    void whatIsTypedWhileALineRunsIsThereAfterwards() {
        console.keys("/sleep 400ms\r").until(() -> !console.console.editor().isReading(), "running");
        console.keys("open udp").sees("socklab> /sleep");
        console.ends("socklab> open udp");
    }
}
