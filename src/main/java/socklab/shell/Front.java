package socklab.shell;

import java.util.List;
import java.util.Optional;
import socklab.view.Said;

/** Where a reader is told and asked: a console, or plain streams. */
public interface Front {

    /** Tells something that is no event: a word's answer. */
    void say(List<Said> lines);

    /** Asks for a line; none at the end of input or when the user would rather not. */
    Optional<String> ask(String prompt);

    /** How many columns a line has. */
    int columns();
}
