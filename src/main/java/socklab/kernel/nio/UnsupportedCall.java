package socklab.kernel.nio;

/** Java cannot make a call. The message says why, and what works instead. */
final class UnsupportedCall extends Exception {
    /** The alternative that always works. */
    static final String LIBC = "; on Linux --kernel libc can";

    UnsupportedCall(String why) {
        super(why, null, false, false);
    }

    /** A feature that only the C library has. */
    static UnsupportedCall onlyC(String what) {
        return new UnsupportedCall(what + LIBC);
    }
}
