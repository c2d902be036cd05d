package socklab.kernel.nio;

/** Java has no way to make a call; the message says why, and what would work instead. */
final class UnsupportedCall extends Exception {
    /** What helps in every case. */
    static final String LIBC = "; on Linux --kernel libc can";

    UnsupportedCall(String why) {
        super(why, null, false, false);
    }

    /** Something that only C's library does. */
    static UnsupportedCall onlyC(String what) {
        return new UnsupportedCall(what + LIBC);
    }
}
