package socklab.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A picture of dots: each character cell has two columns of four dots, as Braille has. Source: Unicode, U+2800. */
final class BrailleCanvas {
    private static final int ACROSS = 2;
    private static final int DOWN = 4;
    private static final char EMPTY = '\u2800';
    /** The bits of the dots from the top, one character each: those of the left column, and of the right one. */
    private static final String LEFT = "\u0001\u0002\u0004\u0040";

    private static final String RIGHT = "\u0008\u0010\u0020\u0080";

    private final int columns;
    private final int rows;
    private final char[][] cells;

    BrailleCanvas(int columns, int rows) {
        this.columns = columns;
        this.rows = rows;
        this.cells = new char[rows][columns];
        for (char[] row : cells) {
            Arrays.fill(row, EMPTY);
        }
    }

    /** How many dots it is wide. */
    int width() {
        return columns * ACROSS;
    }

    /** How many dots it is high. */
    int height() {
        return rows * DOWN;
    }

    /** Sets a dot; y grows upwards from 0. A letter that stands there stays. */
    void dot(int x, int y) {
        int down = height() - 1 - y;
        int row = down / DOWN;
        int column = x / ACROSS;
        if (cells[row][column] >= EMPTY && cells[row][column] <= EMPTY + 0xff) {
            cells[row][column] |= (x % ACROSS == 0 ? LEFT : RIGHT).charAt(down % DOWN);
        }
    }

    /** Puts a letter into the cell of a dot. */
    void letter(int x, int y, char letter) {
        cells[(height() - 1 - y) / DOWN][x / ACROSS] = letter;
    }

    /** The rows from the top; an empty cell is a blank. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (char[] row : cells) {
            lines.add(new String(row).replace(EMPTY, ' '));
        }
        return lines;
    }
}
