package socklab.shell;

import socklab.lang.Command;
import socklab.lang.Span;
import socklab.lang.SyntaxError;
import socklab.lang.Token;
import socklab.text.Msg;

/** A mistake in a shell word's arguments. */
public final class WordError extends Exception {
    private final transient SyntaxError error;

    private WordError(SyntaxError error) {
        super(error.fault().key(), null, false, false);
        this.error = error;
    }

    /** Something wrong with one argument. */
    public static WordError at(Command.Shell command, Token token, Msg fault, Msg cure) {
        return new WordError(new SyntaxError(command.line(), token.span(), fault, cure));
    }

    /** Something missing behind the word; the cure is its usage. */
    public static WordError usage(Command.Shell command) {
        int end = command.line().stripTrailing().length();
        return new WordError(new SyntaxError(command.line(), new Span(end, end + 1), Msg.of("fault.missing"),
                Msg.of("cure.usage", command.word().usage(), command.word().example())));
    }

    public SyntaxError error() {
        return error;
    }
}
