package socklab.packet;

import java.util.List;
import socklab.packet.Dissection.Header;

/** The fields of TCP, UDP, ICMP and ICMPv6. */
final class TransportDissector {
    private static final int WORD = 4;

    private TransportDissector() {}

    static void of(int protocol, FieldCursor cursor, List<Header> headers, Packet packet) {
        if (cursor.left() == 0) {
            return;
        }
        switch (protocol) {
            case IpProtocol.TCP -> tcp(cursor, headers, packet);
            case IpProtocol.UDP -> udp(cursor, headers, packet);
            case IpProtocol.ICMP -> icmp(cursor, headers, packet, HeaderKind.ICMP);
            case IpProtocol.ICMPV6 -> icmp(cursor, headers, packet, HeaderKind.ICMPV6);
            default -> {
                // another protocol: its bytes are data
            }
        }
    }

    private static void udp(FieldCursor cursor, List<Header> headers, Packet packet) {
        cursor.number("Source Port", 16);
        cursor.number("Destination Port", 16);
        cursor.number("Length", 16, Meanings.says("packet.udp.length"));
        cursor.hex("Checksum", 16, Meanings.checksum(Checksums.transport(packet)));
        headers.add(cursor.header(HeaderKind.UDP));
    }

    private static void tcp(FieldCursor cursor, List<Header> headers, Packet packet) {
        cursor.number("Source Port", 16);
        cursor.number("Destination Port", 16);
        cursor.number("Sequence Number", 32, Meanings.says("packet.tcp.sequence"));
        cursor.number("Acknowledgment Number", 32, Meanings.says("packet.tcp.acknowledgment"));
        long words = cursor.number("Data Offset", 4, Meanings.says("packet.bytes", v -> v * WORD));
        cursor.number("Rsrvd", 4);
        cursor.number("CWR", 1, Meanings.ifSet("packet.tcp.cwr"));
        cursor.number("ECE", 1, Meanings.ifSet("packet.tcp.ece"));
        cursor.number("URG", 1, Meanings.ifSet("packet.tcp.urg"));
        cursor.number("ACK", 1, Meanings.ifSet("packet.tcp.ack"));
        cursor.number("PSH", 1, Meanings.ifSet("packet.tcp.psh"));
        cursor.number("RST", 1, Meanings.ifSet("packet.tcp.rst"));
        cursor.number("SYN", 1, Meanings.ifSet("packet.tcp.syn"));
        cursor.number("FIN", 1, Meanings.ifSet("packet.tcp.fin"));
        cursor.number("Window", 16, Meanings.says("packet.tcp.window"));
        cursor.hex("Checksum", 16, Meanings.checksum(Checksums.transport(packet)));
        cursor.number("Urgent Pointer", 16);
        int end = cursor.start() + (int) words * WORD;
        while (!cursor.cut() && cursor.at() < end && cursor.left() > 0) {
            TcpOptionDissector.option(cursor, end);
        }
        headers.add(cursor.header(HeaderKind.TCP));
    }

    private static void icmp(FieldCursor cursor, List<Header> headers, Packet packet, HeaderKind kind) {
        long type = cursor.number("Type", 8, Meanings.name(v -> IcmpNames.type(kind, (int) v)));
        cursor.number("Code", 8, Meanings.name(v -> IcmpNames.code(kind, (int) type, (int) v)));
        cursor.hex("Checksum", 16, Meanings.checksum(Checksums.transport(packet)));
        switch (IcmpNames.rest(kind, (int) type)) {
            case ECHO -> {
                cursor.number("Identifier", 16);
                cursor.number("Sequence Number", 16);
            }
            case MTU -> {
                if (kind == HeaderKind.ICMP) {
                    cursor.number("Unused", 16);
                    cursor.number("Next-Hop MTU", 16, Meanings.says("packet.icmp.mtu"));
                } else {
                    cursor.number("MTU", 32, Meanings.says("packet.icmp.mtu"));
                }
            }
            case NEIGHBOUR -> {
                cursor.hex("Flags and Reserved", 32, Meanings.says("packet.icmp.flags"));
                cursor.ipv6("Target Address");
            }
            case UNUSED -> cursor.number("Unused", 32);
        }
        headers.add(cursor.header(kind));
    }
}
