package socklab.session;

/**
 * How the console looks.
 *
 * @param status whether the bottom line tells the state
 * @param colour whether there are colours
 * @param plain whether everything is said in lines of text alone, for a screen reader: no bottom line, no hints in grey
 */
public record Appearance(boolean status, Colour colour, boolean plain, Theme theme) {
    /** What it is until someone sets it. */
    public static final Appearance USUAL = new Appearance(true, Colour.AUTO, false, Theme.DARK);

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

    public Appearance withStatus(boolean value) {
        return new Appearance(value, colour, plain, theme);
    }

    public Appearance with(Colour value) {
        return new Appearance(status, value, plain, theme);
    }

    public Appearance withPlain(boolean value) {
        return new Appearance(status, colour, value, theme);
    }

    public Appearance with(Theme value) {
        return new Appearance(status, colour, plain, value);
    }
}
