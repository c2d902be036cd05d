package socklab.shell;

import socklab.lang.Command;
import socklab.lang.Span;
import socklab.lang.SyntaxError;
import socklab.lang.Token;
import socklab.text.Message;

/** A mistake in a shell word's arguments. */
public final class ShellWordError extends Exception {
    private final transient SyntaxError error;

    private ShellWordError(SyntaxError error) {
        super(error.fault().key(), null, false, false);
        this.error = error;
    }

    /** A fault in one argument. */
    public static ShellWordError at(Command.Shell command, Token token, Message fault, Message cure) {
        return new ShellWordError(new SyntaxError(command.line(), token.span(), fault, cure));
    }

    /** A missing argument; the cure is the usage of the word. */
    public static ShellWordError usage(Command.Shell command) {
        int end = command.line().stripTrailing().length();
        return new ShellWordError(new SyntaxError(
                command.line(),
                new Span(end, end + 1),
                Message.of("fault.missing"),
                Message.of("cure.usage", command.word().usage(), command.word().example())));
    }

    public SyntaxError error() {
        return error;
    }
}
