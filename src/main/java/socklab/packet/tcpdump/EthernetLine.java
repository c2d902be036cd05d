package socklab.packet.tcpdump;

import java.util.Set;

/** An Ethernet frame. tcpdump prints its header only of frames whose type it does not know. */
final class EthernetLine {
    private static final int ADDRESSES = 12;
    private static final int HEADER = 14;
    private static final int LONGEST_LENGTH = 1500;
    private static final Set<Integer> VLAN = Set.of(0x8100, 0x9100, 0x9200, 0x88a8);

    /** Types that tcpdump decodes and socklab does not. */
    private static final Set<Integer> NOT_DECODED = Set.of(
            0x0707, 0x1111, 0x3c12, 0x3c13, 0x6003, 0x809b, 0x80f3, 0x8137, 0x8808, 0x8809, 0x880b, 0x8847, 0x8848,
            0x8863, 0x8864, 0x886f, 0x8870, 0x888e, 0x8899, 0x88a2, 0x88ca, 0x88cc, 0x88e5, 0x88f7, 0x8902, 0x8947,
            0x894f, 0x9000, 0xabcd, 0xd28b, 0xfefe);

    private final FrameReader reader;

    EthernetLine(FrameReader reader) {
        this.reader = reader;
    }

    void print(int at, int length) {
        reader.enter("ether");
        if (reader.available(at) < HEADER) {
            reader.printTruncated();
            return;
        }
        int rest = length - HEADER;
        int next = at + HEADER;
        int type = reader.u16(at + ADDRESSES);
        while (VLAN.contains(type)) {
            if (reader.available(next) < 4) {
                reader.enter("vlan");
                reader.printTruncated();
                return;
            }
            type = reader.u16(next + 2);
            next += 4;
            rest -= 4;
        }
        if (type <= LONGEST_LENGTH || NOT_DECODED.contains(type)) {
            reader.notDecoded();
            printUnknown(at, next, length, type);
        } else {
            payload(at, next, rest, length, type);
        }
    }

    private void payload(int at, int next, int rest, int length, int type) {
        switch (type) {
            case EtherTypes.IPV4 -> new Ipv4Line(reader).print(next, rest);
            case EtherTypes.IPV6 -> new Ipv6Line(reader).print(next, rest);
            case EtherTypes.ARP, EtherTypes.REVERSE_ARP -> new ArpLine(reader).print(next, rest);
            default -> printUnknown(at, next, length, type);
        }
    }

    private void printUnknown(int at, int next, int length, int type) {
        reader.print(reader.colonHex(at + 6, 6)).print(" > " + reader.colonHex(at, 6));
        reader.print(", ethertype ").print(EtherTypes.name(type).orElse("Unknown"));
        reader.print(String.format(" (0x%04x), length %d: ", type, length));
        new HexDump(reader).printWithText("\n\t", next, Math.max(0, reader.available(next)));
    }
}
