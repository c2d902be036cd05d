package socklab.lang;

import socklab.text.Msg;

/** A fault found while parsing; {@link Parser} makes it a {@link SyntaxError}. */
final class Failure extends Exception {
    private final Span span;
    private final transient Msg fault;
    private final transient Msg cure;

    Failure(Span span, Msg fault, Msg cure) {
        super(fault.key(), null, false, false);
        this.span = span;
        this.fault = fault;
        this.cure = cure;
    }

    SyntaxError on(String line) {
        return new SyntaxError(line, span, fault, cure);
    }
}
