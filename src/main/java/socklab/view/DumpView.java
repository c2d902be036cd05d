package socklab.view;

import java.util.ArrayList;
import java.util.List;
import socklab.call.Bytes;

/** Bytes as text and as a hex dump. Source: the layout of {@code hexdump -C}. */
public final class DumpView {
    private static final int ROW = 16;

    private DumpView() {}

    /** All of the bytes. */
    public static List<String> lines(Bytes bytes) {
        List<String> lines = new ArrayList<>(Escape.quoted(bytes).lines().toList());
        for (int from = 0; from < bytes.length(); from += ROW) {
            lines.add(row(bytes, from));
        }
        return lines;
    }

    private static String row(Bytes bytes, int from) {
        StringBuilder hex = new StringBuilder();
        StringBuilder text = new StringBuilder();
        for (int i = from; i < from + ROW; i++) {
            boolean there = i < bytes.length();
            hex.append(i == from + ROW / 2 ? "  " : " ").append(there ? String.format("%02x", bytes.at(i)) : "  ");
            if (there) {
                text.append(bytes.at(i) >= ' ' && bytes.at(i) < 0x7f ? (char) bytes.at(i) : '.');
            }
        }
        return String.format("%08x %s  |%s|", from, hex, text);
    }
}
