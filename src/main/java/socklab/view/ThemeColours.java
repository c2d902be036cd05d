package socklab.view;

import java.util.OptionalInt;
import socklab.session.Appearance;

/**
 * The colours of a look, where there are any.
 *
 * @param usually whether there are colours where the look leaves it to the environment
 */
public record ThemeColours(boolean usually, Appearance look) {

    /** No colours. */
    public static final ThemeColours NONE = new ThemeColours(false, Appearance.USUAL);

    /** The colours of another look in the same place. */
    public ThemeColours with(Appearance newLook) {
        return new ThemeColours(usually, newLook);
    }

    /** Whether there are colours at all. */
    public boolean any() {
        return switch (look.colour()) {
            case AUTO -> usually;
            case ON -> true;
            case OFF -> false;
        };
    }

    /** A colour's number among xterm's 256; none where there are no colours. */
    public OptionalInt number(Tone tone) {
        return any() ? OptionalInt.of(tone.in(look.theme())) : OptionalInt.empty();
    }
}
