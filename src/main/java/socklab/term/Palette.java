package socklab.term;

import org.jline.utils.AttributedStyle;
import socklab.lang.Highlight;
import socklab.session.Appearance;
import socklab.view.OutputLine;
import socklab.view.Style;
import socklab.view.ThemeColours;
import socklab.view.Tone;

/** The colours of the console, by what they mean. */
final class Palette {
    private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;

    private volatile ThemeColours colours;

    /**
     * The colours of a look.
     *
     * @param usually whether there are colours where the look leaves it to the environment
     */
    Palette(boolean usually) {
        this.colours = new ThemeColours(usually, Appearance.USUAL);
    }

    /** How the console shall look. */
    Appearance look() {
        return colours.look();
    }

    /** From now on it looks so. */
    void look(Appearance newLook) {
        colours = colours.with(newLook);
    }

    /** A line that is said. */
    AttributedStyle of(OutputLine.Kind kind) {
        Style style = Style.of(kind);
        AttributedStyle colour =
                style.tone().map(t -> t == Tone.QUIET ? quiet(t) : colour(t)).orElse(PLAIN);
        return style.weight() == Style.Weight.BOLD ? colour.bold() : colour;
    }

    /** A stretch of a line that is typed. */
    AttributedStyle of(Highlight.Role role) {
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
        var number = colours.number(tone);
        return number.isPresent() ? PLAIN.foreground(number.getAsInt()) : PLAIN;
    }

    /** Without colours, faint: it may be paler, but it must not look like the rest. */
    private AttributedStyle quiet(Tone tone) {
        return colours.any() ? colour(tone) : PLAIN.faint();
    }
}
