package socklab.term;

import org.jline.utils.AttributedStyle;
import socklab.lang.Mark;
import socklab.view.Said;

/** The colours of the console. */
final class Palette {
    private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;

    /** A line that is said. */
    AttributedStyle of(Said.Kind kind) {
        return switch (kind) {
            case CALL -> PLAIN.faint();
            case RESULT -> colour(AttributedStyle.GREEN);
            case FAILURE -> colour(AttributedStyle.YELLOW);
            case NOTE, WHY -> colour(AttributedStyle.CYAN);
            case PRINTED -> PLAIN;
            case PROSE -> PLAIN.bold();
            case ERROR -> colour(AttributedStyle.RED);
        };
    }

    /** A stretch of a line that is typed. */
    AttributedStyle of(Mark.Role role) {
        return switch (role) {
            case CALL -> colour(AttributedStyle.BLUE).bold();
            case WORD -> colour(AttributedStyle.MAGENTA);
            case NAME -> colour(AttributedStyle.CYAN);
            case CONSTANT -> colour(AttributedStyle.YELLOW);
            case NUMBER, ADDRESS -> PLAIN;
            case DATA -> colour(AttributedStyle.GREEN);
            case VALUE -> colour(AttributedStyle.MAGENTA);
            case SYNTAX, COMMENT -> PLAIN.faint();
        };
    }

    /** What will be refused. */
    AttributedStyle wrong() {
        return colour(AttributedStyle.RED).underline();
    }

    /** The prompt. */
    AttributedStyle prompt() {
        return PLAIN.bold();
    }

    /** What stands behind the cursor without having been typed. */
    AttributedStyle ghost() {
        return PLAIN.faint();
    }

    /** The bottom line. */
    AttributedStyle bottom() {
        return PLAIN.inverse();
    }

    private static AttributedStyle colour(int index) {
        return PLAIN.foreground(index);
    }
}
