package socklab.term;

import org.jline.utils.AttributedStyle;
import socklab.lang.Mark;
import socklab.session.Look;
import socklab.view.Said;

/** The colours of the console, by what they mean. */
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
            case CALL -> quiet(Tone.QUIET);
            case RESULT -> colour(Tone.RESULT);
            case FAILURE -> colour(Tone.FAILURE).bold();
            case NOTE, WHY -> colour(Tone.NOTE);
            case PRINTED -> PLAIN;
            case PROSE -> PLAIN.bold();
            case ERROR -> colour(Tone.WRONG);
        };
    }

    /** A stretch of a line that is typed. */
    AttributedStyle of(Mark.Role role) {
        return switch (role) {
            case CALL -> colour(Tone.CALL).bold();
            case WORD, VALUE -> colour(Tone.VALUE);
            case NAME -> colour(Tone.NAME);
            case CONSTANT -> colour(Tone.CONSTANT);
            case NUMBER, ADDRESS -> PLAIN;
            case DATA -> colour(Tone.RESULT);
            case SYNTAX, COMMENT -> quiet(Tone.QUIET);
        };
    }

    /** What will be refused: underlined too, for those who see no red. */
    AttributedStyle wrong() {
        return colour(Tone.WRONG).underline();
    }

    /** The prompt. */
    AttributedStyle prompt() {
        return PLAIN.bold();
    }

    /** What stands behind the cursor without having been typed. */
    AttributedStyle ghost() {
        return quiet(Tone.GHOST);
    }

    /** The bottom line. */
    AttributedStyle bottom() {
        return PLAIN.inverse();
    }

    private AttributedStyle colour(Tone tone) {
        return coloured() ? PLAIN.foreground(tone.in(look.theme())) : PLAIN;
    }

    /** Without colours, faint: it may be paler, but it must not look like the rest. */
    private AttributedStyle quiet(Tone tone) {
        return coloured() ? colour(tone) : PLAIN.faint();
    }

    /**
     * What a colour means, and its number among xterm's 256 in each theme. Of the lower sixteen none is used: every
     * user's are other ones, and blue on black or green on white can hardly be read on many a screen.
     */
    enum Tone {
        CALL(75, 25, 33), NAME(80, 24, 33), VALUE(177, 90, 33), CONSTANT(179, 94, 166), RESULT(114, 22, 33), FAILURE(214, 94, 166),
        NOTE(80, 24, 33), WRONG(203, 124, 166), QUIET(248, 240, 244), GHOST(245, 242, 244);

        private final int dark;
        private final int light;
        private final int both;

        Tone(int dark, int light, int both) {
            this.dark = dark;
            this.light = light;
            this.both = both;
        }

        /** Its number in a theme; the one for the colour-blind can be read on either ground. */
        int in(Look.Theme theme) {
            return switch (theme) {
                case DARK -> dark;
                case LIGHT -> light;
                case COLORBLIND -> both;
            };
        }
    }
}
