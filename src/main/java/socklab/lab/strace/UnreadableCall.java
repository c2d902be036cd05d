package socklab.lab.strace;

/** A call that cannot be read, or that no line can say: it becomes a comment. */
final class UnreadableCall extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableCall(String why) {
        super(why, null, false, false);
    }
}
