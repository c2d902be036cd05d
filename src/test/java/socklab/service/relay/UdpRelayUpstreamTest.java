package socklab.service.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import socklab.call.Const;
import socklab.call.Outcome;
import socklab.call.SocketAddress;
import socklab.kernel.libc.LibcKernel;
import socklab.service.CallFailure;
import socklab.service.LogLine;
import socklab.service.Protocol;
import socklab.service.RecordingListener;
import socklab.service.ServiceSockets;
import socklab.service.relay.Traffic.Count;

/** The server of a UDP relay: what addresses it may have, and what its clients learn of one that is not there. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the relay waits by epoll")
class UdpRelayUpstreamTest extends UdpRelayFixture {
    @Test
    void aSilentClientIsForgottenAndComesBackAsANewOne() throws IOException {
        try (RelayEndpoints ends = new RelayEndpoints(Protocol.UDP, port(), "", Duration.ofMillis(50));
                DatagramChannel client = client(ends)) {
            List<String> before = RecordingListener.sockets();
            send(client, "one");
            awaitReceived(server, 1);
            RelayEndpoints.await(() ->
                    ends.said(LogLine.Kind.CLIENT).stream().anyMatch(l -> l.endsWith("silent for long; forgotten")));
            assertThat(before).containsAll(RecordingListener.sockets());
            send(client, "two");
            assertThat(awaitReceived(server, 1)).containsExactly("two");
            assertThat(ends.relay.clients()).isEqualTo(2);
        }
    }

    @Test
    void aServerThatIsNotThereIsToldOfOnce() throws IOException {
        int nobody = port();
        server.close();
        try (RelayEndpoints ends = new RelayEndpoints(Protocol.UDP, nobody, "");
                DatagramChannel client = DatagramChannel.open().bind(loopback(0))) {
            for (int i = 1; i <= 3; i++) {
                sendTo(client, ends, "m" + i);
                awaitArrived(ends, Direction.UP, i);
            }
            RelayEndpoints.await(() -> !ends.said(LogLine.Kind.PROBLEM).isEmpty());
            assertThat(ends.said(LogLine.Kind.PROBLEM))
                    .singleElement()
                    .asString()
                    .contains("ECONNREFUSED");
        }
    }

    /** As from a server without a relay: a connected socket gets ECONNREFUSED, if the relay may send ICMP. */
    @Test
    void clientOfAClosedServerGetsEconnrefusedOrTheReasonIsLogged() throws IOException {
        int closed = port();
        server.close();
        try (RelayEndpoints ends = new RelayEndpoints(Protocol.UDP, closed, "");
                DatagramChannel client = client(ends)) {
            send(client, "hello");
            RelayEndpoints.await(() -> gotRefused(client)
                    || ends.said(LogLine.Kind.PROBLEM).stream().anyMatch(l -> l.contains("CAP_NET_RAW (EPERM")));
        }
    }

    private static boolean gotRefused(DatagramChannel client) {
        try {
            client.read(ByteBuffer.allocate(10));
            return false;
        } catch (PortUnreachableException e) {
            return true;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void eachOutageOfTheServerIsLoggedOnce() throws IOException {
        int port = port();
        try (RelayEndpoints ends = new RelayEndpoints(Protocol.UDP, port, "");
                DatagramChannel client = DatagramChannel.open().bind(loopback(0))) {
            for (int outage = 1; outage <= 2; outage++) {
                sendTo(client, ends, "served");
                assertThat(awaitReceived(server, 1)).containsExactly("served");
                sendTo(client, ends, "served");
                assertThat(awaitReceived(server, 1)).containsExactly("served");
                server.close();
                for (int i = 1; i <= 3; i++) {
                    sendTo(client, ends, "refused");
                }
                long arrived = outage * 5L;
                awaitArrived(ends, Direction.UP, arrived);
                int expected = outage;
                RelayEndpoints.await(() -> refusals(ends) == expected);
                server = DatagramChannel.open().bind(loopback(port));
                server.configureBlocking(false);
            }
            assertThat(refusals(ends)).isEqualTo(2);
        }
    }

    private static long refusals(RelayEndpoints ends) {
        return ends.said(LogLine.Kind.PROBLEM).stream()
                .filter(l -> l.contains("ECONNREFUSED"))
                .count();
    }

    private static void sendTo(DatagramChannel client, RelayEndpoints ends, String text) throws IOException {
        client.send(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), loopback(ends.port()));
    }

    @Test
    void upstreamMayHaveAnIpv6Address() throws IOException {
        try (DatagramChannel six =
                DatagramChannel.open().bind(new InetSocketAddress(InetAddress.ofLiteral("::1"), 0))) {
            six.configureBlocking(false);
            int port = ((InetSocketAddress) six.getLocalAddress()).getPort();
            SocketAddress upstream = new SocketAddress.Inet6(0, 1, port, 0, 0);
            try (RelayEndpoints ends = new RelayEndpoints(Protocol.UDP, 0, upstream, "", RelayConfig.USUAL_IDLE);
                    DatagramChannel client = client(ends)) {
                send(client, "hello");
                assertThat(awaitReceived(six, 1)).containsExactly("hello");
            }
        }
    }

    @Test
    void upstreamMayHaveAnAbstractName() throws IOException, CallFailure {
        SocketAddress upstream =
                new SocketAddress.Unix(SocketAddress.Unix.Kind.ABSTRACT, "relay-test-" + System.nanoTime());
        try (ServiceSockets unix =
                new ServiceSockets("server", Protocol.UDP, new LibcKernel().caller(), new RecordingListener())) {
            int fd = unix.open(Const.AF_UNIX);
            unix.bind(fd, upstream);
            try (RelayEndpoints ends = new RelayEndpoints(Protocol.UDP, 0, upstream, "", RelayConfig.USUAL_IDLE);
                    DatagramChannel client = client(ends)) {
                send(client, "hello");
                RelayEndpoints.await(() -> answered(unix, fd));
                assertThat(awaitReceived(client, 1)).containsExactly("hello");
            } finally {
                unix.close(fd);
            }
        }
    }

    private static boolean answered(ServiceSockets sockets, int fd) {
        return sockets.receiveMessage(fd, 100) instanceof Outcome.Returned r
                && sockets.sendTo(
                                fd,
                                ServiceSockets.data(r),
                                ServiceSockets.address(r).orElseThrow())
                        instanceof Outcome.Returned;
    }

    /** Each relay doubles each datagram: without a hop limit there would be no end. */
    @Test
    void datagramInARingOfRelaysComesToAnEnd() throws IOException {
        int port = port();
        server.close();
        try (RelayEndpoints a = new RelayEndpoints(Protocol.UDP, port, "up: duplicate 100%");
                RelayEndpoints b = new RelayEndpoints(
                        Protocol.UDP,
                        port,
                        new SocketAddress.Inet4(0x7f000001, a.port()),
                        "up: duplicate 100%",
                        RelayConfig.USUAL_IDLE);
                DatagramChannel client = client(a)) {
            send(client, "round");
            RelayEndpoints.await(() -> List.of(a, b).stream()
                    .flatMap(r -> r.said(LogLine.Kind.PROBLEM).stream())
                    .anyMatch(l -> l.contains("too many relays")));
            long[] last = {-1};
            RelayEndpoints.await(() -> {
                long now = arrived(a) + arrived(b);
                boolean still = now == last[0];
                last[0] = now;
                return still;
            });
            assertThat(arrived(a) + arrived(b)).isLessThan(1000);
        }
    }

    private static long arrived(RelayEndpoints ends) {
        return ends.relay.counts(Direction.UP).of(Count.ARRIVED);
    }
}
