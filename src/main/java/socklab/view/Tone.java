package socklab.view;

import socklab.session.Appearance;

/**
 * What a colour means, and its number among xterm's 256 in each theme: the one palette of console and streams.
 *
 * <p>Of the lower sixteen none is used: every user's are other ones, and blue on black or green on white can hardly be read
 * on many a screen.
 */
public enum Tone {
    CALL(75, 25, 33),
    NAME(80, 24, 33),
    VALUE(177, 90, 33),
    CONSTANT(179, 94, 166),
    RESULT(114, 22, 33),
    FAILURE(214, 94, 166),
    NOTE(80, 24, 33),
    WRONG(203, 124, 166),
    QUIET(248, 240, 244),
    GHOST(245, 242, 244);

    private final int dark;
    private final int light;
    private final int both;

    Tone(int dark, int light, int both) {
        this.dark = dark;
        this.light = light;
        this.both = both;
    }

    /** Its number in a theme; the one for the colour-blind can be read on either ground. */
    public int in(Appearance.Theme theme) {
        return switch (theme) {
            case DARK -> dark;
            case LIGHT -> light;
            case COLORBLIND -> both;
        };
    }
}
