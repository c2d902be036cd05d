package socklab.shell;

import java.util.List;
import java.util.Optional;
import socklab.session.Job;
import socklab.view.OutputLine;
import socklab.view.ladder.Drawing;

/** Where a reader is told and asked: a console, or plain streams. */
public interface UserInterface {

    /** Tells something that is no event: a word's answer. */
    void say(List<OutputLine> lines);

    /** Asks for a line; none at the end of input or when the user would rather not. */
    Optional<String> ask(String prompt);

    /** How many columns a line has. */
    int columns();

    /** How many columns a table may take: on a screen as many as it has, in a file as many as the table needs. */
    default int room() {
        return Integer.MAX_VALUE;
    }

    /** Shows a picture; where it is bigger than a screen that can be scrolled in place, until the user has seen enough or the job is cancelled. */
    default void show(Drawing drawing, Job job) {
        say(drawing.printed(columns()).stream()
                .map(l -> new OutputLine(OutputLine.Kind.PRINTED, l))
                .toList());
    }

    /** A line as if someone typed it: the prompt, what is typed, and what stands at the right of it. */
    record Typing(String prompt, String text, String mark) {}

    /**
     * Shows a line as if it were typed, at so many nanoseconds a character; a cancelled job types the rest at once.
     * A front that cannot show half a line shows all of it.
     */
    default void type(Typing line, long keyNanos, Job job) {
        say(List.of(new OutputLine(OutputLine.Kind.PRINTED, line.prompt() + line.text() + line.mark())));
    }
}
