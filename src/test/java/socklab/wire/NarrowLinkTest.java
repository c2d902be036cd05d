package socklab.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import socklab.call.Bytes;
import socklab.packet.InternetChecksum;
import socklab.session.Event;

/** A link in the middle of the cable that takes shorter datagrams. */
class NarrowLinkTest {
    private static List<Event.Frame> ofCable(WireTestShell wire) {
        return wire.events().stream()
                .filter(f -> f.from().equals(CableFrame.CABLE))
                .toList();
    }

    @Test
    void routerTellsTcpWhichLengthFits() {
        try (WireTestShell wire = new WireTestShell()) {
            wire.run("/wire narrow 600");
            wire.connect();
            wire.run("client.send fill:1448");
            assertThat(wire.run("peer.recv 1448 MSG_WAITALL")).contains("1448 bytes");
            Event.Frame icmp = ofCable(wire).getFirst();
            assertThat(icmp.text())
                    .contains("10.0.0.254 > 10.0.0.1: ICMP 10.0.0.2 unreachable - need to frag (mtu 600)");
            assertThat(InternetChecksum.of(icmp.bytes().slice(14, 34)))
                    .as("of IP")
                    .isZero();
            Bytes message = icmp.bytes().slice(34, icmp.bytes().length());
            assertThat(InternetChecksum.of(message)).as("of ICMP").isZero();
        }
    }

    @Test
    void datagramThatMayNotBeFragmentedIsRefusedAfterwards() {
        try (WireTestShell wire = new WireTestShell()) {
            wire.run("/wire narrow 600", "out = a.open udp", "out.connect b 9");
            wire.run("out.setsockopt IP_MTU_DISCOVER IP_PMTUDISC_DO");
            assertThat(wire.run("out.send fill:1000")).isEqualTo("1000 bytes");
            assertThat(ofCable(wire)).hasSize(1);
            assertThat(wire.run("out.send fill:1000")).startsWith("EMSGSIZE");
        }
    }

    @Test
    void routerIsSilentWhereFragmentsAreAllowedOrItIsABlackHole() {
        try (WireTestShell wire = new WireTestShell()) {
            wire.run("/wire narrow 600", "out = a.open udp");
            wire.run("out.setsockopt IP_MTU_DISCOVER IP_PMTUDISC_DONT", "out.sendto b 9 fill:1000");
            wire.run("/wire narrow 600 silent", "other = a.open udp", "other.sendto b 9 fill:1000");
            assertThat(wire.events()).hasSize(2).allMatch(Event.Frame::lost);
            wire.run("/wire narrow off", "other.sendto b 9 fill:1000");
            assertThat(wire.events().get(2).lost()).isFalse();
        }
    }

    @Test
    void whatIsNoLengthIsRefused() {
        try (WireTestShell wire = new WireTestShell()) {
            assertThat(wire.tells("/wire narrow 12")).contains("not an MTU: 12");
            assertThat(wire.tells("/wire narrow 600 loud")).contains("unknown value: loud");
            assertThat(wire.tells("/wire narrow")).contains("error");
        }
    }
}
