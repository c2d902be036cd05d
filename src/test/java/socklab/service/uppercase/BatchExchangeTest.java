package socklab.service.uppercase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import socklab.call.SocketAddress;
import socklab.kernel.libc.LibcKernel;
import socklab.service.LogLine;
import socklab.service.Protocol;
import socklab.service.Reach;
import socklab.service.ServerProcess;
import socklab.service.Service.Start;
import socklab.service.ServiceListener;
import socklab.service.uppercase.UppercaseCounters.Count;
import socklab.session.Event;

/** A server whose listener follows no single request answers many datagrams with two calls, and each correctly. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@EnabledOnOs(value = OS.LINUX, disabledReason = "recvmmsg is Linux's")
class BatchExchangeTest {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int CLIENTS = 20;
    private static final int EACH = 10;

    /** A listener like that of {@code serve --quiet}. */
    private static final ServiceListener QUIET = new ServiceListener() {
        @Override
        public boolean wants(LogLine.Kind kind) {
            return false;
        }

        @Override
        public void line(LogLine line) {
            throw new IllegalStateException(line.toString());
        }

        @Override
        public boolean wantsCalls() {
            return false;
        }

        @Override
        public void call(Event.Served call) {
            throw new IllegalStateException(call.toString());
        }
    };

    private static UppercaseServer start() {
        return ((Start.Running<UppercaseServer>) UppercaseServer.start(
                        new LibcKernel(),
                        new UppercaseConfig(Protocol.UDP, Reach.LOOPBACK.at(0), UppercaseConfig.Mode.CONCURRENT),
                        QUIET))
                .service();
    }

    private static int port(UppercaseServer server) {
        return ((SocketAddress.Inet4) server.local()).port();
    }

    private static DatagramSocket client() throws IOException {
        DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static void send(DatagramSocket socket, int port, byte[] data) throws IOException {
        socket.send(new DatagramPacket(data, data.length, InetAddress.getLoopbackAddress(), port));
    }

    private static byte[] receive(DatagramSocket socket) throws IOException {
        DatagramPacket answer = new DatagramPacket(new byte[65536], 65536);
        socket.receive(answer);
        return Arrays.copyOf(answer.getData(), answer.getLength());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void everyClientGetsItsOwnAnswers() throws IOException {
        try (UppercaseServer server = start()) {
            List<DatagramSocket> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(client());
            }
            for (int k = 0; k < EACH; k++) {
                for (int i = 0; i < CLIENTS; i++) {
                    send(clients.get(i), port(server), utf8("client " + i + " says " + k));
                }
            }
            for (int i = 0; i < CLIENTS; i++) {
                for (int k = 0; k < EACH; k++) {
                    assertThat(receive(clients.get(i)))
                            .asString(StandardCharsets.UTF_8)
                            .isEqualTo("CLIENT " + i + " SAYS " + k);
                }
            }
            clients.forEach(DatagramSocket::close);
            server.close();
            assertThat(server.counts().of(Count.ANSWERED)).isEqualTo(CLIENTS * EACH);
            assertThat(server.counts().of(Count.CLIENT)).isEqualTo(CLIENTS);
            assertThat(server.counts().bytesOf(Count.SENT))
                    .isEqualTo(server.counts().bytesOf(Count.RECEIVED));
            assertThat(server.counts().of(Count.UNANSWERED)).isZero();
        }
    }

    @Test
    void textOfAnyKindIsAnsweredAsOneByOne() throws IOException {
        byte[] full = new byte[65507];
        Arrays.fill(full, (byte) 'z');
        byte[] grows = new byte[65507]; // U+0149 takes two bytes, its upper case three: no datagram carries that
        for (int i = 0; i + 1 < grows.length; i += 2) {
            grows[i] = (byte) 0xc5;
            grows[i + 1] = (byte) 0x89;
        }
        grows[grows.length - 1] = 'x';
        try (UppercaseServer server = start();
                DatagramSocket socket = client()) {
            send(socket, port(server), utf8("straße ŉ 你好 é"));
            send(socket, port(server), new byte[0]);
            assertThat(receive(socket)).isEqualTo(utf8("STRASSE ʼN 你好 É"));
            assertThat(receive(socket)).isEmpty();
            send(socket, port(server), full);
            assertThat(receive(socket)).hasSize(65507).containsOnly((byte) 'Z');
            send(socket, port(server), utf8("short"));
            assertThat(receive(socket)).as("nothing is left of the long one").isEqualTo(utf8("SHORT"));
            send(socket, port(server), new byte[] {'a', (byte) 0xff, 'b'});
            assertThat(receive(socket)).isEqualTo(utf8("A\ufffdB"));
            send(socket, port(server), grows);
            send(socket, port(server), utf8("after"));
            assertThat(receive(socket)).isEqualTo(utf8("AFTER"));
            server.close();
            assertThat(server.counts().of(Count.UNANSWERED)).isEqualTo(1);
            assertThat(server.counts().of(Count.MALFORMED)).isEqualTo(1);
            assertThat(server.counts().of(Count.ANSWERED)).isEqualTo(6);
        }
    }

    /** While requests come fast it polls the socket; afterwards it sleeps, and a datagram wakes it. */
    @Test
    void sleepsWhenNothingComesAndIsWoken() throws Exception {
        try (ServerProcess program = ServerProcess.start(ServerProcess.socklabCommand("serve", "udp", "0", "--quiet"));
                DatagramSocket socket = client()) {
            int port = program.port();
            for (int k = 0; k < EACH; k++) {
                for (int i = 0; i < CLIENTS; i++) {
                    send(socket, port, utf8("fast"));
                    receive(socket);
                }
                while (!asleep(program.process().pid())) {
                    Thread.sleep(1);
                }
                send(socket, port, utf8("slow"));
                assertThat(receive(socket)).isEqualTo(utf8("SLOW"));
            }
        }
    }

    /** Whether the server's thread is: it makes no call that blocks but the one that waits for requests. */
    private static boolean asleep(long pid) throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
            Path server = threads.filter(t -> said(t.resolve("comm")).equals("udp-server\n"))
                    .findFirst()
                    .orElseThrow();
            return said(server.resolve("stat")).contains(") S ");
        }
    }

    private static String said(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return ""; // a thread that has ended meanwhile
        }
    }

    /** What strace sees: as many datagrams received as sent, all by the calls for many. */
    @Test
    void straceSeesTheBatches(@TempDir Path folder) throws Exception {
        assumeTrue(ServerProcess.exists("strace"), "strace is not installed");
        List<String> command = new ArrayList<>(List.of(
                "strace",
                "-f",
                "--seccomp-bpf",
                "-o",
                folder.resolve("trace").toString(),
                "-e",
                "trace=recvmmsg,sendmmsg,recvfrom,sendto"));
        command.addAll(ServerProcess.socklabCommand("serve", "udp", "0", "--quiet"));
        try (ServerProcess program = ServerProcess.start(command);
                DatagramSocket socket = client()) {
            int port = program.port();
            for (int i = 0; i < CLIENTS * EACH; i++) {
                send(socket, port, utf8("datagram " + i));
                if (i % EACH == EACH - 1) {
                    for (int k = 0; k < EACH; k++) {
                        receive(socket);
                    }
                }
            }
            program.process()
                    .children()
                    .forEach(ProcessHandle::destroy); // the server: strace ends with it, and has written all
            assertThat(program.exit()).isZero();
        }
        String trace = Files.readString(folder.resolve("trace"));
        assertThat(moved(trace, "recvmmsg")).isEqualTo(CLIENTS * EACH);
        assertThat(moved(trace, "sendmmsg")).isEqualTo(CLIENTS * EACH);
        assertThat(trace).doesNotContainPattern("(recvfrom|sendto)\\(\\d+, \"(?i:datagram)");
    }

    private static int moved(String trace, String call) {
        Pattern line = Pattern.compile(call + "(?:\\(| resumed>).*\\) = (\\d+)");
        try (Stream<MatchResult> found = line.matcher(trace).results()) {
            return found.mapToInt(m -> Integer.parseInt(m.group(1))).sum();
        }
    }
}
