package socklab.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import socklab.service.relay.RelayCommands;
import socklab.service.uppercase.ServerCommands;
import socklab.session.Event;
import socklab.text.Language;
import socklab.text.Messages;
import socklab.view.ladder.Glyphs;
import socklab.view.ladder.TimelineView;

/** Servers and relays that run in a host. */
class HostServicesTest {
    private static WireTestShell shell() {
        WireTestShell wire = new WireTestShell();
        new ServerCommands(wire.shell().shell(), wire.shell().ui()).register();
        new RelayCommands(wire.shell().shell(), wire.shell().ui()).register();
        return wire;
    }

    /** All that socklab's own services and the shell told. */
    private static List<String> notes(WireTestShell wire) {
        return wire.shell().shell().session().journal().events().stream()
                .filter(Event.Note.class::isInstance)
                .map(e -> Messages.in(Language.EN).say(((Event.Note) e).text()))
                .toList();
    }

    @Test
    void serverInOneHostAnswersAClientInTheOther() {
        try (WireTestShell wire = shell()) {
            assertThat(wire.tells("/server tcp 12000 b")).doesNotContain("error");
            wire.run("client = a.open tcp");
            assertThat(wire.run("client.connect b 12000")).isEqualTo("0");
            assertThat(wire.run("client.send hello", "client.recv 100")).isEqualTo("\"HELLO\" (5 bytes)");
            assertThat(wire.frames()).startsWith("a>b [S]", "b>a [S.]", "a>b [.]");
            wire.run("other = open tcp");
            assertThat(wire.run("other.connect 127.0.0.1 12000"))
                    .as("no server in the network of the process")
                    .doesNotContain("=> 0");
        }
    }

    @Test
    void serversOfTwoHostsAndTwoProtocolsRunAtOnce() {
        try (WireTestShell wire = shell()) {
            for (String start : List.of("/server udp 53 a", "/server udp 53 b", "/server tcp 53 b")) {
                assertThat(wire.tells(start)).as(start).doesNotContain("error");
            }
            assertThat(wire.tells("/server udp 54 b")).contains("a udp server is already running at 10.0.0.2:53");
            wire.run("out = a.open udp", "out.sendto b 53 straße");
            assertThat(wire.run("out.recvfrom 100")).isEqualTo("\"STRASSE\" (7 bytes) from 10.0.0.2:53");
            wire.run("/server stop udp a");
            assertThat(wire.tells("/server")).contains("udp, ready at 10.0.0.2:53", "tcp, ready at 10.0.0.2:53");
            assertThat(wire.tells("/server")).doesNotContain("10.0.0.1:53");
        }
    }

    @Test
    void hostOfOpenIsTheHostOfServers() {
        try (WireTestShell wire = shell()) {
            wire.run("/host b", "/server udp 12000", "/host off", "out = a.open udp");
            assertThat(wire.run("out.sendto $server hi", "out.recv 100")).isEqualTo("\"HI\" (2 bytes)");
        }
    }

    @Test
    void relayInOneHostForwardsToTheOther() {
        try (WireTestShell wire = shell()) {
            wire.run("/server udp 9000 b");
            assertThat(wire.tells("/relay udp 9001 b 9000 up: drop 1 a")).doesNotContain("error");
            wire.run("out = a.open udp", "out.sendto $relay lost", "out.sendto $relay passed");
            assertThat(wire.run("out.recvfrom 100")).isEqualTo("\"PASSED\" (6 bytes) from 10.0.0.1:9001");
            assertThat(notes(wire)).contains("b = 10.0.0.2");
            assertThat(wire.tells("/relay tcp 9002 b 9002 b")).contains("error").contains("9002");
        }
    }

    @Test
    void portThatIsTakenInAHostIsRefused() {
        try (WireTestShell wire = shell()) {
            wire.run("mine = b.open udp", "mine.bind 9000");
            assertThat(wire.tells("/server udp 9000 b"))
                    .contains("10.0.0.2:9000 is in use")
                    .contains("/sockets shows those of host b");
            assertThat(wire.tells("/server udp 9000 a")).doesNotContain("error");
            assertThat(wire.tells("/server udp 9001 c")).contains("unknown value: c");
        }
    }

    @Test
    void servicesOfHostsEndWithTheWire() {
        try (WireTestShell wire = shell()) {
            wire.run("/server tcp 12000 b", "/relay tcp 12001 b 12000 a", "/server udp 0");
            wire.run("/wire off");
            // a thread that has ended may be listed for a moment
            while (threads().stream()
                    .anyMatch(Set.of("tcp-server", "tcp-relay", "host-a", "host-b", "cable")::contains)) {
                LockSupport.parkNanos(10_000_000);
            }
            assertThat(threads()).contains("udp-server");
            assertThat(wire.tells("/server")).contains("udp, ready").doesNotContain("tcp");
            assertThat(wire.tells("/wire")).contains("10.0.0.2");
            assertThat(wire.tells("/server tcp 12000 b")).doesNotContain("error");
        }
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
    }

    @Test
    void timelineHasALaneOfTheServerInItsHost() {
        try (WireTestShell wire = shell()) {
            wire.run("/server udp 9000 b", "out = a.open udp", "out.sendto b 9000 hi", "out.recv 10");
            List<String> rows = TimelineView.lines(
                    wire.shell().shell().session().journal().events(),
                    new TimelineView.Shape(100, 30, System.nanoTime(), Glyphs.LINES),
                    Messages.in(Language.EN));
            assertThat(String.join("\n", rows)).contains("b udp server").contains("UDP, length 2");
        }
    }
}
