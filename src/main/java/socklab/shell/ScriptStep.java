package socklab.shell;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import socklab.lang.Command;
import socklab.lang.ParsedLine;
import socklab.lang.Token;

/** A step of a script: a line, or a loop of steps. */
public sealed interface ScriptStep {

    /**
     * A line.
     *
     * @param number its number in its file, from 1; 0 at a prompt
     * @param expected the alternatives that its result may match
     */
    record Line(String text, int number, ParsedLine parse, List<Expected> expected) implements ScriptStep {
        public Command command() {
            return parse.command();
        }
    }

    /**
     * Lines between {@code /repeat} and {@code /end}; without a number of times, for ever.
     *
     * @param counter the name of the value that is the number of the turn, from 1
     */
    record Repeat(Line head, OptionalLong times, Optional<Token> counter, List<ScriptStep> body)
            implements ScriptStep {}

    /** An expected result: the text after {@code =>}, and the number of its line. */
    record Expected(String line, int number, Token result) {}
}
