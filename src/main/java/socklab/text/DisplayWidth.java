package socklab.text;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.WCWidth;

/**
 * How many columns a text takes on a terminal: two for CJK and emoji, none for combining marks.
 *
 * <p>The table is JLine's, which places the cursor by it: what is printed and what is typed agree on every width.
 * Source: Unicode UAX #11; wcwidth(3).
 */
public final class DisplayWidth {
    private static final int FIRST_COMBINING = 0x300;

    private DisplayWidth() {}

    /** The columns of a text. */
    public static int of(String text) {
        return text.codePoints().map(DisplayWidth::of).sum();
    }

    /** The columns of a character; a control character, which no text shown contains, counts as one. */
    public static int of(int c) {
        if (c < FIRST_COMBINING || WCWidth.isRegionalIndicator(c)) {
            return 1; // two of them are one flag of two columns
        }
        return WCWidth.wcwidth(c);
    }

    /** A text with blanks after it up to a number of columns. */
    public static String pad(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - of(text)));
    }

    /**
     * The longest beginning of a text that fits in a number of columns, with the marks that combine with its last
     * letter.
     */
    public static String cut(String text, int columns) {
        return text.substring(0, fitting(text, 0, columns));
    }

    /** The index up to which a text fits in a number of columns, from an index on. */
    private static int fitting(String text, int from, int columns) {
        int width = 0;
        int end = from;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            if (width + of(c) > columns) {
                break;
            }
            width += of(c);
            end += Character.charCount(c);
        }
        return end;
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

    /**
     * The pieces between which a text may be broken; a word longer than a line also after {@code |}, {@code /} and the
     * like, or anywhere.
     */
    private static List<String> pieces(String text, int columns) {
        List<String> pieces = new ArrayList<>();
        for (String word : text.split(
                "(?<=\\s)|(?<=[\\u2e80-\\uffdc])(?![\\s，。、；：？！）》」』”’…])|(?=[\\u2e80-\\u2fff\\u3040-\\uffdc])(?![，；：？！）])(?<![\\s（《「『“‘])")) {
            if (of(word.stripTrailing()) <= columns) {
                pieces.add(word);
                continue;
            }
            for (String part : word.split("(?<=[|,/=&])")) {
                int from = 0;
                int end = part.stripTrailing().length();
                for (int to = fitting(part, from, columns); columns > 1 && to < end; ) {
                    pieces.add(part.substring(from, to));
                    from = to;
                    to = fitting(part, from, columns);
                }
                pieces.add(part.substring(from));
            }
        }
        return pieces;
    }
}
