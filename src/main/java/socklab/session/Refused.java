package socklab.session;

import socklab.lang.Span;
import socklab.text.Msg;

/** A line that cannot be evaluated as things stand; {@link Evaluator} makes it a problem in the journal. */
final class Refused extends Exception {
    private final Span span;
    private final transient Msg fault;
    private final transient Msg cure;

    Refused(Span span, Msg fault, Msg cure) {
        super(fault.key(), null, false, false);
        this.span = span;
        this.fault = fault;
        this.cure = cure;
    }

    Span span() {
        return span;
    }

    Msg fault() {
        return fault;
    }

    Msg cure() {
        return cure;
    }
}
