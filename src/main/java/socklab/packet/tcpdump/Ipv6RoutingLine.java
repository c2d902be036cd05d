package socklab.packet.tcpdump;

/**
 * The routing header of IPv6.
 *
 * <p>Source: RFC 8200 §4.4, RFC 5095, RFC 8754.
 */
final class Ipv6RoutingLine {
    private static final int SEGMENT_ROUTING = 4;

    private final FrameReader reader;

    Ipv6RoutingLine(FrameReader reader) {
        this.reader = reader;
    }

    /** Prints it: its length, or -1 if the line ends there. */
    int print(int at) {
        reader.require(at, 1);
        reader.enter("rt6");
        reader.print("RT6");
        int length = reader.u8(at + 1);
        reader.print(" (len=").print(length);
        int type = reader.u8(at + 2);
        reader.print(", type=" + type + (type == 0 ? " [Deprecated]" : ""));
        reader.print(", segleft=" + reader.u8(at + 3));
        switch (type) {
            case 0, 2 -> {
                int reserved = reader.i32(at + 4);
                reader.print(reserved != 0 ? String.format(", rsv=0x%x", reserved) : "");
            }
            case SEGMENT_ROUTING -> {
                reader.print(", last-entry=" + reader.u8(at + 4));
                int flags = reader.u8(at + 5);
                reader.print(flags != 0 ? String.format(", flags=0x%x", flags) : "");
                reader.print(String.format(", tag=%x", reader.u16(at + 6)));
            }
            default -> {
                reader.print(" (unknown type)").printInvalid();
                return -1;
            }
        }
        if (length % 2 == 1) {
            reader.print(" (invalid length " + length + ")").printInvalid();
            return -1;
        }
        for (int i = 0; i < length / 2; i++) {
            reader.print(", [" + i + "]" + reader.ipv6(at + 8 + 16 * i));
        }
        reader.print(") ");
        return (length + 1) * 8;
    }
}
