package socklab.shell;

import java.util.Optional;

/** A user interface that also has lines to run: those on standard input. */
public interface LineUi extends UserInterface {
    /** The next line of input; none at its end. */
    Optional<String> next();

    /**
     * Shows a text in a row of its own until something else is shown; an empty text takes it away. Meanwhile nothing
     * that is typed answers a question. Only where there is a screen.
     */
    default void live(String text) {}

    /** Ends a question that waits for its answer, and those after it: the program is about to end. */
    void endQuestions();

    /** Writes all that was said and waits: events may be written together, a moment later. */
    void flush();
}
