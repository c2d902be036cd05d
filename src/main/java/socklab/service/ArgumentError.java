package socklab.service;

import socklab.lang.Token;
import socklab.text.Message;

/** An argument that is not valid: which token, what is wrong with it, and how to mend it. */
public final class ArgumentError extends Exception {
    private static final Message MISSING = Message.of("fault.missing");

    private final transient Token token;
    private final transient Message fault;
    private final transient Message cure;

    public ArgumentError(Token token, Message fault, Message cure) {
        super(fault.key(), null, false, false);
        this.token = token;
        this.fault = fault;
        this.cure = cure;
    }

    /** An argument that is missing; the cure is how all of them are written. */
    public static ArgumentError missing(Token place, Message usage) {
        return new ArgumentError(place, MISSING, usage);
    }

    /** Whether an argument is missing, and not wrong. */
    public boolean isMissing() {
        return fault == MISSING;
    }

    public Token token() {
        return token;
    }

    public Message fault() {
        return fault;
    }

    public Message cure() {
        return cure;
    }
}
