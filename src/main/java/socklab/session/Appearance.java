package socklab.session;

/**
 * How a console and its output look.
 *
 * @param status whether the bottom line shows the state
 * @param colour whether there are colours
 * @param plain whether output is lines of text only, for a screen reader: no bottom line, no hints in grey
 * @param scheme which colours
 * @param prompt what the prompt tells
 */
public record Appearance(boolean status, Colour colour, boolean plain, ColourScheme scheme, PromptLength prompt) {
    /** The default. */
    public static final Appearance USUAL =
            new Appearance(true, Colour.AUTO, false, ColourScheme.DARK, PromptLength.FULL);

    /** What the prompt tells of the current socket. */
    public enum PromptLength {
        /** Kind, name, addresses and state. */
        FULL,
        /** Kind and name. */
        SHORT
    }

    /** Whether there are colours. */
    public enum Colour {
        /** Where the terminal has colours and NO_COLOR is not set. */
        AUTO,
        /** Always, also where NO_COLOR is set. */
        ON,
        /** Never. */
        OFF
    }

    /** Which colours. */
    public enum ColourScheme {
        /** For a dark ground. */
        DARK,
        /** For a light ground. */
        LIGHT,
        /** Colours that differ for readers who cannot distinguish red and green. */
        COLORBLIND
    }

    public Appearance withStatus(boolean value) {
        return new Appearance(value, colour, plain, scheme, prompt);
    }

    public Appearance with(Colour value) {
        return new Appearance(status, value, plain, scheme, prompt);
    }

    public Appearance withPlain(boolean value) {
        return new Appearance(status, colour, value, scheme, prompt);
    }

    public Appearance with(ColourScheme value) {
        return new Appearance(status, colour, plain, value, prompt);
    }

    public Appearance with(PromptLength value) {
        return new Appearance(status, colour, plain, scheme, value);
    }
}
