package socklab.shell;

/** Hears all that a screen is given, while it is given. Its methods may be called on any thread, one at a time. */
public interface ScreenTap {

    /** A text that went to the terminal, control sequences and all; a line ends as a terminal shows it, in CR LF. */
    void shown(String text);

    /** A line of a lab is about to be shown as if typed. */
    void step(String line);

    /** The screen has another size. */
    void resized(ScreenSize size);

    /**
     * A tap that is connected.
     *
     * @param size the screen's, at the beginning
     * @param end disconnects the tap
     */
    record Connection(ScreenSize size, Runnable end) {}
}
