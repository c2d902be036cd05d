package socklab.shell;

/** How many characters a screen shows. */
public record ScreenSize(int columns, int rows) {
    /** What a screen has that nobody sees. */
    public static final ScreenSize USUAL = new ScreenSize(80, 24);
}
