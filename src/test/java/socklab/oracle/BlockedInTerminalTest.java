package socklab.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import socklab.term.ReturningUser;

/**
 * Blocking calls in a real terminal, with real keys and signals, while data come from another process: what the kernel
 * sees of it, and what becomes of a line that is half typed.
 */
@Timeout(value = 150, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BlockedInTerminalTest {
    private static final String EINTR = "=> EINTR (Interrupted system call)";
    private static final Pattern PORT = Pattern.compile("=> 127\\.0\\.0\\.1:(\\d+)\\s");

    @TempDir
    private Path folder;

    @BeforeEach
    void terminal() {
        assumeTrue(Tmux.there(), "tmux is not installed");
    }

    private Tmux socklab(Stream<String> before) {
        List<String> command = new ArrayList<>(
                List.of("env", "XDG_STATE_HOME=" + ReturningUser.home(folder.resolve("state")), "LC_ALL=C.UTF-8"));
        before.forEach(command::add);
        command.addAll(SocklabProgram.command("--lang", "en", "--color", "never", "--names", "kernel"));
        return new Tmux(folder, 110, 50, command).sees("socklab>");
    }

    /** The port that is shown. */
    private static int port(Tmux tmux) {
        tmux.sees("a port", s -> PORT.matcher(s).find());
        Matcher shown = PORT.matcher(tmux.screen());
        return shown.find() ? Integer.parseInt(shown.group(1)) : 0;
    }

    private static void send(int port, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getByName("127.0.0.1"), port));
        }
    }

    /**
     * A call that is watched on the bottom line, sent away by Ctrl-Z, looked at by every word that looks, fetched back
     * and sent away again is one system call of one thread, from its start to its return; and nobody else calls
     * anything on its socket.
     */
    @Test
    void whateverIsDoneAroundItTheCallIsOneSystemCall() throws Exception {
        StraceOracle.assume();
        int port;
        try (Tmux tmux = socklab(Strace.command(folder).stream())) {
            tmux.line("u = open udp", "=> u").line("bind 127.0.0.1 0", "=> 0").line("getsockname", "=> 127.0.0.1:");
            port = port(tmux);
            tmux.line("m = recv 100", "blocks 1.").keys("C-z").sees("=> blocks");
            tmux.line("/sockets", "127.0.0.1:" + port)
                    .line("/jobs", "[1]")
                    .line("/fg", "blocks")
                    .sees("Ctrl-C")
                    .keys("C-z")
                    .sees("udp u");
            tmux.line("s = open tcp", "=> s")
                    .line("bind 127.0.0.1 0", "udp u")
                    .line("listen 1", "listen(")
                    .line("/state", "LISTEN");
            tmux.line("a = accept &", "accept(").line("/sockets", "LISTEN");
            send(port, "hello");
            tmux.sees("=> \"hello\" (5 bytes)").line("/kill a", EINTR).line("/timeline", "accept");
            tmux.type("/exit").keys("Enter").sees("the end", s -> !s.contains("socklab>"));
        }
        List<Strace.Seen> calls = Strace.traced(folder);
        assertThat(on(made(calls, "SOCK_DGRAM"), calls))
                .satisfiesExactly(
                        c -> assertThat(c.text()).startsWith("bind("),
                                c -> assertThat(c.text()).startsWith("getsockname("),
                        c -> {
                                    assertThat(c.text())
                                            .startsWith("recvfrom(")
                                            .contains("\"hello\", 100")
                                            .endsWith(" = 5");
                                    assertThat(c.end() - c.begin())
                                            .as("microseconds: the bottom line counted one second of it")
                                            .isGreaterThan(1_000_000);
                                },
                                c -> assertThat(c.text()).startsWith("close("));
        assertThat(on(made(calls, "SOCK_STREAM"), calls))
                .satisfiesExactly(
                        c -> assertThat(c.text()).startsWith("bind("),
                        c -> assertThat(c.text()).startsWith("listen("),
                        c -> assertThat(c.text()).startsWith("accept(").endsWith("-1 EINTR (Interrupted system call)"),
                        c -> assertThat(c.text()).startsWith("close("));
    }

    /**
     * The socket call of the user's that made a socket of a type: the one that is bound. Java opens and closes one of
     * its own to see what the kernel can do, and that may have had the same descriptor before.
     */
    private static Strace.Seen made(List<Strace.Seen> calls, String type) {
        return calls.stream()
                .filter(c -> c.text().startsWith("socket(AF_INET, " + type + ", IPPROTO_IP)"))
                .filter(c -> on(c, calls).stream()
                        .anyMatch(b -> b.text().startsWith("bind(" + fd(c) + ", {sa_family=AF_INET,")))
                .findFirst()
                .orElseThrow();
    }

    private static String fd(Strace.Seen made) {
        return made.text().substring(made.text().lastIndexOf(' ') + 1);
    }

    /** All that any thread called on a socket from its making to its close. */
    private static List<Strace.Seen> on(Strace.Seen made, List<Strace.Seen> calls) {
        List<Strace.Seen> on = new ArrayList<>();
        Pattern first = Pattern.compile("\\w+\\(" + fd(made) + "[,)].*");
        Pattern polled = Pattern.compile("(poll|select|pselect6|epoll_ctl)\\(.*\\b" + fd(made) + "\\b.*");
        for (Strace.Seen call : calls) {
            if (call.begin() > made.begin()
                    && (first.matcher(call.text()).matches()
                            || polled.matcher(call.text()).matches())) {
                on.add(call);
                if (call.text().startsWith("close(")) {
                    return on;
                }
            }
        }
        return on;
    }

    /** Data, errors and interruptions come in while a line stands there, with the cursor in its middle. */
    @Test
    void whateverReturnsAHalfTypedLineStaysAsItWas() throws Exception {
        try (Tmux tmux = socklab(Stream.empty())) {
            tmux.line("u = open udp", "=> u").line("bind 127.0.0.1 0", "=> 0").line("getsockname", "=> 127.0.0.1:");
            int port = port(tmux);
            tmux.line("c = open udp", "=> c")
                    .line("x = u.recv 100 &", "=> blocks")
                    .line("y = u.recv 100 &", "udp c")
                    .line("/jobs", "[2]");
            String typed = "c.sendto $u.local h\u00e4lf \u4f60\u597d ty";
            tmux.type(typed).sees("all typed", _ -> tmux.lineAtCursor().endsWith(typed));
            String line = tmux.lineAtCursor();
            int column = tmux.column() - 3;
            tmux.keys("Left", "Left", "Left").sees("the cursor moved", _ -> tmux.column() == column);
            send(port, "one");
            tmux.sees("=> \"one\" (3 bytes)");
            unmoved(tmux, line, column);
            tmux.keys("C-z");
            send(port, "two");
            tmux.sees("=> \"two\" (3 bytes)");
            unmoved(tmux, line, column);
            tmux.type("!").keys("End").type("ped").keys("Enter").sees("=> 19 bytes");
            tmux.line("u.recv 100", "=> \"h\u00e4lf \u4f60\u597d! typed\" (19 bytes)");
        }
    }

    private static void unmoved(Tmux tmux, String line, int column) {
        tmux.sees(
                "the line as it was, once, the cursor in column " + column + ": " + line,
                screen -> tmux.lineAtCursor().equals(line)
                        && tmux.column() == column
                        && screen.lines()
                                        .filter(l -> l.stripTrailing().equals(line))
                                        .count()
                                == 1);
    }

    /**
     * Ctrl-C at a half-typed line takes the line away, and no job; the words fetch, send away and end jobs while others
     * go on.
     */
    @Test
    void keysAndWordsEndOnlyWhatTheyAreMeantFor() throws Exception {
        try (Tmux tmux = socklab(Stream.empty())) {
            tmux.line("u = open udp", "=> u").line("bind 127.0.0.1 0", "=> 0").line("getsockname", "=> 127.0.0.1:");
            int port = port(tmux);
            tmux.line("x = recv 100 &", "=> blocks")
                    .line("y = recv 100 &", "y = recv 100 &")
                    .line("z = recv 100 &", "z = recv 100 &");
            tmux.type("send never sen").sees("send never sen").keys("C-c").line("/jobs", "[3]");
            assertThat(tmux.screen()).doesNotContain("EINTR").doesNotContain("EDESTADDRREQ");
            tmux.type("/fg y").keys("Enter").sees("Ctrl-C").keys("C-c").sees(EINTR);
            tmux.type("/fg z").keys("Enter").sees("Ctrl-C").keys("C-z").sees("udp u");
            tmux.type("/kil").sees("/kil");
            send(port, "first come");
            tmux.sees("=> \"first come\" (10 bytes)").type("l z").keys("Enter");
            tmux.sees("two interrupted", s -> s.split(Pattern.quote(EINTR), -1).length == 3);
            tmux.line("/jobs", "nothing blocks in the background");
        }
    }
}
