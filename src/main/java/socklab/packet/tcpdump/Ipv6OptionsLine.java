package socklab.packet.tcpdump;

import java.util.OptionalLong;

/**
 * The hop-by-hop and destination options of IPv6, of which tcpdump prints little but what is wrong with them.
 *
 * <p>Source: RFC 8200 §4.2, RFC 2675.
 */
final class Ipv6OptionsLine {
    private static final int PAD1 = 0;
    private static final int PADN = 1;
    private static final int ROUTER_ALERT = 5;
    private static final int JUMBO_PAYLOAD = 0xc2;
    private static final int HOME_ADDRESS = 0xc9;
    private static final int LEAST_JUMBO = 65536;

    private final FrameReader reader;
    private boolean foundHopByHop;
    private boolean foundJumbo;
    private OptionalLong jumbo = OptionalLong.empty();

    Ipv6OptionsLine(FrameReader reader) {
        this.reader = reader;
    }

    boolean foundHopByHop() {
        return foundHopByHop;
    }

    /** The length that a valid jumbo payload option states. */
    OptionalLong jumbo() {
        return jumbo;
    }

    /** Prints the hop-by-hop options: their length, or -1 if the line ends there. */
    int hopByHop(int at, long payload) {
        reader.enter("hbhopt");
        int length = (reader.u8(at + 1) + 1) * 8;
        if (!reader.has(at, length)) {
            reader.printTruncated();
            return -1;
        }
        reader.print("HBH ");
        for (int i = 2; i < length; ) {
            int size = reader.u8(at + i) == PAD1 ? 1 : i + 1 < length ? reader.u8(at + i + 1) + 2 : length + 1;
            if (i + size > length || !option(at + i, length - i, payload)) {
                reader.printTruncated();
                return -1;
            }
            i += size;
        }
        foundHopByHop = true;
        return length;
    }

    /** Prints the destination options: their length. */
    int destination(int at) {
        reader.enter("dstopt");
        int length = (reader.u8(at + 1) + 1) * 8;
        if (!reader.has(at, length)) {
            reader.printTruncated();
            return -1;
        }
        reader.print("DSTOPT ");
        return length;
    }

    /** Reads an option; false if its length cannot be. */
    private boolean option(int at, int left, long payload) {
        return switch (reader.u8(at)) {
            case PAD1, PADN -> true;
            case ROUTER_ALERT -> sized(at, left, 4, "rtalert");
            case JUMBO_PAYLOAD -> jumboPayload(at, left, payload);
            case HOME_ADDRESS -> homeAddress(at, left);
            default -> true;
        };
    }

    private boolean sized(int at, int left, int length, String name) {
        if (left < length) {
            reader.print("(" + name + ": trunc)");
            return false;
        }
        if (reader.u8(at + 1) != length - 2) {
            reader.print("(" + name + ": invalid len " + reader.u8(at + 1) + ")");
            return false;
        }
        return true;
    }

    private boolean jumboPayload(int at, int left, long payload) {
        if (!sized(at, left, 6, "jumbo")) {
            return false;
        }
        long length = reader.u32(at + 2);
        if (!foundJumbo && payload == 0 && length >= LEAST_JUMBO) {
            jumbo = OptionalLong.of(length);
        }
        foundJumbo = true;
        return true;
    }

    private boolean homeAddress(int at, int left) {
        if (left < 18) {
            reader.print("(homeaddr: trunc)");
            return false;
        }
        if (reader.u8(at + 1) < 16) {
            reader.print("(homeaddr: invalid len " + reader.u8(at + 1) + ")");
            return false;
        }
        return true;
    }
}
