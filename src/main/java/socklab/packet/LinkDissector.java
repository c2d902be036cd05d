package socklab.packet;

import java.util.List;
import socklab.packet.Dissection.Header;

/** The fields of Ethernet and of ARP. */
final class LinkDissector {
    private LinkDissector() {}

    static void ethernet(FieldCursor cursor, List<Header> headers, Packet packet) {
        cursor.mac("Destination Address");
        cursor.mac("Source Address");
        long type = cursor.hex("Type", 16, Meanings.name(LinkDissector::typeName));
        headers.add(cursor.header(HeaderKind.ETHERNET));
        if (cursor.cut()) {
            return;
        }
        switch ((int) type) {
            case Packet.ARP -> arp(cursor.next(), headers);
            case Packet.IPV4 -> IpDissector.ipv4(cursor.next(), headers, packet);
            case Packet.IPV6 -> IpDissector.ipv6(cursor.next(), headers, packet);
            default -> {
                // another protocol: its bytes are data
            }
        }
    }

    private static String typeName(long type) {
        return switch ((int) type) {
            case Packet.IPV4 -> "IPv4";
            case Packet.ARP -> "ARP";
            case Packet.IPV6 -> "IPv6";
            default -> "?";
        };
    }

    private static void arp(FieldCursor cursor, List<Header> headers) {
        cursor.number("Hardware Type", 16, Meanings.name(v -> v == 1 ? "Ethernet" : "?"));
        cursor.hex("Protocol Type", 16, Meanings.name(LinkDissector::typeName));
        long hardware = cursor.number("Hardware Length", 8);
        long protocol = cursor.number("Protocol Length", 8);
        cursor.number(
                "Operation",
                16,
                value -> Meanings.says(
                                switch ((int) value) {
                                    case 1 -> "packet.arp.request";
                                    case 2 -> "packet.arp.reply";
                                    default -> "packet.arp.other";
                                })
                        .apply(value));
        if (hardware == 6 && protocol == 4) {
            cursor.mac("Sender Hardware Address");
            cursor.ipv4("Sender Protocol Address");
            cursor.mac("Target Hardware Address");
            cursor.ipv4("Target Protocol Address");
        } else {
            cursor.raw("Addresses", (int) (2 * (hardware + protocol)));
        }
        headers.add(cursor.header(HeaderKind.ARP));
    }
}
