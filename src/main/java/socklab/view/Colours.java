package socklab.view;

import java.util.OptionalInt;
import socklab.session.Look;

/**
 * The colours of a look, where there are any.
 *
 * @param usually whether there are colours where the look leaves it to the environment
 */
public record Colours(boolean usually, Look look) {

    /** No colours. */
    public static final Colours NONE = new Colours(false, Look.USUAL);

    /** The colours of another look in the same place. */
    public Colours with(Look newLook) {
        return new Colours(usually, newLook);
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
