package socklab.call;

/**
 * The header in which C declares a call. It says what a C program includes, and which module of Python has the call:
 * methods of a socket for {@link #SYS_SOCKET}, else functions that take a descriptor.
 *
 * <p>Source: the man pages' SYNOPSIS.
 */
public enum Header {
    SYS_SOCKET("sys/socket.h"),
    /** Linux's own calls, unknown to Python and Java. */
    SYS_SOCKET_GNU("sys/socket.h"),
    UNISTD("unistd.h"),
    UNISTD_GNU("unistd.h"),
    FCNTL("fcntl.h"),
    FCNTL_GNU("fcntl.h"),
    SYS_IOCTL("sys/ioctl.h"),
    POLL("poll.h"),
    POLL_GNU("poll.h"),
    SYS_SELECT("sys/select.h"),
    SYS_EPOLL("sys/epoll.h"),
    SYS_SENDFILE("sys/sendfile.h");

    private final String file;

    Header(String file) {
        this.file = file;
    }

    /** Whether the C library declares the call only under {@code _GNU_SOURCE}. Source: feature_test_macros(7). */
    public boolean gnu() {
        return switch (this) {
            case SYS_SOCKET_GNU, UNISTD_GNU, FCNTL_GNU, POLL_GNU -> true;
            case SYS_SOCKET, UNISTD, FCNTL, SYS_IOCTL, POLL, SYS_SELECT, SYS_EPOLL, SYS_SENDFILE -> false;
        };
    }

    /** The file that is included. */
    public String file() {
        return file;
    }
}
