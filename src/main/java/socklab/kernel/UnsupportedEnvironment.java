package socklab.kernel;

import socklab.text.Language;
import socklab.text.Message;
import socklab.text.Messages;

/** This machine lacks something that socklab needs; what it says names that and its cure. */
public final class UnsupportedEnvironment extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Message text;

    public UnsupportedEnvironment(Message text) {
        this.text = text;
    }

    public UnsupportedEnvironment(Message text, Throwable cause) {
        super(cause);
        this.text = text;
    }

    /** What is missing, in whichever language it will be said. */
    public Message text() {
        return text;
    }

    /** The same in English. */
    @Override
    public String getMessage() {
        return Messages.in(Language.EN).say(text);
    }
}
