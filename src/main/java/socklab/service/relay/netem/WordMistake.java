package socklab.service.relay.netem;

import socklab.lang.Token;
import socklab.text.Message;

/** Words that say nothing a relay could do: at which word, what is wrong, and how to mend it. */
public final class WordMistake extends Exception {
    private final transient Token token;
    private final transient Message fault;
    private final transient Message cure;

    public WordMistake(Token token, Message fault, Message cure) {
        super(fault.key(), null, false, false);
        this.token = token;
        this.fault = fault;
        this.cure = cure;
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
