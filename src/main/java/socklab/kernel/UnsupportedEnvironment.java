package socklab.kernel;

import socklab.text.Language;
import socklab.text.Message;
import socklab.text.Messages;

/** This machine lacks something that socklab needs. The message says what, and how to get it. */
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

    /** The message, to be shown in the user's language. */
    public Message text() {
        return text;
    }

    /** The message in English. */
    @Override
    public String getMessage() {
        return Messages.in(Language.EN).say(text);
    }
}
