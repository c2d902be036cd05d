package socklab.session;

import socklab.lang.Span;
import socklab.text.Message;

/** A line that cannot be evaluated as things stand; {@link Evaluator} makes it a problem in the journal. */
final class RejectedLine extends Exception {
    private final Span span;
    private final transient Message fault;
    private final transient Message cure;

    RejectedLine(Span span, Message fault, Message cure) {
        super(fault.key(), null, false, false);
        this.span = span;
        this.fault = fault;
        this.cure = cure;
    }

    Span span() {
        return span;
    }

    Message fault() {
        return fault;
    }

    Message cure() {
        return cure;
    }
}
