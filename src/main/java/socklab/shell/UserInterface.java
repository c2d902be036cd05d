package socklab.shell;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import socklab.session.Job;
import socklab.session.Session;
import socklab.view.Escape;
import socklab.view.OutputLine;
import socklab.view.ladder.Drawing;

/** Where output is shown and questions are asked: a console, or plain streams. */
public interface UserInterface {

    /** Shows lines that are no event, such as the answer of a shell word. */
    void say(List<OutputLine> lines);

    /** Shows the events of a session as they happen. */
    void follow(Session session);

    /** Asks for a line; empty at the end of input, or when the user declines. */
    Optional<String> ask(String prompt);

    /** Shows lines to be read from the top. More than a screen holds can be scrolled, until the user leaves them. */
    default void page(List<OutputLine> lines, Job job) {
        say(lines);
    }

    /** Asks for a line while something that changes is shown beside the prompt, where that can be. */
    default Optional<String> ask(String prompt, Supplier<String> meanwhile) {
        return ask(prompt);
    }

    /** How many columns a line has. */
    int columns();

    /** How many columns a table can take: on a screen its width, in a file no limit. */
    default int room() {
        return Integer.MAX_VALUE;
    }

    /**
     * Connects a tap, which hears all that the screen is given from now on; nothing where a screen cannot be listened
     * to.
     */
    default Optional<ScreenTap.Connection> tap(ScreenTap tap) {
        return Optional.empty();
    }

    /** Shows a drawing. One larger than a screen can be scrolled, until the user leaves it or the job is cancelled. */
    default void show(Drawing drawing, Job job) {
        say(drawing.printed(columns()).stream()
                .map(l -> new OutputLine(OutputLine.Kind.PRINTED, l))
                .toList());
    }

    /**
     * A line shown as if it were typed: the prompt, the text, and a mark at its right. Unsafe characters are escaped.
     */
    record Typing(String prompt, String text, String mark) {
        public Typing {
            prompt = Escape.printable(prompt);
            text = Escape.printable(text);
            mark = Escape.printable(mark);
        }
    }

    /**
     * Shows a line as if it were typed, with a pause after each character; a cancelled job shows the rest at once.
     * By default the whole line is shown at once.
     */
    default void type(Typing line, Duration pause, Job job) {
        say(List.of(new OutputLine(OutputLine.Kind.PRINTED, line.prompt() + line.text() + line.mark())));
    }
}
