package socklab.text;

import java.util.ArrayList;
import java.util.List;

/** How many columns a text takes on a terminal: two for CJK and emoji, none for combining marks. Source: Unicode UAX #11. */
public final class Width {
    private Width() {}

    /** The columns of a text. */
    public static int of(String text) {
        return text.codePoints().map(Width::of).sum();
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
        return wide(c) ? 2 : 1;
    }

    private static boolean wide(int c) {
        return c >= 0x1100 && c <= 0x115f || c >= 0x2e80 && c <= 0xa4cf && c != 0x303f || c >= 0xac00 && c <= 0xd7a3
                || c >= 0xf900 && c <= 0xfaff || c >= 0xfe30 && c <= 0xfe6f || c >= 0xff00 && c <= 0xff60
                || c >= 0xffe0 && c <= 0xffe6 || c >= 0x1f300 && c <= 0x1f64f || c >= 0x1f680 && c <= 0x1f9ff
                || c >= 0x20000 && c <= 0x3fffd;
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
        for (String word : text.split("(?<=\\s)|(?<=[\\u2e80-\\uffdc])(?![\\s，。、；：？！）》」』”’…])|(?=[\\u2e80-\\u2fff\\u3040-\\uffdc])(?![，；：？！）])(?<![\\s（《「『“‘])")) {
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
