package socklab.service.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import socklab.service.LogLine;
import socklab.service.Protocol;

/** A server that answers from another port than the one that was asked, as TFTP's do. Source: RFC 1350 §4. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UdpRelayOtherPortTest extends UdpRelayFixture {
    @Test
    void itsAnswersReachTheClientWhoseNextDatagramsGoThere() throws IOException {
        try (RelayEndpoints ends = new RelayEndpoints(Protocol.UDP, port(), "");
                DatagramChannel client = client(ends);
                DatagramChannel transfer = DatagramChannel.open().bind(loopback(0))) {
            transfer.configureBlocking(false);
            send(client, "RRQ");
            InetSocketAddress from = awaitSender("RRQ");
            transfer.send(bytes("DATA 1"), from);
            assertThat(awaitReceived(client, 1)).containsExactly("DATA 1");
            send(client, "ACK 1");
            assertThat(awaitReceived(transfer, 1)).containsExactly("ACK 1");
            server.send(bytes("hello"), from);
            assertThat(awaitReceived(client, 1)).containsExactly("hello");
            send(client, "RRQ 2");
            assertThat(awaitReceived(server, 1))
                    .as("its own port answered last")
                    .containsExactly("RRQ 2");
            assertThat(ends.said(LogLine.Kind.CLIENT))
                    .filteredOn(l -> l.contains("the answer came from 127.0.0.1:"))
                    .hasSize(1);
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The sender of the next datagram to the server. */
    private InetSocketAddress awaitSender(String text) {
        List<InetSocketAddress> senders = new ArrayList<>();
        RelayEndpoints.await(() -> {
            try {
                ByteBuffer buffer = ByteBuffer.allocate(2048);
                SocketAddress from = server.receive(buffer);
                if (from != null) {
                    String came = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
                    assertThat(came).isEqualTo(text);
                    senders.add((InetSocketAddress) from);
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return !senders.isEmpty();
        });
        return senders.getFirst();
    }
}
