package socklab.page;

import socklab.text.DisplayWidth;
import socklab.view.Escape;

/** Texts for places of limited width: cut at the end, escaped, on one line. */
final class Cut {
    /** The width of a character of the ladder's fixed-width font, in its units, times ten. */
    private static final int TENTHS = 67;

    private static final int PADDING = 14;
    /** Longer texts are of no use in a tooltip. */
    private static final int MOST_TITLE = 400;

    private Cut() {}

    /** A text that fits in a box of that width. */
    static String toWidth(String text, int width) {
        return cut(text, Math.max(1, (width - PADDING) * 10 / TENTHS));
    }

    /** A text for a tooltip. */
    static String title(String text) {
        return cut(text, MOST_TITLE);
    }

    static int widthOf(String text) {
        return DisplayWidth.of(text) * TENTHS / 10;
    }

    private static String cut(String text, int columns) {
        String line = Escape.printable(head(text, columns)).replace('\n', ' ').replace('\t', ' ');
        return DisplayWidth.of(line) <= columns && line.length() >= Math.min(text.length(), columns)
                ? line
                : DisplayWidth.cut(line, columns - 1) + "…";
    }

    /** No more of a text than can be needed; an emoji is not cut in two. */
    private static String head(String text, int columns) {
        int most = Math.min(text.length(), 2 * columns + 2);
        return text.substring(
                0, most < text.length() && Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }
}
