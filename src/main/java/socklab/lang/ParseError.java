package socklab.lang;

import socklab.text.Message;

/** A fault found while parsing; {@link Parser} makes it a {@link SyntaxError}. */
final class ParseError extends Exception {
    private final Span span;
    private final transient Message fault;
    private final transient Message cure;

    ParseError(Span span, Message fault, Message cure) {
        super(fault.key(), null, false, false);
        this.span = span;
        this.fault = fault;
        this.cure = cure;
    }

    /** The same fault with another cure. */
    ParseError cured(Message other) {
        return new ParseError(span, fault, other);
    }

    SyntaxError on(String line) {
        return new SyntaxError(line, span, fault, cure);
    }
}
