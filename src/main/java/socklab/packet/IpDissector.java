package socklab.packet;

import java.util.List;
import socklab.packet.Dissection.Header;

/** The fields of IPv4, of IPv6, and of IPv6's extension headers. */
final class IpDissector {
    private static final int WORD = 4;

    private IpDissector() {}

    static void ipv4(FieldCursor cursor, List<Header> headers, Packet packet) {
        cursor.number("Version", 4);
        long words = cursor.number("IHL", 4, Meanings.says("packet.bytes", v -> v * WORD));
        cursor.number("DSCP", 6);
        cursor.number(
                "ECN",
                2,
                Meanings.name(v -> List.of("Not-ECT", "ECT(1)", "ECT(0)", "CE").get((int) v)));
        long total = cursor.number("Total Length", 16, Meanings.says("packet.total"));
        cursor.number("Identification", 16, Meanings.says("packet.identification"));
        cursor.number("0", 1);
        cursor.number("DF", 1, Meanings.bit("packet.df.set", "packet.df.clear"));
        cursor.number("MF", 1, Meanings.bit("packet.mf.set", "packet.mf.clear"));
        long offset = cursor.number("Fragment Offset", 13, Meanings.says("packet.offset", v -> v * 8));
        cursor.number("Time to Live", 8, Meanings.says("packet.ttl"));
        long protocol = cursor.number("Protocol", 8, Meanings.protocol());
        cursor.hex("Header Checksum", 16, Meanings.checksum(Checksums.ipv4(packet)));
        cursor.ipv4("Source Address");
        cursor.ipv4("Destination Address");
        if (words > 5) {
            cursor.raw("Options", (int) (words - 5) * WORD);
        }
        headers.add(cursor.header(HeaderKind.IPV4));
        if (!cursor.cut() && offset == 0) {
            FieldCursor payload = cursor.until(cursor.start() + (int) total);
            TransportDissector.of((int) protocol, payload, headers, packet);
        }
    }

    static void ipv6(FieldCursor cursor, List<Header> headers, Packet packet) {
        cursor.number("Version", 4);
        cursor.number("DSCP", 6);
        cursor.number(
                "ECN",
                2,
                Meanings.name(v -> List.of("Not-ECT", "ECT(1)", "ECT(0)", "CE").get((int) v)));
        cursor.hex("Flow Label", 20, Meanings.says("packet.flow"));
        long length = cursor.number("Payload Length", 16, Meanings.says("packet.payload"));
        long next = cursor.number("Next Header", 8, Meanings.protocol());
        cursor.number("Hop Limit", 8, Meanings.says("packet.ttl"));
        cursor.ipv6("Source Address");
        cursor.ipv6("Destination Address");
        headers.add(cursor.header(HeaderKind.IPV6));
        FieldCursor current = cursor.until(cursor.at() + (int) length);
        boolean first = true;
        while (!current.cut() && first && IpProtocol.extension((int) next) && current.left() > 0) {
            FieldCursor header = current;
            HeaderKind kind = extensionKind((int) next);
            next = header.number("Next Header", 8, Meanings.protocol());
            first = kind != HeaderKind.FRAGMENT ? options(header, kind) : fragment(header);
            headers.add(header.header(kind));
            current = header.next();
        }
        if (!cursor.cut() && !current.cut() && first) {
            TransportDissector.of((int) next, current, headers, packet);
        }
    }

    private static HeaderKind extensionKind(int protocol) {
        return switch (protocol) {
            case IpProtocol.HOP_BY_HOP -> HeaderKind.HOP_BY_HOP;
            case IpProtocol.ROUTING -> HeaderKind.ROUTING;
            case IpProtocol.FRAGMENT -> HeaderKind.FRAGMENT;
            default -> HeaderKind.DESTINATION_OPTIONS;
        };
    }

    /** Reads the rest of a header of options; true, for what follows is there. */
    private static boolean options(FieldCursor cursor, HeaderKind kind) {
        long units = cursor.number("Hdr Ext Len", 8, Meanings.says("packet.bytes", v -> v * 8 + 8));
        if (kind == HeaderKind.ROUTING) {
            cursor.number("Routing Type", 8);
            cursor.number("Segments Left", 8);
            cursor.raw("Type-specific Data", (int) units * 8 + 4);
        } else {
            cursor.raw("Options", (int) units * 8 + 6);
        }
        return !cursor.cut();
    }

    /** Reads the rest of a fragment header; whether the part is the first, with the header of what is carried. */
    private static boolean fragment(FieldCursor cursor) {
        cursor.number("Reserved", 8);
        long offset = cursor.number("Fragment Offset", 13, Meanings.says("packet.offset", v -> v * 8));
        cursor.number("Res", 2);
        cursor.number("M", 1, Meanings.bit("packet.mf.set", "packet.mf.clear"));
        cursor.hex("Identification", 32, Meanings.says("packet.identification"));
        return offset == 0;
    }
}
