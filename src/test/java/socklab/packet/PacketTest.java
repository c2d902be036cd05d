package socklab.packet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import socklab.call.Bytes;
import socklab.packet.Packet.Ip;
import socklab.packet.Packet.Transport;

class PacketTest {
    @Test
    void segmentHasItsNumbersAndFlags() {
        Packet packet = Packet.of(CorpusFrames.sound().get(3));
        assertThat(packet.ip())
                .contains(new Ip(
                        4,
                        Bytes.of(new byte[] {10, 0, 0, 1}),
                        Bytes.of(new byte[] {10, 0, 0, 2}),
                        6,
                        34,
                        93,
                        0,
                        false));
        assertThat(packet.tcp()).hasValueSatisfying(tcp -> {
            assertThat(tcp).isEqualTo(new Transport.Tcp(40112, 80, 1234567891L, 3000000001L, 0x18, 502, 32, 27));
            assertThat(tcp.has(TcpFlag.PSH)).isTrue();
            assertThat(tcp.has(TcpFlag.SYN)).isFalse();
        });
    }

    @Test
    void ipv6HeadersAreSkipped() {
        byte[] datagram = FrameBuilder.ipv6(
                0, FrameBuilder.join(FrameBuilder.hex("1100010400000000"), FrameBuilder.udp(1, 2, new byte[5])));
        assertThat(Packet.of(FrameBuilder.ethernet(0x86dd, datagram)).transport())
                .isEqualTo(new Transport.Udp(1, 2, 5));
    }

    @Test
    void laterFragmentHasNoTransport() {
        Packet later =
                Packet.of(FrameBuilder.ethernet(0x0800, FrameBuilder.ipv4(17, new byte[0], 0x00b9, new byte[64])));
        assertThat(later.ip()).hasValueSatisfying(ip -> {
            assertThat(ip.fragmentOffset()).isEqualTo(1480);
            assertThat(ip.moreFragments()).isFalse();
            assertThat(ip.protocol()).isEqualTo(17);
        });
        assertThat(later.transport()).isEqualTo(new Transport.Other());
    }

    @Test
    void neighbourDiscoveryAndArpAreHousekeeping() {
        assertThat(CorpusFrames.sound().stream().filter(f -> Packet.of(f).housekeeping()))
                .hasSize(6);
    }

    @Test
    void everyFrameIsDecoded() {
        for (Bytes frame : CorpusFrames.mutated(CorpusFrames.kinds(), 30_000, 11)) {
            Packet packet = Packet.of(frame);
            Checksums.ipv4(packet);
            Checksums.transport(packet);
            packet.ip().ifPresent(ip -> assertThat(ip.payloadEnd()).isBetween(ip.payloadAt(), frame.length()));
        }
    }
}
