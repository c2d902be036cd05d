package socklab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A session that is saved is a lab that passes check at once. */
final class RecordedSessionsTest {
    private static final int SESSIONS = 25;

    @TempDir
    private Path folder;

    static IntStream seeds() {
        return IntStream.range(0, SESSIONS);
    }

    @ParameterizedTest(name = "session {0}")
    @MethodSource("seeds")
    void whatIsSavedPassesCheck(int seed) throws Exception {
        List<String> typed = new RandomSession(new Random(seed)).lines();
        Path file = folder.resolve("saved.lab");
        try (LabTestShell session = LabTestShell.trusted("")) {
            session.type(typed.toArray(String[]::new)).type("/save " + file);
        }
        String lab = Files.readString(file);
        LabChecker.Checked checked = LabTestShell.checker(10_000).check(file);
        assertThat(checked.verdict())
                .as("typed:\n%s\nsaved:\n%s", String.join("\n", typed), lab)
                .isInstanceOf(Verdict.Passed.class);
    }

    /**
     * Sessions of pairs that exchange messages, jobs, options, mistakes and refusals, in an order that a seed decides.
     */
    private static final class RandomSession {
        private final Random random;
        private final List<String> lines = new ArrayList<>();
        private int names;

        RandomSession(Random random) {
            this.random = random;
        }

        List<String> lines() {
            for (int i = 0; i < 3 + random.nextInt(5); i++) {
                switch (random.nextInt(7)) {
                    case 0 -> datagrams();
                    case 1 -> stream();
                    case 2 -> job();
                    case 3 -> options();
                    case 4 -> mistakes();
                    case 5 -> unnamed();
                    default -> unix();
                }
            }
            return lines;
        }

        private void say(String... more) {
            lines.addAll(List.of(more));
        }

        private String name() {
            return (random.nextBoolean() ? "n" : "名") + ++names;
        }

        private String word() {
            return List.of(
                            "hello",
                            "grüße 你好",
                            "\"a\\r\\n\\0\\xff\"",
                            "hex:00ff80",
                            "fill:" + random.nextInt(3000),
                            "x")
                    .get(random.nextInt(6));
        }

        private void datagrams() {
            String server = name();
            String client = name();
            say(server + " = open udp", server + ".bind 127.0.0.1 0", client + " = open udp");
            for (int i = 0; i <= random.nextInt(3); i++) {
                say(
                        client + ".sendto $" + server + ".local " + word(),
                        "m = " + server + ".recvfrom " + (1 + random.nextInt(4000)),
                        server + ".sendto $m.from $m.upper",
                        client + ".recv 9000");
            }
            say(random.nextBoolean() ? client + ".getsockname" : client + ".close");
        }

        private void stream() {
            String server = name();
            String client = name();
            String peer = name();
            say(
                    server + " = open tcp",
                    server + ".bind 127.0.0.1 0",
                    server + ".listen " + random.nextInt(9),
                    client + " = open tcp",
                    client + ".connect $" + server + ".local",
                    peer + " = " + server + ".accept",
                    client + ".send " + word(),
                    peer + ".recv 5000",
                    peer + ".send hi",
                    client + ".recv 1",
                    client + ".getpeername",
                    client + ".getsockopt TCP_INFO");
            say(
                    random.nextBoolean() ? client + ".shutdown wr" : client + ".close",
                    peer + ".recv 10 MSG_DONTWAIT",
                    peer + ".close");
            say(random.nextBoolean() ? "/use " + server : "# and so on");
        }

        private void job() {
            String server = name();
            String client = name();
            String message = name();
            say(
                    server + " = open udp",
                    "bind 127.0.0.1 0",
                    message + " = " + server + ".recvfrom 100 &",
                    client + " = open udp");
            if (random.nextBoolean()) {
                say(
                        client + ".sendto $" + server + ".local hi",
                        "/wait " + message,
                        "/print got $" + message,
                        server + ".sendto $" + message + ".from $" + message);
            } else {
                say("/kill " + message, "/print it returned $_.errno");
            }
        }

        private void options() {
            String socket = name();
            say(
                    socket + " = open " + (random.nextBoolean() ? "tcp" : "udp"),
                    "getsockopt SO_RCVBUF",
                    "setsockopt SO_RCVBUF " + random.nextInt(100_000),
                    "getsockopt SO_RCVBUF",
                    "setsockopt SO_RCVTIMEO 20ms",
                    "getsockopt SO_RCVTIMEO",
                    "getsockopt SO_TYPE",
                    "getsockopt SO_COOKIE");
        }

        private void mistakes() {
            say(
                    "bnd 12",
                    "nosuch.recv 3",
                    "open udp",
                    "listen",
                    "accept",
                    "send hi",
                    "connect 127.0.0.1 1",
                    "/kill 77",
                    "close");
        }

        private void unnamed() {
            say("/repeat 2\nopen udp\nbind 127.0.0.1 0\ngetsockname\n/end", "send $_.errno", "close");
        }

        private void unix() {
            String at = "@socklab-" + Long.toHexString(random.nextLong());
            String server = name();
            say(
                    server + " = open unix-dgram",
                    "bind " + at,
                    "open unix-dgram",
                    "connect " + at,
                    "send hi",
                    server + ".recv 10",
                    "close");
        }
    }

    @Test
    void aCallThatWasInterruptedStartsInTheBackgroundAndIsInterruptedThere() {
        assertThat(LabWriter.runnable(List.of(
                        "s = open udp",
                        "=> s",
                        "recv 3",
                        "=> EINTR (Interrupted system call)",
                        "recv 4",
                        "=> blocks",
                        "recv 5")))
                .containsExactly(
                        "s = open udp", "=> s", "recv 3 &", "=> blocks", "/kill", "recv 4 &", "=> blocks", "recv 5 &");
    }

    @Test
    void ofALongRepeatTheFirstTurnsAreKeptAndWhatComesAfterIt() throws Exception {
        Path file = folder.resolve("long.lab");
        try (LabTestShell session = LabTestShell.trusted("")) {
            session.type(
                    "u = open udp",
                    "/repeat " + (SessionRecording.MOST_TURNS + 3) + "\nu.getsockopt SO_TYPE\n/end",
                    "u.listen",
                    "/save " + file);
        }
        List<String> lab = Files.readAllLines(file);
        assertThat(lab.stream().filter("u.getsockopt SO_TYPE"::equals)).hasSize(SessionRecording.MOST_TURNS);
        assertThat(lab.subList(lab.size() - 4, lab.size()))
                .containsExactly(
                        "=> SO_TYPE = SOCK_DGRAM", "# ...", "u.listen", "=> EOPNOTSUPP (Operation not supported)");
        assertThat(LabTestShell.checker(10_000).check(file).verdict()).isInstanceOf(Verdict.Passed.class);
    }

    /** A call of the shell's own has no line, and tells of a port all the same. */
    @Test
    void aPortThatOnlyAValueToldIsWrittenAsItsSockets() throws Exception {
        Path file = folder.resolve("value.lab");
        try (LabTestShell session = LabTestShell.trusted("")) {
            session.type(
                    "server = open udp",
                    "bind 127.0.0.1 0",
                    "client = open udp",
                    "client.sendmmsg $server.local hello",
                    "/print $client.port");
            int port = SessionPorts.port(session.shell()
                            .kernel()
                            .observe(session.shell()
                                    .session()
                                    .socket("client")
                                    .orElseThrow()
                                    .fd())
                            .orElseThrow()
                            .local()
                            .orElseThrow())
                    .orElseThrow();
            session.type("server.sendto 127.0.0.1 " + port + " hello", "/save " + file);
        }
        assertThat(Files.readString(file)).contains("server.sendto 127.0.0.1 $client.port hello\n=> 5 bytes\n");
    }

    /**
     * What is looked at late is still looked at in time: before it is closed, connected to something else, or connected
     * to nothing.
     */
    @ParameterizedTest
    @ValueSource(strings = {"c.close", "c.connect 127.0.0.1 1", "c.connect unspec"})
    void whoAnsweredAndHasLostItsPortSinceIsNoPartner(String line) throws Exception {
        Path file = folder.resolve("lost.lab");
        try (LabTestShell session = LabTestShell.trusted("")) {
            session.type(
                    "s = open udp",
                    "bind 127.0.0.1 0",
                    "c = open udp",
                    "c.sendto $s.local hi",
                    "s.recvfrom 9",
                    line,
                    "/save " + file);
        }
        assertThat(Files.readString(file))
                .contains("s.recvfrom 9\n=> \"hi\" (2 bytes) from 127.0.0.1:[..]\n")
                .doesNotContain("partner");
        assertThat(LabTestShell.checker(10_000).check(file).verdict()).isInstanceOf(Verdict.Passed.class);
    }

    @Test
    void aPortThatTheKernelChoseIsWrittenAsItsSockets() throws Exception {
        Path file = folder.resolve("ports.lab");
        try (LabTestShell session = LabTestShell.trusted("")) {
            session.type("server = open udp", "bind 127.0.0.1 0", "open udp");
            int port = Integer.parseInt(session.shell()
                    .kernel()
                    .observe(session.shell()
                            .session()
                            .socket("server")
                            .orElseThrow()
                            .fd())
                    .orElseThrow()
                    .local()
                    .map(a -> Integer.toString(SessionPorts.port(a).orElseThrow()))
                    .orElseThrow());
            session.type("sendto 127.0.0.1 " + port + " hello", "server.recvfrom 10", "/save " + file);
        }
        assertThat(Files.readString(file))
                .contains(
                        "sendto 127.0.0.1 $server.port hello\n=> 5 bytes\n",
                        "=> \"hello\" (5 bytes) from 127.0.0.1:[..]\n");
    }

    @Test
    void whatAMessageTellsOfTheMomentIsLeftOpen() throws Exception {
        Path file = folder.resolve("moment.lab");
        try (LabTestShell session = LabTestShell.trusted("")) {
            session.type(
                    "u = open udp",
                    "bind 127.0.0.1 0",
                    "setsockopt SO_TIMESTAMPNS 1",
                    "sendto $u.local hi",
                    "recvmsg 10",
                    "a b = socketpair unix-dgram",
                    "b.setsockopt SO_PASSCRED 1",
                    "a.send hi",
                    "b.recvmsg 10",
                    "l = open tcp",
                    "setsockopt TCP_SAVE_SYN 1",
                    "bind 127.0.0.1 0",
                    "listen",
                    "c = open tcp",
                    "connect $l.local",
                    "p = l.accept",
                    "p.getsockopt TCP_SAVED_SYN",
                    "/save " + file);
        }
        assertThat(Files.readString(file))
                .contains("SO_TIMESTAMPNS = [..]\n", "SCM_CREDENTIALS [..]\n", "TCP_SAVED_SYN = [..]\n");
        assertThat(LabTestShell.checker(20_000).check(file).verdict()).isInstanceOf(Verdict.Passed.class);
    }

    @Test
    void whoeverAnsweredFromOutsideIsAPartner() throws Exception {
        Path file = folder.resolve("partner.lab");
        try (java.net.DatagramSocket other = new java.net.DatagramSocket();
                LabTestShell session = LabTestShell.trusted("")) {
            session.type("s = open udp", "bind 127.0.0.1 0", "getsockname");
            int port = SessionPorts.port(session.shell()
                            .kernel()
                            .observe(session.shell()
                                    .session()
                                    .socket("s")
                                    .orElseThrow()
                                    .fd())
                            .orElseThrow()
                            .local()
                            .orElseThrow())
                    .orElseThrow();
            other.send(
                    new java.net.DatagramPacket(new byte[] {'x'}, 1, java.net.InetAddress.getLoopbackAddress(), port));
            session.type("recvfrom 10", "/save " + file);
        }
        assertThat(Files.readString(file)).startsWith("# partner\n# needs: partner\n");
    }
}
