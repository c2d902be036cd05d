package socklab.service.uppercase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import socklab.call.Call;
import socklab.call.Errno;
import socklab.call.SocketAddress;
import socklab.kernel.libc.LibcKernel;
import socklab.service.Counts;
import socklab.service.LogLine;
import socklab.service.Protocol;
import socklab.service.Reach;
import socklab.service.RecordingListener;
import socklab.service.Service.Start;
import socklab.service.StartFailure;
import socklab.service.uppercase.UppercaseConfig.Mode;
import socklab.service.uppercase.UppercaseCounters.Count;

/** The server, with clients that make every mistake; they are Java's own sockets, not ours. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the server runs on Linux's epoll")
class UppercaseServerTest {
    private static final int PATIENCE_MILLIS = 30_000;

    private final LibcKernel kernel = new LibcKernel();
    private final RecordingListener listener = new RecordingListener();
    private final List<AutoCloseable> open = new ArrayList<>();
    private UppercaseServer server;
    private int port;

    private void start(Protocol protocol, Mode mode) {
        server = ((Start.Running<UppercaseServer>) UppercaseServer.start(
                        kernel, new UppercaseConfig(protocol, Reach.LOOPBACK.at(0), mode), listener))
                .service();
        port = ((SocketAddress.Inet4) server.local()).port();
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable resource : open) {
            resource.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        open.add(socket);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private DatagramSocket datagrams() throws IOException {
        DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        open.add(socket);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String rest(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private String ask(String text) throws IOException {
        Socket socket = connect();
        socket.getOutputStream().write(utf8(text));
        return rest(socket);
    }

    private byte[] ask(DatagramSocket socket, byte[] data) throws IOException {
        socket.send(new DatagramPacket(data, data.length, InetAddress.getLoopbackAddress(), port));
        DatagramPacket answer = new DatagramPacket(new byte[65536], 65536);
        socket.receive(answer);
        return Arrays.copyOf(answer.getData(), answer.getLength());
    }

    private void assertCounts(long answered, long clients, long bytesIn, long bytesOut) {
        Counts<Count> counts = server.counts();
        assertThat(counts.of(Count.ANSWERED)).isEqualTo(answered);
        assertThat(counts.of(Count.CLIENT)).isEqualTo(clients);
        assertThat(counts.bytesOf(Count.RECEIVED)).isEqualTo(bytesIn);
        assertThat(counts.bytesOf(Count.SENT)).isEqualTo(bytesOut);
        assertThat(counts.of(Count.MALFORMED) + counts.of(Count.RESET) + counts.of(Count.UNANSWERED))
                .isZero();
    }

    // ------------------------------------------------------------------ UDP

    @Test
    void answersDatagrams() throws IOException {
        start(Protocol.UDP, Mode.CONCURRENT);
        DatagramSocket socket = datagrams();
        assertThat(ask(socket, utf8("hello"))).isEqualTo(utf8("HELLO"));
        assertThat(ask(socket, utf8("straße ŉ 你好 é"))).isEqualTo(utf8("STRASSE ʼN 你好 É"));
        assertThat(ask(socket, new byte[0]))
                .as("an empty datagram is a datagram")
                .isEmpty();
        byte[] full = new byte[65507];
        Arrays.fill(full, (byte) 'a');
        assertThat(ask(socket, full)).hasSize(65507).containsOnly((byte) 'A');
        server.close();
        assertCounts(4, 1, 5 + 20 + 65507, 5 + 21 + 65507);
        assertThat(listener.keys())
                .containsExactly(
                        "server.ready",
                        "server.exchange",
                        "server.exchange",
                        "server.exchange",
                        "server.exchange",
                        "server.served");
    }

    @Test
    void answersMalformedDatagramsAndLogsThem() throws IOException {
        start(Protocol.UDP, Mode.CONCURRENT);
        assertThat(ask(datagrams(), new byte[] {(byte) 0xff, (byte) 0xed, (byte) 0xa0, (byte) 0x80, 'a', (byte) 0xc3}))
                .isEqualTo(utf8("\ufffd\ufffd\ufffd\ufffdA\ufffd"));
        assertThat(listener.keys()).contains("server.malformed");
        listener.awaitLine("server.exchange");
        assertThat(server.counts().of(Count.MALFORMED)).isEqualTo(1);
    }

    @Test
    void logsAnAnswerThatIsTooLongForADatagram() throws IOException {
        start(Protocol.UDP, Mode.CONCURRENT);
        DatagramSocket socket = datagrams();
        byte[] growing = utf8("ΐ".repeat(30_000)); // each becomes three characters
        socket.send(new DatagramPacket(growing, growing.length, InetAddress.getLoopbackAddress(), port));
        listener.awaitLine("server.tooLong");
        assertThat(ask(socket, utf8("next"))).isEqualTo(utf8("NEXT"));
        assertThat(server.counts().of(Count.UNANSWERED)).isEqualTo(1);
    }

    @Test
    void offersTheTextbooksRoomWhenIterative() throws IOException {
        start(Protocol.UDP, Mode.ITERATIVE);
        assertThat(ask(datagrams(), utf8("a".repeat(3000)))).isEqualTo(utf8("A".repeat(2048)));
        assertThat(listener.keys()).contains("server.cut");
    }

    @Test
    void servesOnAfterAClientClosedBeforeItsAnswer() throws IOException {
        start(Protocol.UDP, Mode.CONCURRENT);
        DatagramSocket there =
                datagrams(); // before the others: with the port of one of them it would get that one's answer
        for (int i = 0; i < 20; i++) { // the answer is refused by ICMP, which a socket without a peer never hears of
            try (DatagramSocket gone = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
                gone.send(new DatagramPacket(new byte[1], 1, InetAddress.getLoopbackAddress(), port));
            }
        }
        assertThat(ask(there, utf8("still there?"))).isEqualTo(utf8("STILL THERE?"));
    }

    // ------------------------------------------------------------------ TCP

    @Test
    void answersOnceAndCloses() throws IOException {
        start(Protocol.TCP, Mode.CONCURRENT);
        assertThat(ask("hello")).isEqualTo("HELLO");
        listener.awaitLine("server.exchange");
        assertThat(ask("x".repeat(5000))).as("more than one recv takes").isEqualTo("X".repeat(5000));
        server.close();
        assertCounts(2, 2, 5005, 5005);
    }

    @Test
    void answersAClientThatHalfCloses() throws IOException {
        start(Protocol.TCP, Mode.CONCURRENT);
        Socket socket = connect();
        socket.getOutputStream().write(utf8("hello"));
        socket.shutdownOutput();
        assertThat(rest(socket)).isEqualTo("HELLO");

        Socket silent = connect();
        silent.shutdownOutput();
        assertThat(rest(silent)).isEmpty();
        listener.awaitLine("server.nothing");
    }

    @Test
    void putsACharacterTogetherThatComesInParts() throws IOException {
        start(Protocol.TCP, Mode.CONCURRENT);
        byte[] text = utf8("é😀ß");
        for (int at : new int[] {1, 3, 4, 5, 7}) {
            RecordingListener before = listener;
            int halves =
                    (int) before.keys().stream().filter("server.half"::equals).count();
            Socket socket = connect();
            socket.getOutputStream().write(text, 0, at);
            RecordingListener.until(
                    () -> before.keys().stream().filter("server.half"::equals).count() > halves,
                    () -> "not logged: " + at);
            socket.getOutputStream().write(text, at, text.length - at);
            assertThat(rest(socket)).as("parted at %s", at).isEqualTo("É😀SS");
        }
        Socket never = connect();
        never.getOutputStream().write(text, 0, 4);
        never.shutdownOutput();
        assertThat(rest(never)).isEqualTo("É\ufffd");
    }

    @Test
    void keepsACharacterWholeAcrossTwoReads() throws IOException {
        start(Protocol.TCP, Mode.CONCURRENT);
        String text = "a" + "é".repeat(2000); // the border of 1024 bytes lies within a character
        assertThat(ask(text)).isEqualTo("A" + "É".repeat(2000));
    }

    @Test
    void servesOnAfterResets() throws IOException {
        start(Protocol.TCP, Mode.CONCURRENT);
        for (int i = 0; i < 5; i++) {
            Socket socket = connect();
            socket.setSoLinger(true, 0);
            socket.close();
        }
        RecordingListener.until(
                () -> server.counts().of(Count.RESET) == 5,
                () -> server.counts().toString());
        assertThat(ask("hello")).isEqualTo("HELLO");
    }

    @Test
    void servesOthersBesideTwoHundredSilentClients() throws IOException {
        start(Protocol.TCP, Mode.CONCURRENT);
        for (int i = 0; i < 200; i++) {
            connect();
        }
        assertThat(ask("hello")).isEqualTo("HELLO");
        RecordingListener.until(
                () -> server.counts().of(Count.CLIENT) == 201,
                () -> server.counts().toString());
    }

    @Test
    void servesOthersBesideOneThatNeverReads() throws IOException {
        start(Protocol.TCP, Mode.CONCURRENT);
        Socket greedy = connect();
        Thread writer = Thread.ofPlatform().daemon().start(() -> {
            try {
                while (true) {
                    greedy.getOutputStream().write(new byte[1 << 16]);
                }
            } catch (IOException e) {
                // closed at the end of the test
            }
        });
        for (int i = 0; i < 20; i++) {
            assertThat(ask("hello")).isEqualTo("HELLO");
        }
        greedy.close();
        assertThat(ask("and now?")).isEqualTo("AND NOW?");
        assertThat(writer.isInterrupted()).isFalse();
    }

    @Test
    void ignoresWhatComesAfterTheAnswer() throws IOException {
        start(Protocol.TCP, Mode.CONCURRENT);
        Socket socket = connect();
        socket.getOutputStream().write(utf8("first"));
        assertThat(rest(socket)).isEqualTo("FIRST");
        socket.getOutputStream().write(utf8("second"));
        listener.awaitLine("server.after");
        socket.close();
        assertThat(ask("hello")).isEqualTo("HELLO");
    }

    /** A connection answered at once is watched only later; in the end all descriptors are closed. */
    @Test
    void closesEveryAnsweredConnectionSoonerOrLater() throws IOException {
        start(Protocol.TCP, Mode.CONCURRENT);
        int before = RecordingListener.sockets().size();
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Socket client = connect();
            client.getOutputStream().write(utf8("hello"));
            assertThat(rest(client)).isEqualTo("HELLO");
            clients.add(client);
        }
        for (Socket client : clients.subList(0, 20)) {
            client.close();
        }
        for (Socket client : clients.subList(20, 40)) {
            client.getOutputStream().write(utf8("and more"));
        }
        RecordingListener.until(
                () -> listener.keys().stream().filter("server.after"::equals).count() == 20,
                () -> listener.keys().toString());
        for (Socket client : clients.subList(20, 40)) {
            client.close();
        }
        RecordingListener.until(
                () -> RecordingListener.sockets().size() == before,
                () -> RecordingListener.sockets().size() + " open, before " + before);
    }

    @Test
    void keepsAllWaitingForASilentClientWhenIterativeAndLogsThem() throws IOException {
        start(Protocol.TCP, Mode.ITERATIVE);
        Socket silent = connect();
        RecordingListener.until(() -> server.counts().of(Count.CLIENT) == 1, () -> "not accepted");
        Socket second = connect();
        second.getOutputStream().write(utf8("me first"));
        listener.awaitLine("server.waits");
        LogLine waits = listener.lines().stream()
                .filter(l -> l.text().key().equals("server.waits"))
                .findFirst()
                .orElseThrow();
        assertThat(waits.text().args())
                .containsExactly("127.0.0.1:" + silent.getLocalPort(), 1, "127.0.0.1:" + second.getLocalPort());
        second.setSoTimeout(50);
        assertThat(second.getInputStream())
                .satisfies(in -> org.assertj.core.api.Assertions.assertThatThrownBy(in::read)
                        .isInstanceOf(SocketTimeoutException.class));

        silent.getOutputStream().write(utf8("at last"));
        assertThat(rest(silent)).isEqualTo("AT LAST");
        second.setSoTimeout(PATIENCE_MILLIS);
        assertThat(rest(second)).isEqualTo("ME FIRST");
    }

    // ------------------------------------------------------------------ start and end

    @Test
    void namesTheProcessThatHasItsPort() {
        start(Protocol.TCP, Mode.CONCURRENT);
        UppercaseConfig same = new UppercaseConfig(Protocol.TCP, Reach.LOOPBACK.at(port), Mode.CONCURRENT);
        Start<UppercaseServer> start = UppercaseServer.start(kernel, same, new RecordingListener());
        assertThat(start).isEqualTo(new Start.Failed<>(Call.BIND, Errno.EADDRINUSE));
        StartFailure failure = StartFailure.of((Start.Failed<UppercaseServer>) start, same, kernel);
        assertThat(failure.fault().args()).containsExactly("127.0.0.1:" + port);
        assertThat(failure.details())
                .singleElement()
                .satisfies(d -> assertThat(d.args())
                        .startsWith(
                                "127.0.0.1:" + port,
                                Long.toString(ProcessHandle.current().pid())));
    }

    @Test
    void bindsAgainAfterConnectionsOfBefore() throws IOException {
        start(Protocol.TCP, Mode.ITERATIVE); // the server closes first: its side rests in TIME_WAIT
        assertThat(ask("hello")).isEqualTo("HELLO");
        server.close();
        UppercaseConfig again = new UppercaseConfig(Protocol.TCP, Reach.LOOPBACK.at(port), Mode.CONCURRENT);
        server = ((Start.Running<UppercaseServer>) UppercaseServer.start(kernel, again, new RecordingListener()))
                .service();
        assertThat(ask("hello")).isEqualTo("HELLO");
    }

    @Test
    void leavesNoDescriptorAndNoThread() throws IOException {
        start(Protocol.TCP, Mode.CONCURRENT);
        Socket silent = connect();
        ask("warm up");
        server.close();
        silent.close();
        List<String> before = RecordingListener.sockets();
        for (Protocol protocol : Protocol.values()) {
            start(protocol, Mode.CONCURRENT);
            if (protocol == Protocol.TCP) {
                connect();
                RecordingListener.until(() -> server.counts().of(Count.CLIENT) == 1, () -> "not accepted");
                for (AutoCloseable resource : open) {
                    try {
                        resource.close();
                    } catch (Exception e) {
                        throw new IOException(e);
                    }
                }
            }
            server.close();
            server.close();
        }
        assertThat(before).containsAll(RecordingListener.sockets());
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("udp-server", "tcp-server");
    }

    @Test
    void tellsTheListenerItsCalls() throws IOException {
        start(Protocol.TCP, Mode.CONCURRENT);
        ask("hello");
        server.close();
        assertThat(listener.calls())
                .extracting(c -> c.call().invocation().call())
                .startsWith(Call.SOCKET, Call.SETSOCKOPT, Call.BIND, Call.LISTEN, Call.GETSOCKNAME, Call.ACCEPT4)
                .contains(Call.RECV, Call.SEND, Call.SHUTDOWN)
                .endsWith(Call.CLOSE);
    }
}
