package socklab.term;

import org.jline.utils.AttributedStyle;
import socklab.lang.Mark;
import socklab.session.Look;
import socklab.view.Said;

/** The colours of the console. Only the sixteen that every user has chosen for the own ground. */
final class Palette {
    private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;

    private final boolean usually;
    private volatile Look look = Look.USUAL;

    /**
     * The colours of a look.
     *
     * @param usually whether there are colours where the look leaves it to the environment
     */
    Palette(boolean usually) {
        this.usually = usually;
    }

    /** How the console shall look. */
    Look look() {
        return look;
    }

    /** From now on it looks so. */
    void look(Look newLook) {
        look = newLook;
    }

    /** Whether there are colours at all. */
    boolean coloured() {
        return switch (look.colour()) {
            case AUTO -> usually;
            case ON -> true;
            case OFF -> false;
        };
    }

    /** A line that is said. */
    AttributedStyle of(Said.Kind kind) {
        return switch (kind) {
            case CALL -> PLAIN.faint();
            case RESULT -> colour(AttributedStyle.GREEN, AttributedStyle.GREEN, AttributedStyle.BLUE);
            case FAILURE -> colour(AttributedStyle.YELLOW, AttributedStyle.MAGENTA, AttributedStyle.YELLOW).bold();
            case NOTE, WHY -> colour(AttributedStyle.CYAN, AttributedStyle.BLUE, AttributedStyle.CYAN);
            case PRINTED -> PLAIN;
            case PROSE -> PLAIN.bold();
            case ERROR -> colour(AttributedStyle.RED, AttributedStyle.RED, AttributedStyle.YELLOW);
        };
    }

    /** A stretch of a line that is typed. */
    AttributedStyle of(Mark.Role role) {
        return switch (role) {
            case CALL -> colour(AttributedStyle.BLUE, AttributedStyle.BLUE, AttributedStyle.BLUE).bold();
            case WORD, VALUE -> colour(AttributedStyle.MAGENTA, AttributedStyle.MAGENTA, AttributedStyle.CYAN);
            case NAME -> colour(AttributedStyle.CYAN, AttributedStyle.BLUE, AttributedStyle.CYAN);
            case CONSTANT -> colour(AttributedStyle.YELLOW, AttributedStyle.MAGENTA, AttributedStyle.YELLOW);
            case NUMBER, ADDRESS -> PLAIN;
            case DATA -> colour(AttributedStyle.GREEN, AttributedStyle.GREEN, AttributedStyle.BLUE);
            case SYNTAX, COMMENT -> PLAIN.faint();
        };
    }

    /** What will be refused: underlined too, for those who see no red. */
    AttributedStyle wrong() {
        return colour(AttributedStyle.RED, AttributedStyle.RED, AttributedStyle.YELLOW).underline();
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

    private AttributedStyle colour(int dark, int light, int colourblind) {
        if (!coloured()) {
            return PLAIN;
        }
        return PLAIN.foreground(switch (look.theme()) {
            case DARK -> dark;
            case LIGHT -> light;
            case COLORBLIND -> colourblind;
        });
    }
}
