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

    private TestConsole desk;

    @BeforeEach
    void sitDown() throws IOException {
        desk = new TestConsole(folder.resolve("state"));
    }

    @AfterEach
    void standUp() {
        desk.close();
    }

    /** The port that a socket was given, from the kernel's tables. */
    private int port(String socket) {
        SocketAddress local = desk.bench
                .kernel()
                .observe(desk.bench.session().socket(socket).orElseThrow().fd())
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
        desk.until(() -> desk.bench.jobs().background().stream().allMatch(j -> j.asleep()), "asleep in the kernel");
    }

    @Test
    void thePromptTellsTheSocketAndItsState() {
        desk.line("open tcp").ends("tcp s1>").line("bind 127.0.0.1 0").line("listen");
        desk.ends("tcp s1 127.0.0.1:" + port("s1") + " LISTEN>").line("close").ends("socklab>");
    }

    @Test
    void aCallIsShownWithItsResult() {
        desk.line("server = open udp");
        assertThat(desk.screen()).contains("socket(AF_INET, SOCK_DGRAM, IPPROTO_IP) = ", "=> server");
    }

    @Test
    void whatNobodyIsToldOfWakesNobody() throws IOException {
        desk.line("/set feedback silent").ends("socklab>");
        desk.console.lend(
                () -> { // whatever is said now waits
                    desk.bench
                            .session()
                            .journal()
                            .append(new Event.Note(System.nanoTime(), Message.of("note.forgiven")));
                    desk.console.drained();
                });
        desk.line("frobnicate").until(() -> desk.screen().contains("unknown call: frobnicate"), "an error is told");
    }

    @Test
    void ctrlCAtThePromptClearsTheLine() {
        desk.keys("open udp")
                .ends("open udp")
                .keys("" + CTRL_C)
                .until(() -> desk.lastLine().equals("socklab>"), "an empty prompt");
        desk.line("/sockets");
        assertThat(desk.bench.session().sockets()).isEmpty();
    }

    @Test
    void ctrlDLeaves() {
        desk.keys("" + CTRL_D);
        assertThat(desk.left()).isTrue();
    }

    @Test
    void ctrlDWithCallsInTheBackgroundSaysSoOnce() {
        desk.line("open udp").line("bind 127.0.0.1 0").line("recv 10 &");
        desk.keys("" + CTRL_D).sees("calls still blocked in the background: 1").keys("" + CTRL_D);
        assertThat(desk.left()).isTrue();
    }

    @Test
    void ctrlCInterruptsABlockedCall() {
        desk.line("open udp")
                .line("bind 127.0.0.1 0")
                .keys("recv 10\r")
                .sees("blocks")
                .sees("Ctrl-C interrupts");
        desk.keys("" + CTRL_C).sees("= -1 EINTR (Interrupted system call)").sees("=> EINTR");
        desk.until(() -> !desk.screen().contains("Ctrl-C interrupts"), "no bottom line");
    }

    @Test
    void theBottomLineSaysWhatACallWaitsFor() {
        desk.line("open udp").line("bind 127.0.0.1 0");
        desk.keys("recvfrom 10\r").sees("for a datagram on 127.0.0.1:" + port("s1"));
        desk.keys("" + CTRL_C)
                .sees("EINTR")
                .line("l = open tcp")
                .line("bind 127.0.0.1 0")
                .line("listen");
        desk.keys("accept\r")
                .sees("for a connection on 127.0.0.1:" + port("l"))
                .keys("" + CTRL_C)
                .ends("LISTEN>");
        desk.line("c = open tcp")
                .line("connect $l.local")
                .keys("recv 10\r")
                .sees("for data or the peer's end of stream")
                .keys("" + CTRL_C);
        desk.until(() -> desk.console.editor().isReading(), "a prompt");
        desk.keys("/repeat forever\r")
                .sees("...>")
                .keys("send fill:1000000\r")
                .keys("/end\r")
                .sees("for the peer to make room: ")
                .sees("MB are queued");
        desk.keys("" + CTRL_C).sees("=> EINTR");
    }

    @Test
    void ctrlZSendsACallAwayOnTheSameThread() throws IOException {
        desk.line("s = open udp")
                .line("bind 127.0.0.1 0")
                .keys("recvfrom 100\r")
                .sees("blocks");
        desk.until(() -> desk.screen().contains("Ctrl-Z to the background"), "the offer");
        desk.keys("" + CTRL_Z).sees("<unfinished ...>").sees("=> blocks");
        desk.until(() -> desk.console.editor().isReading(), "a prompt");
        blocks();
        desk.keys("open tc").ends("open tc");
        send(port("s"), "hello");
        desk.sees("=> \"hello\" (5 bytes) from 127.0.0.1:").ends("open tc");
        // asked of the editor: the screen in memory may wrap what comes just after the bottom line was drawn, ESC 8
        // does not undo that there
        desk.keys("p").until(() -> desk.console.editor().getBuffer().toString().equals("open tcp"), "the whole line");
        desk.keys("\r").sees("=> s1");
        long calls = desk.bench.session().journal().events().stream()
                .filter(e -> e instanceof Event.Started c && c.id().line().equals("recvfrom 100"))
                .count();
        assertThat(calls).as("one call, not two").isEqualTo(1);
    }

    @Test
    void whatReturnsAboveDoesNotMoveTheCursor() throws IOException {
        desk.line("s = open udp").line("bind 127.0.0.1 0").line("recv 100 &");
        desk.keys("sendto localhost 9 abc").ends("abc").keys("\u001bOD\u001bOD"); // two to the left
        send(port("s"), "x");
        desk.sees("=> \"x\" (1 byte)").keys("-").ends("a-bc");
    }

    @Test
    void fgBringsAJobBackAndCtrlCInterruptsIt() {
        desk.line("open udp")
                .line("bind 127.0.0.1 0")
                .line("recv 10 &")
                .keys("/fg\r")
                .sees("Ctrl-C interrupts");
        desk.keys("" + CTRL_C).sees("=> EINTR");
        desk.until(
                () -> desk.console.editor().isReading()
                        && desk.bench.jobs().background().isEmpty(),
                "a prompt, no job");
    }

    @Test
    void fgAndCtrlZAgainKeepsTheJob() throws IOException {
        desk.line("open udp")
                .line("bind 127.0.0.1 0")
                .line("recv 10 &")
                .keys("/fg\r")
                .sees("Ctrl-Z to the background");
        desk.keys("" + CTRL_Z);
        desk.until(
                () -> desk.console.editor().isReading()
                        && desk.bench.jobs().background().size() == 1,
                "a prompt and the job");
        blocks();
        send(port("s1"), "late");
        desk.sees("=> \"late\" (4 bytes)");
    }

    @Test
    void killInterruptsAJob() {
        desk.line("open udp")
                .line("bind 127.0.0.1 0")
                .line("recv 10 &")
                .line("/kill 1")
                .sees("=> EINTR");
        desk.line("/jobs").sees("nothing blocks in the background");
    }

    @Test
    void aRepeatIsReadToItsEndAndGoesAwayAsOne() {
        desk.line("s = open udp")
                .line("bind 127.0.0.1 0")
                .keys("/repeat forever\r")
                .ends("...>")
                .keys("m = s.recvfrom 100\r")
                .ends("...>");
        desk.keys("s.sendto $m.from $m.upper\r")
                .ends("...>")
                .keys("/end\r")
                .sees("Ctrl-Z to the background")
                .keys("" + CTRL_Z);
        desk.until(() -> desk.console.editor().isReading(), "a prompt");
        assertThat(desk.bench.jobs().background()).hasSize(1);
        desk.line("c = open udp")
                .line("connect $s.local")
                .line("send hello")
                .line("recv 100")
                .sees("=> \"HELLO\" (5 bytes)");
        desk.line("send again")
                .line("recv 100")
                .sees("=> \"AGAIN\" (5 bytes)")
                .line("/jobs")
                .sees("/repeat forever");
    }

    @Test
    void escapeSequencesFromTheNetworkAreShownNotObeyed() throws IOException {
        desk.line("open udp").line("bind 127.0.0.1 0").line("recv 100 &");
        send(port("s1"), "\u001b[2J\u001b]0;owned\u0007\u202e");
        desk.sees("=> \"\\x1b[2J\\x1b]0;owned\\x07\\u202e\"");
        assertThat(desk.screen()).contains("=> s1");
    }

    @Test
    void aPasteRunsLineByLineAndIsCompared() {
        desk.keys("\u001b[200~s = open udp\n"
                + "s.bind 127.0.0.1 0\n"
                + "=> 0\n"
                + "s.getsockname\n"
                + "=> 127.0.0.1:[..]\n"
                + "s.close\n"
                + "=> 5 bytes\u001b[201~\r");
        desk.sees("expected: 5 bytes").sees("actual:   0");
        assertThat(desk.screen())
                .containsOnlyOnce("expected:")
                .contains("socklab> s = open udp")
                .contains("=> 127.0.0.1:[..]");
    }

    @Test
    void mistakesAreMarked() {
        desk.line("bind 99999").sees("not a port: 99999").sees("^^^^^ a port is 0 to 65535");
    }

    @Test
    void askReadsAnAnswerThatIsNoLineOfHistory() throws IOException {
        desk.keys("/ask name \"Who? \"\r").sees("Who?");
        desk.until(() -> desk.console.editor().isReading(), "the question");
        desk.keys("Ada\r");
        desk.until(
                () -> desk.bench.session().value("name").isPresent()
                        && desk.console.editor().isReading(),
                "the answer");
        desk.line("/print Hello $name").sees("Hello Ada");
        assertThat(Files.readAllLines(folder.resolve("state/history")))
                .containsExactly("/ask name \"Who? \"", "/print Hello $name");
    }

    @Test
    void theHistoryIsTheUsersAlone() throws IOException {
        desk.line("open udp");
        Path file = folder.resolve("state/history");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void theHistoryOutlivesTheConsole() throws IOException {
        desk.line("open udp").line("/sockets");
        desk.close();
        Files.write(
                folder.resolve("state/history"),
                new byte[] {(byte) 0xff, 0x1b, '\n'},
                java.nio.file.StandardOpenOption.APPEND);
        desk = new TestConsole(folder.resolve("state"));
        desk.keys("\u001bOA\u001bOA\u001bOA").ends("/sockets").keys("\u001bOA").ends("open udp");
    }

    @Test
    void aFolderThatCannotBeWrittenIsSaidOnce() throws IOException {
        desk.close();
        Files.createFile(folder.resolve("file"));
        desk = new TestConsole(folder.resolve("file/below"));
        desk.line("open udp").sees("the history is not saved").line("close");
        assertThat(desk.screen()).containsOnlyOnce("the history is not saved");
    }

    @Test
    void whatIsTypedWhileALineRunsIsThereAfterwards() {
        desk.keys("/sleep 400ms\r").until(() -> !desk.console.editor().isReading(), "running");
        desk.keys("open udp").sees("socklab> /sleep");
        desk.ends("socklab> open udp");
    }
}
