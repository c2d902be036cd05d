package socklab.service.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import socklab.service.Counts;
import socklab.service.LogLine;
import socklab.service.Protocol;
import socklab.service.relay.Traffic.Count;

/** A UDP relay with many clients at once. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the relay waits by epoll")
class UdpRelayCrowdTest extends UdpRelayFixture {
    private static final int CLIENTS = 1000;
    private static final int EACH = 5;

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

    /**
     * By the fates told: the texts that went up, and how often. They are cut off after 24 bytes, which these are not.
     */
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
