package socklab.kernel;

import socklab.text.Language;
import socklab.text.Messages;
import socklab.text.Msg;

/** This machine lacks something that socklab needs; what it says names that and its cure. */
public final class CannotRun extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Msg text;

    public CannotRun(Msg text) {
        this.text = text;
    }

    public CannotRun(Msg text, Throwable cause) {
        super(cause);
        this.text = text;
    }

    /** What is missing, in whichever language it will be said. */
    public Msg text() {
        return text;
    }

    /** The same in English. */
    @Override
    public String getMessage() {
        return Messages.in(Language.EN).say(text);
    }
}
