package socklab.bench;

import socklab.text.Message;

/** Something cannot be measured here: a tool is missing, or a program of another's failed. */
public final class MissingTool extends Exception {
    private final Message why;

    MissingTool(Message why) {
        super(why.key() + why.args(), null, false, false);
        this.why = why;
    }

    /** What is missing. */
    public Message why() {
        return why;
    }
}
