package socklab.relay;

import socklab.lang.Token;
import socklab.text.Msg;

/** Words that say nothing a relay could do: at which word, what is wrong, and how to mend it. */
public final class Misread extends Exception {
    private final transient Token token;
    private final transient Msg fault;
    private final transient Msg cure;

    Misread(Token token, Msg fault, Msg cure) {
        super(fault.key(), null, false, false);
        this.token = token;
        this.fault = fault;
        this.cure = cure;
    }

    public Token token() {
        return token;
    }

    public Msg fault() {
        return fault;
    }

    public Msg cure() {
        return cure;
    }
}
