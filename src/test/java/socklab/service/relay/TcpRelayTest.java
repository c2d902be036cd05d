package socklab.service.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import socklab.service.Counts;
import socklab.service.LogLine;
import socklab.service.Protocol;
import socklab.service.RecordingListener;
import socklab.service.relay.Traffic.Count;
import socklab.service.relay.netem.ImpairmentsOf;

/** The relay of streams between ends that the JDK's own sockets make. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the relay waits by epoll")
class TcpRelayTest {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final int PATIENCE_MILLIS = 30_000;
    /** The common pool has one thread where there are two cores. */
    private static final Executor EACH_ITS_THREAD = task -> Thread.ofVirtual().start(task);

    private ServerSocket server;

    @BeforeEach
    void open() throws IOException {
        server = new ServerSocket(0, 50, LOOPBACK);
        server.setSoTimeout(PATIENCE_MILLIS);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    /** A client, and the server's end of its connection. */
    private record Pair(Socket client, Socket peer) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            client.close();
            peer.close();
        }
    }

    private Pair connect(RelayEndpoints ends) throws IOException {
        Socket client = new Socket(LOOPBACK, ends.port());
        Socket peer = server.accept();
        client.setSoTimeout(PATIENCE_MILLIS);
        peer.setSoTimeout(PATIENCE_MILLIS);
        return new Pair(client, peer);
    }

    private RelayEndpoints ends(String words) {
        return ends(words, server.getLocalPort());
    }

    private static RelayEndpoints ends(String words, int port) {
        return new RelayEndpoints(Protocol.TCP, port, words);
    }

    private static byte[] data(int size) {
        byte[] data = new byte[size];
        new SplittableRandom(1).nextBytes(data);
        return data;
    }

    /** Reads to the end of the stream on another thread. */
    private static CompletableFuture<byte[]> readAll(Socket socket) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return socket.getInputStream().readAllBytes();
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                },
                EACH_ITS_THREAD);
    }

    private static void assertPasses(Pair pair, int size) throws IOException {
        byte[] up = data(size);
        byte[] down = data(size / 2);
        CompletableFuture<byte[]> atServer = readAll(pair.peer());
        CompletableFuture<byte[]> atClient = readAll(pair.client());
        CompletableFuture<Void> writing = CompletableFuture.runAsync(
                () -> {
                    try {
                        pair.peer().getOutputStream().write(down);
                        pair.peer().shutdownOutput();
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                },
                EACH_ITS_THREAD);
        pair.client().getOutputStream().write(up);
        pair.client().shutdownOutput();
        writing.join();
        assertThat(Arrays.equals(atServer.join(), up)).as("what went up").isTrue();
        assertThat(Arrays.equals(atClient.join(), down)).as("what came down").isTrue();
    }

    @Test
    void bytesPassIntactBothWaysAndSoDoTheEnds() throws IOException {
        try (RelayEndpoints ends = ends("");
                Pair pair = connect(ends)) {
            assertPasses(pair, 5_000_000);
            ends.close();
            assertThat(ends.relay.counts(Direction.UP).bytesOf(Count.SENT)).isEqualTo(5_000_000);
            assertThat(ends.relay.counts(Direction.DOWN).bytesOf(Count.SENT)).isEqualTo(2_500_000);
        }
    }

    @Test
    void theyPassIntactThroughADelayThatVariesAndThroughSlices() throws IOException {
        try (RelayEndpoints ends = ends("delay 5ms 4ms slice 7");
                Pair pair = connect(ends)) {
            assertPasses(pair, 50_000);
        }
    }

    @Test
    void aSlicedStreamArrivesByteByByte() throws IOException {
        try (RelayEndpoints ends = ends("slice 1 rate 160bit");
                Pair pair = connect(ends)) { // a byte in 50 ms
            pair.client().getOutputStream().write("hey".getBytes());
            byte[] buffer = new byte[100];
            assertThat(pair.peer().getInputStream().read(buffer)).isEqualTo(1);
            assertThat(buffer[0]).isEqualTo((byte) 'h');
        }
    }

    @Test
    void aResetComesAfterExactlySoManyBytes() throws IOException {
        try (RelayEndpoints ends = ends("up: reset after 4kb");
                Pair pair = connect(ends)) {
            pair.client().getOutputStream().write(data(4096));
            InputStream in = pair.peer().getInputStream();
            assertThat(in.readNBytes(4096)).isEqualTo(data(4096));
            assertThatThrownBy(in::read).isInstanceOf(SocketException.class).hasMessageContaining("reset");
            assertThatThrownBy(() -> pair.client().getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void aStalledConnectionPassesNothingMoreAndIsNotBroken() throws Exception {
        try (RelayEndpoints ends = ends("up: stall after 100b");
                Pair pair = connect(ends)) {
            pair.client().getOutputStream().write(data(300));
            assertThat(pair.peer().getInputStream().readNBytes(100)).hasSize(100);
            pair.peer().setSoTimeout(100);
            assertThatThrownBy(() -> pair.peer().getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            ends.relay.change(ImpairmentsOf.change(Protocol.TCP, "stall off", ends.relay.impairments()));
            pair.peer().setSoTimeout(PATIENCE_MILLIS);
            assertThat(pair.peer().getInputStream().readNBytes(200))
                    .as("what waited")
                    .isEqualTo(Arrays.copyOfRange(data(300), 100, 300));
        }
    }

    @Test
    void halfOpenSwallowsEverythingEvenTheEnd() throws IOException {
        try (RelayEndpoints ends = ends("half-open");
                Pair pair = connect(ends)) {
            pair.client().getOutputStream().write(data(1_000_000));
            pair.client().close();
            RelayEndpoints.await(() -> ends.relay.counts(Direction.UP).bytesOf(Count.SWALLOWED) == 1_000_000);
            pair.peer().setSoTimeout(100);
            assertThatThrownBy(() -> pair.peer().getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void aReceiverThatDoesNotReadMakesTheSenderWait() throws IOException {
        try (RelayEndpoints ends = ends("");
                Pair pair = connect(ends)) {
            byte[] data = data(40 << 20);
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
                try {
                    pair.client().getOutputStream().write(data);
                    pair.client().shutdownOutput();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            long[] last = {-1};
            RelayEndpoints.await(
                    () -> { // until nothing moves
                        long now = ends.relay.counts(Direction.UP).bytesOf(Count.ARRIVED);
                        boolean still = now > 0 && now == last[0];
                        last[0] = now;
                        sleep();
                        return still;
                    });
            Counts<Count> up = ends.relay.counts(Direction.UP);
            assertThat(up.bytesOf(Count.ARRIVED) - up.bytesOf(Count.SENT))
                    .as("what the relay keeps")
                    .isLessThanOrEqualTo(300_000);
            assertThat(writing.isDone()).isFalse();
            assertThat(Arrays.equals(pair.peer().getInputStream().readAllBytes(), data))
                    .isTrue();
            writing.join();
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aResetByOneEndIsOneAtTheOther() throws IOException {
        try (RelayEndpoints ends = ends("");
                Pair pair = connect(ends)) {
            pair.peer().setSoLinger(true, 0);
            pair.peer().close();
            assertThatThrownBy(() -> pair.client().getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void aServerThatIsNotThereResetsTheClient() throws IOException {
        int nobody = server.getLocalPort();
        server.close();
        try (RelayEndpoints ends = new RelayEndpoints(Protocol.TCP, nobody, "");
                Socket client = new Socket(LOOPBACK, ends.port())) {
            client.setSoTimeout(PATIENCE_MILLIS);
            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
            assertThat(ends.said(LogLine.Kind.PROBLEM))
                    .singleElement()
                    .asString()
                    .contains("ECONNREFUSED");
        }
    }

    @Test
    void connectionInARingOfRelaysIsReset() throws IOException {
        int port = server.getLocalPort();
        server.close();
        try (RelayEndpoints a = ends("", port);
                RelayEndpoints b = new RelayEndpoints(
                        Protocol.TCP,
                        port,
                        new socklab.call.SocketAddress.Inet4(0x7f000001, a.port()),
                        "",
                        RelayConfig.USUAL_IDLE);
                Socket client = new Socket(LOOPBACK, a.port())) {
            client.setSoTimeout(PATIENCE_MILLIS);
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
            assertThat(a.relay.clients() + b.relay.clients()).isLessThan(20);
        }
    }

    @Test
    void upstreamMayBeAUnixSocket(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("socket");
        try (ServerSocketChannel unix =
                ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path))) {
            var upstream =
                    new socklab.call.SocketAddress.Unix(socklab.call.SocketAddress.Unix.Kind.PATH, path.toString());
            try (RelayEndpoints ends = new RelayEndpoints(Protocol.TCP, 0, upstream, "", RelayConfig.USUAL_IDLE);
                    Socket client = new Socket(LOOPBACK, ends.port());
                    SocketChannel peer = unix.accept()) {
                peer.write(ByteBuffer.wrap(new byte[] {42}));
                assertThat(client.getInputStream().read()).isEqualTo(42);
            }
        }
    }

    @Test
    void nothingIsLeftBehind() throws IOException {
        List<String> before = RecordingListener.sockets();
        for (String words : new String[] {"", "half-open", "stall after 1b", "delay 1h"}) {
            RelayEndpoints ends = ends(words);
            for (int i = 0; i < 20; i++) {
                try (Pair pair = connect(ends)) {
                    pair.client().getOutputStream().write(data(100));
                }
            }
            ends.close();
        }
        RelayEndpoints.await(() -> before.containsAll(RecordingListener.sockets()));
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(t -> t.getName().equals("tcp-relay") && t.isAlive());
    }

    @Test
    void aClosedStalledConnectionCostsNoTime() throws Exception {
        Set<Thread> others = Thread.getAllStackTraces().keySet();
        try (RelayEndpoints ends = ends("stall after 1b");
                Pair pair = connect(ends)) {
            pair.client().getOutputStream().write(data(10));
            pair.peer().getInputStream().readNBytes(1);
            pair.client().setSoLinger(true, 0);
            pair.client().close(); // the relay is told of an error that it must not spin on
            pair.peer().close();
            Thread relay = Thread.getAllStackTraces().keySet().stream()
                    .filter(t -> t.getName().equals("tcp-relay") && !others.contains(t))
                    .findFirst()
                    .orElseThrow();
            java.lang.management.ThreadMXBean threads = java.lang.management.ManagementFactory.getThreadMXBean();
            RelayEndpoints.await(
                    () -> { // it comes to rest: within some time of ours it takes next to none of its own
                        long before = threads.getThreadCpuTime(relay.threadId());
                        sleep();
                        return threads.getThreadCpuTime(relay.threadId()) - before < 10_000_000;
                    });
        }
    }
}
