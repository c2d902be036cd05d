package socklab.packet;

import java.util.ArrayList;
import java.util.List;
import socklab.call.Bytes;

/** Bytes as lines of hex, in tcpdump's form: eight groups of two bytes a line, after the offset of the first. */
public final class HexLines {
    private static final int LINE = 16;

    private HexLines() {}

    /** Hex only. */
    public static List<String> of(Bytes bytes) {
        return lines(bytes, false);
    }

    /** Hex and, after it, the characters; a byte that is no graphic character of ASCII is a dot. */
    public static List<String> withText(Bytes bytes) {
        return lines(bytes, true);
    }

    private static List<String> lines(Bytes bytes, boolean withText) {
        List<String> lines = new ArrayList<>();
        for (int offset = 0; offset < bytes.length(); offset += LINE) {
            StringBuilder groups = new StringBuilder();
            StringBuilder text = new StringBuilder();
            for (int i = offset; i < Math.min(bytes.length(), offset + LINE); i++) {
                int b = bytes.at(i);
                groups.append(i % 2 == 0 ? " " : "").append(String.format("%02x", b));
                text.append(b > ' ' && b < 0x7f ? (char) b : '.');
            }
            lines.add(String.format("0x%04x: ", offset)
                    + (withText ? String.format("%-40s  %s", groups, text) : groups.toString()));
        }
        return lines;
    }
}
