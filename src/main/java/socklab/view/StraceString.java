package socklab.view;

import socklab.call.Bytes;

/**
 * A string as strace prints it: C's escapes, octal for the rest, cut off after 32 bytes. Source: strace(1), {@code -s}.
 */
final class StraceString {
    private static final int MOST = 32;

    private StraceString() {}

    static String quoted(Bytes bytes) {
        return quoted(new StringBuilder(), bytes).toString();
    }

    /** The same, behind a text. */
    static StringBuilder quoted(StringBuilder text, Bytes bytes) {
        return quoted(text, bytes, Math.min(bytes.length(), MOST)).append(bytes.length() > MOST ? "..." : "");
    }

    /** A string that ends at its first NUL byte, and is not cut off: a path. */
    static String path(String latin1) {
        byte[] bytes = latin1.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        return quoted(new StringBuilder(), Bytes.of(bytes), bytes.length).toString();
    }

    private static StringBuilder quoted(StringBuilder text, Bytes bytes, int length) {
        text.append('"');
        for (int i = 0; i < length; i++) {
            int c = bytes.at(i);
            switch (c) {
                case '"', '\\' -> text.append('\\').append((char) c);
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case 0x0b -> text.append("\\v");
                case '\f' -> text.append("\\f");
                case '\r' -> text.append("\\r");
                default -> {
                    if (c >= ' ' && c < 0x7f) {
                        text.append((char) c);
                    } else {
                        boolean digitFollows = i + 1 < length && bytes.at(i + 1) >= '0' && bytes.at(i + 1) <= '7';
                        text.append('\\').append(digitFollows ? String.format("%03o", c) : Integer.toOctalString(c));
                    }
                }
            }
        }
        return text.append('"');
    }
}
