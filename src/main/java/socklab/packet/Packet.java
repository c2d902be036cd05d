package socklab.packet;

import java.util.Optional;
import socklab.call.Bytes;

/**
 * What a frame carries, as far as its headers are whole. A malformed frame has fewer parts; decoding never fails.
 *
 * @param etherType the type in the Ethernet header; 0 if the frame is too short for one
 * @param ip the base header of IPv4 or IPv6
 * @param transport what IP carries; {@link Transport.Other} for a later fragment
 */
public record Packet(Bytes frame, int etherType, Optional<Ip> ip, Transport transport) {
    public static final int IPV4 = 0x0800;
    public static final int ARP = 0x0806;
    public static final int IPV6 = 0x86dd;
    static final int ETHERNET_HEADER = 14;

    /**
     * Where a datagram comes from and goes to.
     *
     * @param source the address, 4 or 16 bytes
     * @param protocol the number of what it carries, after IPv6's extension headers
     * @param payloadAt the index in the frame of what it carries
     * @param payloadEnd the index after it
     * @param fragmentOffset where in the datagram this part begins, in bytes
     * @param moreFragments whether other parts follow
     */
    public record Ip(
            int version,
            Bytes source,
            Bytes destination,
            int protocol,
            int payloadAt,
            int payloadEnd,
            int fragmentOffset,
            boolean moreFragments) {}

    /** What IP carries. */
    public sealed interface Transport {
        /**
         * A TCP segment.
         *
         * @param sequence unsigned, as it stands in the header
         * @param acknowledgment unsigned; meaningful with {@link TcpFlag#ACK}
         * @param window as it stands in the header, not scaled
         * @param headerLength options included, in bytes
         * @param payload how many bytes of data
         */
        record Tcp(
                int sourcePort,
                int destinationPort,
                long sequence,
                long acknowledgment,
                int flags,
                int window,
                int headerLength,
                int payload)
                implements Transport {
            public boolean has(TcpFlag flag) {
                return (flags & flag.bit()) != 0;
            }
        }

        /** A UDP datagram with so many bytes of data. */
        record Udp(int sourcePort, int destinationPort, int payload) implements Transport {}

        /** An ICMP message. */
        record Icmp(int type, int code) implements Transport {}

        /** An ICMPv6 message. */
        record Icmpv6(int type, int code) implements Transport {}

        /** Anything else, or a header that is cut. */
        record Other() implements Transport {}
    }

    /** The parts of a frame. */
    public static Packet of(Bytes frame) {
        if (frame.length() < ETHERNET_HEADER) {
            return new Packet(frame, 0, Optional.empty(), new Transport.Other());
        }
        int type = u16(frame, 12);
        Optional<Ip> ip = switch (type) {
            case IPV4 -> IpDecoder.ipv4(frame, ETHERNET_HEADER);
            case IPV6 -> IpDecoder.ipv6(frame, ETHERNET_HEADER);
            default -> Optional.empty();
        };
        return new Packet(frame, type, ip, ip.map(i -> transport(frame, i)).orElseGet(Transport.Other::new));
    }

    private static Transport transport(Bytes frame, Ip ip) {
        int at = ip.payloadAt();
        int length = ip.payloadEnd() - at;
        if (ip.fragmentOffset() != 0 || length < IpProtocol.shortest(ip.protocol())) {
            return new Transport.Other();
        }
        return switch (ip.protocol()) {
            case IpProtocol.TCP -> tcp(frame, at, length);
            case IpProtocol.UDP ->
                new Transport.Udp(u16(frame, at), u16(frame, at + 2), Math.max(0, u16(frame, at + 4) - 8));
            case IpProtocol.ICMP -> new Transport.Icmp(frame.at(at), frame.at(at + 1));
            case IpProtocol.ICMPV6 -> new Transport.Icmpv6(frame.at(at), frame.at(at + 1));
            default -> new Transport.Other();
        };
    }

    private static Transport tcp(Bytes frame, int at, int length) {
        int header = (frame.at(at + 12) >> 4) * 4;
        if (header < 20 || header > length) {
            return new Transport.Other();
        }
        return new Transport.Tcp(
                u16(frame, at),
                u16(frame, at + 2),
                u32(frame, at + 4),
                u32(frame, at + 8),
                frame.at(at + 13),
                u16(frame, at + 14),
                header,
                length - header);
    }

    static int u16(Bytes bytes, int at) {
        return bytes.at(at) << 8 | bytes.at(at + 1);
    }

    static long u32(Bytes bytes, int at) {
        return (long) u16(bytes, at) << 16 | u16(bytes, at + 2);
    }

    /** The TCP segment, if it carries one. */
    public Optional<Transport.Tcp> tcp() {
        return transport instanceof Transport.Tcp tcp ? Optional.of(tcp) : Optional.empty();
    }

    /** Whether the frame only finds neighbours, routers or groups: ARP, neighbour discovery, IGMP, MLD. */
    public boolean housekeeping() {
        if (etherType == ARP || ip.isPresent() && ip.get().protocol() == IpProtocol.IGMP) {
            return true;
        }
        return transport instanceof Transport.Icmpv6 message && message.type() >= 130 && message.type() != 137;
    }
}
