package socklab.session;

/**
 * How the console looks.
 *
 * @param status whether the bottom line tells the state
 * @param colour whether there are colours
 * @param plain whether everything is said in lines of text alone, for a screen reader: no bottom line, no hints in grey
 */
public record Look(boolean status, Colour colour, boolean plain, Theme theme) {
    /** What it is until someone sets it. */
    public static final Look USUAL = new Look(true, Colour.AUTO, false, Theme.DARK);

    /** Whether there are colours. */
    public enum Colour {
        /** Where the terminal has them and the environment has nothing against them. */
        AUTO,
        /** Always: what is asked for here outweighs NO_COLOR. */
        ON,
        /** Never. */
        OFF
    }

    /** Which colours. */
    public enum Theme {
        /** For a dark ground. */
        DARK,
        /** For a light ground. */
        LIGHT,
        /** Told apart by those who do not tell red from green. */
        COLORBLIND
    }

    public Look withStatus(boolean value) {
        return new Look(value, colour, plain, theme);
    }

    public Look with(Colour value) {
        return new Look(status, value, plain, theme);
    }

    public Look withPlain(boolean value) {
        return new Look(status, colour, value, theme);
    }

    public Look with(Theme value) {
        return new Look(status, colour, plain, value);
    }
}
