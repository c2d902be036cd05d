package socklab.export;

import socklab.lang.Span;
import socklab.lang.SyntaxError;
import socklab.text.Message;

/** A line that cannot be said in a program: the line, the reason, and what would work. */
public final class Refusal extends Exception {
    private final int number;
    private final transient SyntaxError error;

    private Refusal(int number, SyntaxError error) {
        super(error.fault().key(), null, false, false);
        this.number = number;
        this.error = error;
    }

    static Refusal at(Source source, Message fault, Message cure) {
        return at(source, source.word(), fault, cure);
    }

    static Refusal at(Source source, Span span, Message fault, Message cure) {
        return new Refusal(source.number(), new SyntaxError(source.text(), span, fault, cure));
    }

    /** A refusal of a writer: {@code key} names fault and cure among the messages. */
    public static Refusal of(Source source, String key, Object... args) {
        return at(source, Message.of("export.fault." + key, args), Message.of("export.cure." + key, args));
    }

    /** The number of the line, from 1. */
    public int number() {
        return number;
    }

    /** The line, the place in it, the reason and the cure. */
    public SyntaxError error() {
        return error;
    }
}
