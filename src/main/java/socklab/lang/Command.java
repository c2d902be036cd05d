package socklab.lang;

import java.util.List;
import java.util.Optional;
import socklab.call.Call;

/** What was typed, understood. */
public sealed interface Command
        permits Command.Blank, Command.Comment, Command.Expect, Command.Invoke, Command.Shell, SyntaxError {

    /** Nothing but blanks. */
    record Blank() implements Command {}

    /** A comment; its text without the {@code #}. */
    record Comment(String text) implements Command {}

    /** What the call before should come to: {@code => 5 bytes}. */
    record Expect(String line, Token result) implements Command {}

    /**
     * A socket call.
     *
     * @param names the names that its result is given, none, one or two
     * @param socket the socket that it is made on, if one was named
     * @param operands one for each parameter of the call
     * @param background whether it ends in {@code &}
     */
    record Invoke(
            String line,
            List<Token> names,
            Optional<Token> socket,
            Token word,
            Call call,
            List<Operand> operands,
            boolean background)
            implements Command {}

    /**
     * A shell word.
     *
     * @param args the words behind it
     * @param rest all that stands behind it, as typed
     */
    record Shell(String line, Token name, ShellWord word, List<Token> args, Token rest) implements Command {
        /** An error in one of its arguments. */
        public SyntaxError error(Span span, socklab.text.Message fault, socklab.text.Message cure) {
            return new SyntaxError(line, span, fault, cure);
        }
    }
}
