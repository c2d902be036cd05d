package socklab.service.uppercase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import socklab.cli.ShellAssembly;
import socklab.kernel.libc.LibcKernel;
import socklab.service.RecordingListener;
import socklab.session.Event;
import socklab.session.SandboxPolicy;
import socklab.session.Settings;
import socklab.session.Variable;
import socklab.shell.Interpreter;
import socklab.shell.ScriptBuilder;
import socklab.shell.Shell;
import socklab.shell.StreamUi;
import socklab.text.Language;
import socklab.view.Theme;

/** {@code /server} in a session. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the server runs on Linux's epoll")
class ServerCommandsTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private StreamUi front;
    private Shell bench = bench(SandboxPolicy.TRUSTED);

    private Shell bench(SandboxPolicy policy) {
        front = new StreamUi(
                new BufferedReader(new StringReader("")),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Theme.PLAIN);
        Shell made = new Shell(
                new LibcKernel(),
                new Settings(Settings.Feedback.CONCISE, Language.EN, Settings.Names.LIBC),
                policy,
                front);
        ShellAssembly.wire(made, front);
        front.follow(made.session());
        return made;
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private void type(String... lines) {
        ScriptBuilder steps = new ScriptBuilder();
        for (String line : lines) {
            steps.add(line, 0);
        }
        bench.start(steps.take(), Interpreter.Observer.NONE).await();
    }

    private String out() {
        front.flush();
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void servesTheLinesOfItsOwnSession() {
        type(
                "/server udp 0",
                "open udp",
                "sendto $server.local straße",
                "recvfrom 100",
                "/server tcp 0",
                "c = open tcp",
                "connect localhost $server.port",
                "c.send hello",
                "c.recv 1024",
                "c.recv 1024");
        assertThat(out())
                .contains("=> \"STRASSE\" (7 bytes) from 127.0.0.1:", "=> \"HELLO\" (5 bytes)", "=> end of stream");
        RecordingListener.until(() -> out().contains("\"hello\" -> \"HELLO\""), this::out);
        type("/server", "/server stop");
        assertThat(out())
                .contains(
                        "uppercase server, udp, ready at 127.0.0.1:",
                        "uppercase server, tcp, stopped; answers: 1, clients: 1");
        assertThat(err()).isEmpty();
    }

    @Test
    void keepsItsCallsApartFromTheUsers() {
        type("/server udp 0", "open udp", "sendto $server.local hello", "recvfrom 100");
        RecordingListener.until(
                () -> served().size() >= 5, () -> served().toString()); // socket bind getsockname recvfrom sendto
        assertThat(bench.session().call(4)).as("the user made three calls").isEmpty();
        type("/list");
        assertThat(out()).contains("   1  open udp").doesNotContain("getsockname");
        assertThat(served()).extracting(Event.Served::server).containsOnly("udp server");
        assertThat(bench.session().sockets()).hasSize(1);
    }

    /**
     * What the server and the relay log about a datagram stands before the end of the call that received its answer.
     */
    @Test
    void linesOfServerAndRelayComeBeforeTheReceiveThatTheyExplain() {
        type("/server udp 0", "/relay udp 0 $server", "open udp", "connect $relay");
        for (int i = 1; i <= 30; i++) {
            type("send m" + i, "recv 100");
        }
        List<String> order = bench.session().journal().events().stream()
                .flatMap(e -> switch (e) {
                    case Event.Note n when n.text().key().equals("server.exchange") -> Stream.of("server");
                    case Event.Note n
                    when n.text().key().equals("relay.decision") ->
                        Stream.of("relay " + n.text().args().get(0)
                                + n.text().args().get(1));
                    case Event.Finished f when f.invocation().call().received().isPresent() -> Stream.of("recv");
                    default -> Stream.<String>empty();
                })
                .toList();
        List<String> expected = new ArrayList<>();
        for (int i = 1; i <= order.size() / 4; i++) {
            expected.addAll(List.of("relay " + i + "→", "server", "relay " + i + "←", "recv"));
        }
        assertThat(order).hasSizeGreaterThanOrEqualTo(4 * 10);
        assertThat(order.subList(0, 4 * 10)).isEqualTo(expected.subList(0, 4 * 10));
    }

    private List<Event.Served> served() {
        return bench.session().journal().events().stream()
                .filter(Event.Served.class::isInstance)
                .map(Event.Served.class::cast)
                .toList();
    }

    @Test
    void endsWithTheSessionAndWhenItStartsOver() {
        List<String> before = RecordingListener.sockets();
        type("/server udp 0", "/server tcp 0", "/reset");
        assertThat(bench.session().value("server")).isEmpty();
        assertThat(RecordingListener.sockets()).isEqualTo(before);
        type("/server tcp 0");
        assertThat(bench.session().value("server")).get().isInstanceOf(Variable.OfServer.class);
        bench.close();
        assertThat(RecordingListener.sockets()).isEqualTo(before);
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("udp-server", "tcp-server", "server-notes");
        bench = bench(SandboxPolicy.TRUSTED);
    }

    @Test
    void saysWhatIsWrong() {
        type(
                "/server stop",
                "/server tpc",
                "/server udp 65536",
                "/server udp 0 --anny",
                "/server udp 0",
                "/server udp 0",
                "/server stop all");
        assertThat(err())
                .contains(
                        "no server runs here",
                        "did you mean tcp?",
                        "not a port: 65536",
                        "did you mean --any?",
                        "a udp server is already running at 127.0.0.1:",
                        "one of udp, tcp");
    }

    @Test
    void namesWhoHoldsAPort() {
        type("s = open tcp", "bind 127.0.0.1 0", "listen", "s.getsockname");
        String port = bench.session()
                .socket("s")
                .orElseThrow()
                .local()
                .map(a -> ((socklab.call.SocketAddress.Inet4) a).port())
                .orElseThrow()
                .toString();
        type("/server tcp " + port);
        assertThat(err())
                .contains(
                        "127.0.0.1:" + port + " is in use",
                        "process " + ProcessHandle.current().pid(),
                        "ss -tlpn 'sport = :" + port + "'");
        type("/server tcp 0");
        assertThat(bench.session().value("server")).isPresent();
    }

    @Test
    void lendsItsNameToASocketThatWantsIt() {
        type("server = open udp", "/server udp 0");
        assertThat(out()).contains("a socket is named server");
        type("server.close", "/server tcp 0", "server = open tcp", "/server stop");
        assertThat(bench.session().socket("server")).isPresent();
    }

    @Test
    void letsNoStrangersLabOpenThisMachine() {
        bench.close();
        bench = bench(SandboxPolicy.lab(Path.of("."), false));
        type("/server udp 0 --any");
        assertThat(err()).contains("--any would accept other machines", "remove --any");
        type("/server udp 0");
        assertThat(bench.session().value("server")).isPresent();
    }

    @Test
    void neverDrivesTheUsersCallsOut() {
        type("/server udp 0", "open udp", "/repeat 4000", "sendto $server.local hello", "recvfrom 100", "/end");
        assertThat(served().size()).isLessThanOrEqualTo(socklab.session.Journal.MOST_SERVED);
        assertThat(bench.session().call(1)).isPresent();
        assertThat(out().lines().filter(l -> l.contains("->")).count())
                .as("most are only counted")
                .isLessThan(2000);
        RecordingListener.until(
                () -> out().contains("more lines of the server"), () -> "not told that lines were folded");
    }
}
