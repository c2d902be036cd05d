package socklab.view.ladder;

import java.util.Arrays;
import socklab.text.DisplayWidth;

/** A line of a picture: columns that texts are put into, a wide character taking two. */
final class TextRow {
    private static final int BLANK = ' ';
    private static final int SECOND_HALF = -1;

    private final int[] cells;

    TextRow(int columns) {
        cells = new int[columns];
        Arrays.fill(cells, BLANK);
    }

    /** Puts a text at a column; what stands there is overwritten, what does not fit is left out. */
    void put(int column, String text) {
        int at = column;
        for (int c : text.codePoints().toArray()) {
            int width = DisplayWidth.of(c);
            if (at < 0 || at + width > cells.length || width == 0) {
                at += width;
                continue;
            }
            free(at);
            if (width == 2) {
                free(at + 1);
                cells[at + 1] = SECOND_HALF;
            }
            cells[at] = c;
            at += width;
        }
    }

    /** No half of a wide character may be left. */
    private void free(int at) {
        if (cells[at] == SECOND_HALF) {
            cells[at - 1] = BLANK;
        }
        if (at + 1 < cells.length && cells[at + 1] == SECOND_HALF) {
            cells[at + 1] = BLANK;
        }
        cells[at] = BLANK;
    }

    /** A text cut to so many columns, with a mark where something is missing. */
    static String cut(String text, int columns, String ellipsis) {
        if (DisplayWidth.of(text) <= columns) {
            return text;
        }
        return columns < DisplayWidth.of(ellipsis)
                ? ""
                : DisplayWidth.cut(text, columns - DisplayWidth.of(ellipsis)) + ellipsis;
    }

    /** So many columns of a text from one on, filled up with blanks; half a wide character is a blank. */
    static String part(String text, int from, int columns) {
        TextRow part = new TextRow(columns);
        int at = -from;
        for (int c : text.codePoints().toArray()) {
            part.put(at, Character.toString(c));
            at += DisplayWidth.of(c);
        }
        return part.text();
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int c : cells) {
            if (c != SECOND_HALF) {
                text.appendCodePoint(c);
            }
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return text().stripTrailing();
    }
}
