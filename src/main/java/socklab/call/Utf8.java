package socklab.call;

import java.nio.charset.StandardCharsets;

/**
 * UTF-8 as Python's {@code bytes.decode(errors="replace")} reads it: every maximal part that begins a character and
 * does not end it becomes one U+FFFD. Java's own decoder differs: it makes one of a surrogate's three bytes.
 *
 * <p>Source: The Unicode Standard, table 3-7 and "U+FFFD Substitution of Maximal Subparts"; RFC 3629.
 */
public final class Utf8 {
    private static final char REPLACEMENT = '\uFFFD';

    private Utf8() {}

    /** A text, and how many U+FFFD in it stand for malformed bytes. */
    public record Decoded(String text, int malformed) {}

    /** The text of bytes. */
    public static Decoded decode(byte[] bytes) {
        String quick = new String(bytes, StandardCharsets.UTF_8);
        return quick.indexOf(REPLACEMENT) < 0 ? new Decoded(quick, 0) : replacing(bytes);
    }

    private static Decoded replacing(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        int malformed = 0;
        int good = 0;
        int at = 0;
        while (at < bytes.length) {
            int length = matched(bytes, at);
            if (length > 0 && length == needed(bytes[at])) {
                at += length;
                continue;
            }
            text.append(new String(bytes, good, at - good, StandardCharsets.UTF_8))
                    .append(REPLACEMENT);
            malformed++;
            at += Math.max(length, 1);
            good = at;
        }
        text.append(new String(bytes, good, at - good, StandardCharsets.UTF_8));
        return new Decoded(text.toString(), malformed);
    }

    /** How many bytes at the end begin a character that further bytes could complete: 0 to 3. */
    public static int unfinished(byte[] bytes) {
        for (int length = 1; length <= Math.min(3, bytes.length); length++) {
            int at = bytes.length - length;
            if ((bytes[at] & 0xc0) != 0x80) { // a first byte, or ASCII
                return needed(bytes[at]) > length && matched(bytes, at) == length ? length : 0;
            }
        }
        return 0;
    }

    /** How many bytes the character takes that begins with a byte; 0 if none does. */
    private static int needed(byte first) {
        int b = first & 0xff;
        if (b < 0x80) {
            return 1;
        }
        return b < 0xc2 ? 0 : b < 0xe0 ? 2 : b < 0xf0 ? 3 : b < 0xf5 ? 4 : 0;
    }

    /** How many bytes from an index on are as the first of them demands. */
    private static int matched(byte[] bytes, int at) {
        int needed = needed(bytes[at]);
        int length = Math.min(needed, 1);
        while (length < needed && at + length < bytes.length && follows(bytes[at], length, bytes[at + length] & 0xff)) {
            length++;
        }
        return length;
    }

    /** Whether a byte may stand behind a first one: no overlong form, no surrogate, nothing above U+10FFFF. */
    private static boolean follows(byte first, int index, int b) {
        int low = 0x80;
        int high = 0xbf;
        if (index == 1) {
            switch (first & 0xff) {
                case 0xe0 -> low = 0xa0;
                case 0xed -> high = 0x9f;
                case 0xf0 -> low = 0x90;
                case 0xf4 -> high = 0x8f;
                default -> {}
            }
        }
        return b >= low && b <= high;
    }
}
