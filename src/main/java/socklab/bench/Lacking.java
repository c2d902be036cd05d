package socklab.bench;

import socklab.text.Msg;

/** Something cannot be measured here: a tool is missing, or a program of another's failed. */
public final class Lacking extends Exception {
    private final Msg why;

    Lacking(Msg why) {
        super(why.key() + why.args(), null, false, false);
        this.why = why;
    }

    /** What is missing. */
    public Msg why() {
        return why;
    }
}
