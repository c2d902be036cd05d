package socklab.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/** How many columns a text takes on a terminal: two for CJK and emoji, none for combining marks. Source: Unicode UAX #11. */
public final class DisplayWidth {
    /** First and last of each range of wide and full-width characters; unassigned ones may lie between. Source: Unicode 14, EastAsianWidth.txt. */
    private static final IntPredicate WIDE = ranges(
            0x1100, 0x115f, 0x231a, 0x231b, 0x2329, 0x232a, 0x23e9, 0x23ec, 0x23f0, 0x23f0, 0x23f3, 0x23f3, 0x25fd,
            0x25fe, 0x2614, 0x2615, 0x2648, 0x2653, 0x267f, 0x267f, 0x2693, 0x2693, 0x26a1, 0x26a1, 0x26aa, 0x26ab,
            0x26bd, 0x26be, 0x26c4, 0x26c5, 0x26ce, 0x26ce, 0x26d4, 0x26d4, 0x26ea, 0x26ea, 0x26f2, 0x26f3, 0x26f5,
            0x26f5, 0x26fa, 0x26fa, 0x26fd, 0x26fd, 0x2705, 0x2705, 0x270a, 0x270b, 0x2728, 0x2728, 0x274c, 0x274c,
            0x274e, 0x274e, 0x2753, 0x2755, 0x2757, 0x2757, 0x2795, 0x2797, 0x27b0, 0x27b0, 0x27bf, 0x27bf, 0x2b1b,
            0x2b1c, 0x2b50, 0x2b50, 0x2b55, 0x2b55, 0x2e80, 0x303e, 0x3041, 0x3247, 0x3250, 0x4dbf, 0x4e00, 0xa4c6,
            0xa960, 0xa97c, 0xac00, 0xfad9, 0xfe10, 0xfe6b, 0xff01, 0xff60, 0xffe0, 0xffe6, 0x16fe0, 0x1b2fb, 0x1f004,
            0x1f004, 0x1f0cf, 0x1f0cf, 0x1f18e, 0x1f18e, 0x1f191, 0x1f19a, 0x1f200, 0x1f320, 0x1f32d, 0x1f335, 0x1f337,
            0x1f37c, 0x1f37e, 0x1f393, 0x1f3a0, 0x1f3ca, 0x1f3cf, 0x1f3d3, 0x1f3e0, 0x1f3f0, 0x1f3f4, 0x1f3f4, 0x1f3f8,
            0x1f43e, 0x1f440, 0x1f440, 0x1f442, 0x1f4fc, 0x1f4ff, 0x1f53d, 0x1f54b, 0x1f54e, 0x1f550, 0x1f567, 0x1f57a,
            0x1f57a, 0x1f595, 0x1f596, 0x1f5a4, 0x1f5a4, 0x1f5fb, 0x1f64f, 0x1f680, 0x1f6c5, 0x1f6cc, 0x1f6cc, 0x1f6d0,
            0x1f6d2, 0x1f6d5, 0x1f6df, 0x1f6eb, 0x1f6ec, 0x1f6f4, 0x1f6fc, 0x1f7e0, 0x1f7f0, 0x1f90c, 0x1f93a, 0x1f93c,
            0x1f945, 0x1f947, 0x1f9ff, 0x1fa70, 0x1faf6, 0x20000, 0x3fffd);

    private DisplayWidth() {}

    /** The columns of a text. */
    public static int of(String text) {
        return text.codePoints().map(DisplayWidth::of).sum();
    }

    /** The columns of a character. */
    public static int of(int c) {
        if (c < 0x300) {
            return 1;
        }
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        return WIDE.test(c) ? 2 : 1;
    }

    private static IntPredicate ranges(int... ends) {
        return c -> {
            int at = Arrays.binarySearch(ends, c);
            return at >= 0 || (-at - 1) % 2 == 1; // between a first and a last
        };
    }

    /** A text with blanks behind it up to a number of columns. */
    public static String pad(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - of(text)));
    }

    /** As much of a text's beginning as fits in a number of columns; what combines stays with what it combines with. */
    public static String cut(String text, int columns) {
        int width = 0;
        int end = 0;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            if (width + of(c) > columns) {
                break;
            }
            width += of(c);
            end += Character.charCount(c);
        }
        return text.substring(0, end);
    }

    /**
     * A text broken into lines of at most so many columns: between words, and between CJK characters, but not
     * before a closing mark.
     */
    public static List<String> wrap(String text, int columns) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String piece : pieces(text.strip(), columns)) {
            if (!line.isEmpty() && of(line + piece.stripTrailing()) > columns) {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? piece.stripLeading() : piece);
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }

    /** The pieces between which a text may be broken; a word longer than a line also after {@code |}, {@code /} and the like, or anywhere. */
    private static List<String> pieces(String text, int columns) {
        List<String> pieces = new ArrayList<>();
        for (String word : text.split(
                "(?<=\\s)|(?<=[\\u2e80-\\uffdc])(?![\\s，。、；：？！）》」』”’…])|(?=[\\u2e80-\\u2fff\\u3040-\\uffdc])(?![，；：？！）])(?<![\\s（《「『“‘])")) {
            if (of(word.stripTrailing()) <= columns) {
                pieces.add(word);
                continue;
            }
            for (String part : word.split("(?<=[|,/=&])")) {
                String left = part;
                while (columns > 1 && of(left.stripTrailing()) > columns) {
                    String fits = cut(left, columns);
                    pieces.add(fits);
                    left = left.substring(fits.length());
                }
                pieces.add(left);
            }
        }
        return pieces;
    }
}
