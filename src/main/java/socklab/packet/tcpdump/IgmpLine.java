package socklab.packet.tcpdump;

import java.util.List;
import java.util.Locale;

/**
 * An IGMP message.
 *
 * <p>Source: RFC 1112, RFC 2236, RFC 3376.
 */
final class IgmpLine {
    private static final List<Integer> UNITS = List.of(31536000, 604800, 86400, 3600, 60, 1);
    private static final String UNIT_NAMES = "ywdhms";

    private final FrameReader reader;

    IgmpLine(FrameReader reader) {
        this.reader = reader;
    }

    void print(int at, int length) {
        reader.enter("igmp");
        int type = reader.u8(at);
        switch (type) {
            case 0x11 -> query(at, length);
            case 0x12 -> {
                reader.print("igmp v1 report " + reader.ipv4(at + 4));
                reader.print(length != 8 ? " [len " + length + "]" : "");
            }
            case 0x16 -> reader.print("igmp v2 report " + reader.ipv4(at + 4));
            case 0x17 -> reader.print("igmp leave " + reader.ipv4(at + 4));
            case 0x22 -> report(at, length);
            case 0x13, 0x14, 0x1e, 0x1f -> reader.notDecoded();
            default -> reader.print("igmp-").print(type);
        }
    }

    private void query(int at, int length) {
        reader.print("igmp query");
        if (length >= 12) {
            version3Query(at, length);
            return;
        }
        int time = reader.u8(at + 1);
        reader.print(time == 0 ? " v1" : " v2");
        reader.print(time != 0 && time != 100 ? " [max resp time " + time + "]" : "");
        if (reader.i32(at + 4) != 0) {
            reader.print(" [gaddr " + reader.ipv4(at + 4) + "]");
        }
        reader.print(length != 8 ? " [len " + length + "]" : "");
    }

    private void version3Query(int at, int length) {
        reader.print(" v3");
        if (length % 4 != 0) {
            reader.print(" [invalid len " + length + "]");
            return;
        }
        int code = reader.u8(at + 1);
        if (code != 100) {
            int tenths = code < 128 ? code : (code & 0xf | 0x10) << (code >> 4 & 7) + 3;
            reader.print(" [max resp time ");
            reader.print(tenths < 600 ? String.format(Locale.ROOT, "%.1fs", tenths * 0.1) : duration(tenths / 10));
            reader.print("]");
        }
        if (reader.i32(at + 4) == 0) {
            return;
        }
        reader.print(" [gaddr " + reader.ipv4(at + 4));
        int sources = reader.u16(at + 10);
        if (sources > 0) {
            boolean whole = length >= 12 + sources * 4;
            reader.print(whole ? ", " + sources + " source(s)" : " [invalid number of sources]");
        }
        reader.print("]");
    }

    private void report(int at, int length) {
        reader.print("igmp v3 report");
        if (length < 16 || length % 4 != 0) {
            reader.print(" [invalid len " + length + "]");
        } else {
            reader.print(", " + reader.u16(at + 6) + " group record(s)");
        }
    }

    /** Seconds as {@code 5m1s}. */
    private static String duration(int seconds) {
        StringBuilder text = new StringBuilder();
        int rest = seconds;
        for (int i = 0; i < UNITS.size(); i++) {
            if (rest >= UNITS.get(i)) {
                text.append(rest / UNITS.get(i)).append(UNIT_NAMES.charAt(i));
                rest %= UNITS.get(i);
            }
        }
        return text.toString();
    }
}
