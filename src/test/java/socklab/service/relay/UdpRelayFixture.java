package socklab.service.relay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import socklab.service.relay.Traffic.Count;

/** The ends of a UDP relay that the JDK's own sockets make: a server that does not block, and clients. */
abstract class UdpRelayFixture {
    /** Opened before each test, closed after it. */
    DatagramChannel server;

    @BeforeEach
    void open() throws IOException {
        server = DatagramChannel.open()
                .setOption(StandardSocketOptions.SO_RCVBUF, 1 << 20)
                .bind(loopback(0));
        server.configureBlocking(false);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    }

    int port() throws IOException {
        return ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    static DatagramChannel client(RelayEndpoints ends) throws IOException {
        DatagramChannel client = DatagramChannel.open().connect(loopback(ends.port()));
        client.configureBlocking(false);
        return client;
    }

    static void send(DatagramChannel client, String text) throws IOException {
        client.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** All that has come to a socket that does not block. */
    static List<String> received(DatagramChannel channel) throws IOException {
        List<String> texts = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.allocate(2048);
        while (channel.receive(buffer) != null) {
            texts.add(new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8));
            buffer.clear();
        }
        return texts;
    }

    List<String> awaitReceived(DatagramChannel channel, int count) {
        List<String> texts = new ArrayList<>();
        RelayEndpoints.await(() -> {
            try {
                texts.addAll(received(channel));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return texts.size() >= count;
        });
        return texts;
    }

    static void awaitArrived(RelayEndpoints ends, Direction direction, long count) {
        RelayEndpoints.await(() -> ends.relay.counts(direction).of(Count.ARRIVED) >= count);
    }

    void echo(Map<String, Integer> seen) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(2048);
        for (var from = server.receive(buffer); from != null; from = server.receive(buffer)) {
            buffer.flip();
            seen.merge(StandardCharsets.UTF_8.decode(buffer.duplicate()).toString(), 1, Integer::sum);
            server.send(buffer, from);
            buffer.clear();
        }
    }
}
