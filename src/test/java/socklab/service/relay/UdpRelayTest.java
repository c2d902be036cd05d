package socklab.service.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import socklab.call.Const;
import socklab.call.Outcome;
import socklab.call.SocketAddress;
import socklab.kernel.libc.LibcKernel;
import socklab.service.CallFailure;
import socklab.service.Counts;
import socklab.service.LogLine;
import socklab.service.Protocol;
import socklab.service.RecordingListener;
import socklab.service.ServiceSockets;
import socklab.service.relay.Traffic.Count;
import socklab.service.relay.netem.Decision;
import socklab.service.relay.netem.Impairment;
import socklab.service.relay.netem.ImpairmentModel;
import socklab.service.relay.netem.ImpairmentsOf;

/** The relay between ends that the JDK's own sockets make. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the relay waits by epoll")
class UdpRelayTest {
    private static final int CLIENTS = 1000;
    private static final int EACH = 5;

    private DatagramChannel server;

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

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    }

    private int port() throws IOException {
        return ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    private static DatagramChannel client(RelayEndpoints ends) throws IOException {
        DatagramChannel client = DatagramChannel.open().connect(loopback(ends.port()));
        client.configureBlocking(false);
        return client;
    }

    private static void send(DatagramChannel client, String text) throws IOException {
        client.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** All that has come to a socket that does not block. */
    private static List<String> received(DatagramChannel channel) throws IOException {
        List<String> texts = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.allocate(2048);
        while (channel.receive(buffer) != null) {
            texts.add(new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8));
            buffer.clear();
        }
        return texts;
    }

    private List<String> awaitReceived(DatagramChannel channel, int count) {
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

    private static void awaitArrived(RelayEndpoints ends, Direction direction, long count) {
        RelayEndpoints.await(() -> ends.relay.counts(direction).of(Count.ARRIVED) >= count);
    }

    @Test
    void exactlyTheChosenAreLostAndTheRestArrivesInOrder() throws IOException {
        try (RelayEndpoints ends = new RelayEndpoints(Protocol.UDP, port(), "up: drop 2,4");
                DatagramChannel client = client(ends)) {
            for (int i = 1; i <= 5; i++) {
                send(client, "m" + i);
            }
            assertThat(awaitReceived(server, 3)).containsExactly("m1", "m3", "m5");
            awaitArrived(ends, Direction.UP, 5);
            ends.close();
            assertThat(ends.said(LogLine.Kind.TRAFFIC))
                    .containsExactly(
                            "#1 → 2 B \"m1\" passed",
                            "#2 → 2 B \"m2\" lost",
                            "#3 → 2 B \"m3\" passed",
                            "#4 → 2 B \"m4\" lost",
                            "#5 → 2 B \"m5\" passed");
            assertThat(ends.said(LogLine.Kind.STOP)).contains("→ drop 2,4: realised 40.0% (2 of 5)");
        }
    }

    @Test
    void theSameSeedLosesTheSameAgain() throws IOException {
        List<List<String>> runs = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            try (RelayEndpoints ends =
                            new RelayEndpoints(Protocol.UDP, port(), "up: loss 40% duplicate 20% corrupt 10% seed 7");
                    DatagramChannel client = client(ends)) {
                for (int i = 1; i <= 60; i++) {
                    send(client, "m" + i);
                    awaitArrived(ends, Direction.UP, i);
                }
                ends.close();
                runs.add(ends.said(LogLine.Kind.TRAFFIC));
            }
        }
        assertThat(runs.getFirst())
                .isEqualTo(runs.getLast())
                .hasSize(60)
                .anyMatch(l -> l.endsWith("lost"))
                .anyMatch(l -> l.contains("sent twice"))
                .anyMatch(l -> l.contains("inverted"));
    }

    @Test
    void oneBitOfASpoiledDatagramIsTurnedOver() throws IOException {
        try (RelayEndpoints ends = new RelayEndpoints(Protocol.UDP, port(), "up: corrupt 100%");
                DatagramChannel client = client(ends)) {
            client.write(ByteBuffer.wrap(new byte[100]));
            try (DatagramSocket socket = new DatagramSocket()) {
                socket.send(new DatagramPacket(new byte[0], 0, loopback(ends.port()))); // has no bit
            }
            ByteBuffer buffer = ByteBuffer.allocate(2048);
            RelayEndpoints.await(() -> {
                try {
                    return server.receive(buffer) != null;
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            int bits = 0;
            for (int i = 0; i < buffer.position(); i++) {
                bits += Integer.bitCount(buffer.get(i) & 0xff);
            }
            assertThat(bits).isEqualTo(1);
            awaitArrived(ends, Direction.UP, 2);
        }
    }

    @Test
    void anOvertakingDatagramComesBeforeThoseThatAreDelayed() throws IOException {
        try (RelayEndpoints ends = new RelayEndpoints(Protocol.UDP, port(), "up: delay 300ms reorder 100% gap 3");
                DatagramChannel client = client(ends)) {
            for (int i = 1; i <= 3; i++) {
                send(client, "m" + i);
                awaitArrived(ends, Direction.UP, i);
            }
            assertThat(awaitReceived(server, 3)).containsExactly("m3", "m1", "m2");
        }
    }

    @Test
    void whatFindsTheQueueFullIsDropped() throws IOException {
        try (RelayEndpoints ends = new RelayEndpoints(Protocol.UDP, port(), "up: delay 1s limit 2");
                DatagramChannel client = client(ends)) {
            for (int i = 1; i <= 5; i++) {
                send(client, "m" + i);
            }
            awaitArrived(ends, Direction.UP, 5);
            assertThat(awaitReceived(server, 2)).containsExactly("m1", "m2");
            ends.close();
            assertThat(ends.relay.counts(Direction.UP).of(Count.FULL)).isEqualTo(3);
        }
    }

    @Test
    void aLinksRateMakesThemWaitForOneAnother() {
        DelayQueue<String> link = new DelayQueue<>();
        Impairment rate = ImpairmentsOf.udp("rate 8kbit").up(); // a byte in a millisecond
        Decision.Transmission passage = new Decision.Transmission(0, false, java.util.Optional.empty());
        socklab.call.Bytes hundred = socklab.call.Bytes.of(new byte[100 - ImpairmentModel.Rate.HEADERS]);
        assertThat(link.enter(rate, passage, hundred, "", 0)).isEqualTo(100_000_000);
        assertThat(link.enter(rate, passage, hundred, "", 0)).isEqualTo(200_000_000);
        assertThat(link.enter(rate, passage, hundred, "", 50_000_000)).isEqualTo(250_000_000);
        assertThat(link.take(99_999_999)).isEmpty();
        assertThat(link.take(100_000_000)).isPresent();
    }

    @Test
    void aChangeInTheMiddleHoldsFromTheNextOnAndIsTold() throws Exception {
        try (RelayEndpoints ends = new RelayEndpoints(Protocol.UDP, port(), "loss 100%");
                DatagramChannel client = client(ends)) {
            send(client, "gone");
            awaitArrived(ends, Direction.UP, 1);
            ends.relay.change(ImpairmentsOf.change(Protocol.UDP, "loss 0%", ends.relay.impairments()));
            send(client, "here");
            assertThat(awaitReceived(server, 1)).containsExactly("here");
            assertThat(ends.said(LogLine.Kind.CHANGE))
                    .containsExactly("→ loss 100%: realised 100.0% (1 of 1)", "from now on: loss 0% seed 1");
        }
    }

    @Test
    void dropSetInTheMiddleCountsFromNowOn() throws Exception {
        try (RelayEndpoints ends = new RelayEndpoints(Protocol.UDP, port(), "");
                DatagramChannel client = client(ends)) {
            send(client, "one");
            assertThat(awaitReceived(server, 1)).containsExactly("one");
            for (String words : List.of("up: drop 1", "up: drop next")) {
                ends.relay.change(ImpairmentsOf.change(Protocol.UDP, words, ends.relay.impairments()));
                send(client, "lost");
                send(client, "kept");
                assertThat(awaitReceived(server, 1)).containsExactly("kept");
            }
        }
    }

    /** A datagram counts under the setting that it arrived in, whenever it is sent. */
    @Test
    void countsOfEachSettingAddUpToWhatArrivedUnderItAlsoWithDatagramsStillOnTheirWay() throws Exception {
        try (RelayEndpoints ends = new RelayEndpoints(Protocol.UDP, port(), "up: delay 50ms duplicate 100%");
                DatagramChannel client = client(ends)) {
            send(client, "aa");
            awaitArrived(ends, Direction.UP, 1);
            ends.relay.change(
                    ImpairmentsOf.change(Protocol.UDP, "up: duplicate off delay 1h limit 1", ends.relay.impairments()));
            assertThat(awaitReceived(server, 2)).containsExactly("aa", "aa");
            ends.relay.change(ImpairmentsOf.change(Protocol.UDP, "up: drop 1", ends.relay.impairments()));
            ends.relay.change(ImpairmentsOf.change(Protocol.UDP, "up: drop off", ends.relay.impairments()));
            for (int i = 2; i <= 4; i++) {
                send(client, "bbb");
                awaitArrived(ends, Direction.UP, i);
            }
            ends.relay.change(ImpairmentsOf.change(Protocol.UDP, "up: delay off loss 100%", ends.relay.impairments()));
            send(client, "cccc");
            awaitArrived(ends, Direction.UP, 5);
            ends.close();
            assertThat(ends.said(LogLine.Kind.STOP))
                    .contains(
                            "→ datagrams: arrived 5 (15 B), lost 1, chosen to be sent twice 1, "
                                    + "dropped, too many on their way 2, sent 2 (4 B), still on their way 1 (3 B)",
                            "→ with delay 50ms duplicate 100%: arrived 1 (2 B), chosen to be sent twice 1, sent 2 (4"
                                    + " B)",
                            "→ with delay 3600s limit 1: arrived 3 (9 B), dropped, too many on their way 2, sent 0 (0"
                                    + " B), still on their way 1 (3 B)",
                            "→ with loss 100% limit 1: arrived 1 (4 B), lost 1, sent 0 (0 B)");
        }
    }

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

    /** The second request is lost, so the second answer is that to the third request. */
    @Test
    void answerHasTheNumberOfItsRequest() throws IOException {
        try (RelayEndpoints ends = new RelayEndpoints(Protocol.UDP, port(), "up: drop 2");
                DatagramChannel client = client(ends)) {
            for (int i = 1; i <= 3; i++) {
                send(client, "m" + i);
                awaitArrived(ends, Direction.UP, i);
                if (i != 2) {
                    awaitAndAnswer();
                    awaitReceived(client, 1);
                }
            }
            ends.close();
            assertThat(ends.said(LogLine.Kind.TRAFFIC))
                    .containsExactly(
                            "#1 → 2 B \"m1\" passed",
                            "#1 ← 2 B \"m1\" passed",
                            "#2 → 2 B \"m2\" lost",
                            "#3 → 2 B \"m3\" passed",
                            "#3 ← 2 B \"m3\" passed");
        }
    }

    private void awaitAndAnswer() {
        RelayEndpoints.await(() -> {
            try {
                Map<String, Integer> seen = new HashMap<>();
                echo(seen);
                return !seen.isEmpty();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
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

    @Test
    void nothingIsLeftBehind() throws IOException {
        relayOneDatagram(); // the JDK and the program open a socket each that they keep
        List<String> before = RecordingListener.sockets();
        relayOneDatagram();
        assertThat(before).containsAll(RecordingListener.sockets());
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(t -> t.getName().equals("udp-relay") && t.isAlive());
    }

    private void relayOneDatagram() throws IOException {
        try (RelayEndpoints ends = new RelayEndpoints(Protocol.UDP, port(), "down: delay 1h");
                DatagramChannel client = client(ends)) {
            send(client, "hello");
            awaitReceived(server, 1);
        }
    }

    /** A thousand clients at once; each datagram says whose it is, and the server sends it back. */
    @Test
    void everySurvivorArrivesAsOftenAsReportedAndAtNobodyElse() throws IOException {
        String words = "loss 20% duplicate 10% delay 2ms 1ms reorder 10% limit 100000 seed 3";
        List<DatagramChannel> clients = new ArrayList<>();
        try (RelayEndpoints ends = new RelayEndpoints(Protocol.UDP, port(), words)) {
            for (int c = 0; c < CLIENTS; c++) {
                clients.add(client(ends));
            }
            Map<String, Integer> atServer = new HashMap<>();
            long arrived = 0;
            for (int i = 0; i < EACH; i++) {
                for (int c = 0; c < CLIENTS; c++) {
                    send(clients.get(c), "client " + c + " message " + i);
                    if (++arrived % 50 == 0) { // so that no kernel buffer overflows: what is lost is lost by the relay
                        awaitArrived(ends, Direction.UP, arrived);
                        echo(atServer);
                    }
                }
            }
            RelayEndpoints.await(() -> settled(ends, atServer));
            Counts<Count> up = ends.relay.counts(Direction.UP);
            Counts<Count> down = ends.relay.counts(Direction.DOWN);
            Map<String, Integer> atClients = new HashMap<>();
            for (int c = 0; c < CLIENTS; c++) {
                String mine = "client " + c + " message ";
                for (String text : received(clients.get(c))) {
                    assertThat(text).startsWith(mine);
                    atClients.merge(text, 1, Integer::sum);
                }
            }
            assertThat(up.of(Count.ARRIVED)).isEqualTo((long) CLIENTS * EACH);
            assertThat(sum(atServer))
                    .isEqualTo(up.of(Count.SENT))
                    .isEqualTo(down.of(Count.ARRIVED))
                    .isEqualTo(up.of(Count.ARRIVED) - up.of(Count.LOST) + up.of(Count.DUPLICATED));
            assertThat(sum(atClients))
                    .isEqualTo(down.of(Count.SENT))
                    .isEqualTo(down.of(Count.ARRIVED) - down.of(Count.LOST) + down.of(Count.DUPLICATED));
            assertThat(atServer.values()).allMatch(n -> n <= 2);
            assertThat(atServer).isEqualTo(reported(ends.said(LogLine.Kind.TRAFFIC)));
            assertThat(ends.relay.clients()).isEqualTo(CLIENTS);
        } finally {
            for (DatagramChannel client : clients) {
                client.close();
            }
        }
    }

    private static long sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToLong(n -> n).sum();
    }

    /** By the fates told: the texts that went up, and how often. They are cut off after 24 bytes, which these are not. */
    private static Map<String, Integer> reported(List<String> fates) {
        Map<String, Integer> often = new HashMap<>();
        for (String line : fates) {
            if (line.contains(" → ")) {
                String text = line.substring(line.indexOf('"') + 1, line.lastIndexOf('"'));
                String fate = line.substring(line.lastIndexOf('"'));
                int n = fate.startsWith("\" lost ") && !fate.contains("twice")
                        ? 0
                        : fate.contains("sent twice") && !fate.contains("lost") ? 2 : 1;
                if (n > 0) {
                    often.merge(text, n, Integer::sum);
                }
            }
        }
        return often;
    }

    private void echo(Map<String, Integer> seen) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(2048);
        for (var from = server.receive(buffer); from != null; from = server.receive(buffer)) {
            buffer.flip();
            seen.merge(StandardCharsets.UTF_8.decode(buffer.duplicate()).toString(), 1, Integer::sum);
            server.send(buffer, from);
            buffer.clear();
        }
    }

    /** Whether all that can still come has come. */
    private boolean settled(RelayEndpoints ends, Map<String, Integer> atServer) {
        try {
            echo(atServer);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        Counts<Count> up = ends.relay.counts(Direction.UP);
        Counts<Count> down = ends.relay.counts(Direction.DOWN);
        return up.of(Count.SENT) == up.of(Count.ARRIVED) - up.of(Count.LOST) + up.of(Count.DUPLICATED)
                && sum(atServer) == up.of(Count.SENT)
                && down.of(Count.ARRIVED) == up.of(Count.SENT)
                && down.of(Count.SENT) == down.of(Count.ARRIVED) - down.of(Count.LOST) + down.of(Count.DUPLICATED);
    }
}
