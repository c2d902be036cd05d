package socklab.service.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import socklab.service.LogLine;
import socklab.service.Protocol;
import socklab.service.RecordingListener;
import socklab.service.relay.Traffic.Count;
import socklab.service.relay.netem.Decision;
import socklab.service.relay.netem.Impairment;
import socklab.service.relay.netem.ImpairmentModel;
import socklab.service.relay.netem.ImpairmentsOf;

/** What becomes of datagrams in the relay, and what it counts and tells of them. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the relay waits by epoll")
class UdpRelayTest extends UdpRelayFixture {
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
}
