package socklab.kernel.nio;

import socklab.call.Errno;

/** A call fails with an errno. */
final class ErrnoException extends Exception {
    private final Errno errno;

    ErrnoException(Errno errno) {
        super(errno.name(), null, false, false);
        this.errno = errno;
    }

    Errno errno() {
        return errno;
    }
}
