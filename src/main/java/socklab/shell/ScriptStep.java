package socklab.shell;

import java.util.List;
import java.util.OptionalLong;
import socklab.lang.Command;
import socklab.lang.ParsedLine;
import socklab.lang.Token;

/** Something to run: a line, or lines to be run over and over. */
public sealed interface ScriptStep {

    /**
     * A line.
     *
     * @param number its number in its file, from 1; 0 at a prompt
     * @param expected what it should come to: any of these
     */
    record Line(String text, int number, ParsedLine parse, List<Expected> expected) implements ScriptStep {
        public Command command() {
            return parse.command();
        }
    }

    /** Lines between {@code /repeat} and {@code /end}; without a number of times, for ever. */
    record Repeat(Line head, OptionalLong times, List<ScriptStep> body) implements ScriptStep {}

    /** What a call should come to: the text behind {@code =>}, and the number of its line. */
    record Expected(String line, int number, Token result) {}
}
