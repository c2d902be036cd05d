package socklab.packet;

import java.util.Optional;
import java.util.function.LongFunction;
import socklab.text.Message;

/** The fields of one option of TCP. Source: RFC 9293 §3.1, RFC 2018, RFC 7323, RFC 7413, RFC 6824. */
final class TcpOptionDissector {
    private static final int END = 0;
    private static final int NOP = 1;

    private TcpOptionDissector() {}

    /** Reads the option at the cursor; it ends at the end of the header at the latest. */
    static void option(FieldCursor cursor, int end) {
        long kind = cursor.number("Kind", 8, Meanings.name(v -> name((int) v)));
        if (kind == NOP) {
            return;
        }
        if (kind == END) {
            rest(cursor, "Padding", end - cursor.at());
            return;
        }
        if (cursor.at() >= end) {
            return;
        }
        long length = cursor.number("Length", 8);
        int value = Math.min((int) Math.max(0, length - 2), end - cursor.at());
        value(cursor, (int) kind, value);
    }

    private static void value(FieldCursor cursor, int kind, int length) {
        LongFunction<Optional<Message>> none = _ -> Optional.empty();
        if (kind == 2 && length == 2) {
            cursor.number("MSS", 16, Meanings.says("packet.tcp.mss"));
        } else if (kind == 3 && length == 1) {
            cursor.number("shift.cnt", 8, Meanings.says("packet.tcp.scale", v -> 1L << Math.min(v, 14)));
        } else if (kind == 5 && length % 8 == 0) {
            for (int i = 0; i < length; i += 8) {
                cursor.number("Left Edge", 32, i == 0 ? Meanings.says("packet.tcp.sack") : none);
                cursor.number("Right Edge", 32);
            }
        } else if (kind == 8 && length == 8) {
            cursor.number("TS Value", 32, Meanings.says("packet.tcp.tsval"));
            cursor.number("TS Echo Reply", 32, Meanings.says("packet.tcp.tsecr"));
        } else if (kind == 30 && length > 0) {
            cursor.number("Subtype", 4);
            cursor.number("Rest", 4);
            rest(cursor, "Data", length - 1);
        } else {
            rest(cursor, kind == 34 ? "Cookie" : "Data", length);
        }
    }

    private static void rest(FieldCursor cursor, String name, int length) {
        if (length > 0) {
            cursor.raw(name, length);
        }
    }

    private static String name(int kind) {
        return switch (kind) {
            case END -> "End of Option List";
            case NOP -> "No-Operation";
            case 2 -> "Maximum Segment Size";
            case 3 -> "Window Scale";
            case 4 -> "SACK Permitted";
            case 5 -> "SACK";
            case 8 -> "Timestamps";
            case 19 -> "MD5 Signature";
            case 28 -> "User Timeout";
            case 29 -> "TCP-AO";
            case 30 -> "Multipath TCP";
            case 34 -> "Fast Open Cookie";
            default -> "?";
        };
    }
}
