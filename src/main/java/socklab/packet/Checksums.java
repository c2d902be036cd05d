package socklab.packet;

import java.util.Optional;
import socklab.call.Bytes;
import socklab.packet.Packet.Ip;

/** Whether the checksums of a frame are right. */
public final class Checksums {
    private static final int IPV4_AT = Packet.ETHERNET_HEADER;

    private Checksums() {}

    /** What a checksum says. */
    public sealed interface Checksum {
        /** The bytes are those that were sent. */
        record Right() implements Checksum {}

        /** At least one bit differs: this is the checksum of the bytes that are here. */
        record Wrong(int expected) implements Checksum {}

        /** The sender did not compute one. */
        record Absent() implements Checksum {}
    }

    /** The checksum of the IPv4 header; empty without one. */
    public static Optional<Checksum> ipv4(Packet packet) {
        return packet.ip().filter(ip -> ip.version() == 4).map(ip -> {
            Bytes header =
                    packet.frame().slice(IPV4_AT, IPV4_AT + (packet.frame().at(IPV4_AT) & 0xf) * 4);
            return judge(Bytes.EMPTY, header, 10);
        });
    }

    /** The checksum of the transport header and its data; empty without one, and for parts of a datagram. */
    public static Optional<Checksum> transport(Packet packet) {
        return packet.ip()
                .filter(ip -> ip.fragmentOffset() == 0 && !ip.moreFragments())
                .flatMap(ip -> {
                    Bytes segment = packet.frame().slice(ip.payloadAt(), ip.payloadEnd());
                    return switch (packet.transport()) {
                        case Packet.Transport.Tcp _ ->
                            Optional.of(judge(pseudo(packet.frame(), ip, segment), segment, 16));
                        case Packet.Transport.Udp _ -> udp(packet.frame(), ip, segment);
                        case Packet.Transport.Icmp _ -> Optional.of(judge(Bytes.EMPTY, segment, 2));
                        case Packet.Transport.Icmpv6 _ ->
                            Optional.of(judge(pseudo(packet.frame(), ip, segment), segment, 2));
                        case Packet.Transport.Other _ -> Optional.empty();
                    };
                });
    }

    private static Optional<Checksum> udp(Bytes frame, Ip ip, Bytes datagram) {
        if (Packet.u16(datagram, 6) == 0) {
            return Optional.of(new Checksum.Absent());
        }
        Bytes whole = datagram.slice(0, Math.min(datagram.length(), Packet.u16(datagram, 4)));
        return whole.length() < 8 ? Optional.empty() : Optional.of(judge(pseudo(frame, ip, whole), whole, 6));
    }

    /** The addresses, the protocol and the length, as they are summed with a segment. */
    private static Bytes pseudo(Bytes frame, Ip ip, Bytes segment) {
        int at = ip.version() == 4 ? IPV4_AT + 12 : IPV4_AT + 8;
        Bytes addresses = frame.slice(at, at + (ip.version() == 4 ? 8 : 32));
        int length = segment.length();
        byte[] rest = {
            (byte) (length >> 24), (byte) (length >> 16), (byte) (length >> 8), (byte) length, 0, (byte) ip.protocol()
        };
        return addresses.plus(Bytes.of(rest));
    }

    private static Checksum judge(Bytes pseudo, Bytes segment, int at) {
        if (InternetChecksum.of(pseudo.plus(segment)) == 0) {
            return new Checksum.Right();
        }
        byte[] without = segment.toArray();
        without[at] = 0;
        without[at + 1] = 0;
        return new Checksum.Wrong(InternetChecksum.of(pseudo.plus(Bytes.of(without))));
    }
}
