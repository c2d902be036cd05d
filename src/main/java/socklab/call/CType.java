package socklab.call;

/** The C type of one parameter or result of a call, as far as passing it goes. */
public enum CType {
    /** {@code int}. */
    INT("int"),
    /** {@code socklen_t}. */
    SOCKLEN("socklen_t"),
    /** {@code unsigned int}. */
    UNSIGNED("unsigned int"),
    /** {@code unsigned long}: {@code nfds_t}. */
    UNSIGNED_LONG("unsigned long"),
    /** {@code size_t}. */
    SIZE("size_t"),
    /** {@code ssize_t}. */
    SSIZE("ssize_t"),
    /** {@code void *}. */
    POINTER("void *"),
    /** {@code const void *}. */
    CONST_POINTER("const void *"),
    /** {@code struct sockaddr *}. */
    SOCKADDR("struct sockaddr *"),
    /** {@code const struct sockaddr *}. */
    CONST_SOCKADDR("const struct sockaddr *"),
    /** {@code socklen_t *}. */
    SOCKLEN_POINTER("socklen_t *"),
    /** {@code int[2]}. */
    INT_PAIR("int *"),
    /** {@code const struct msghdr *}. */
    CONST_MSGHDR("const struct msghdr *"),
    /** {@code struct msghdr *}. */
    MSGHDR("struct msghdr *"),
    /** {@code struct mmsghdr *}. */
    MMSGHDR("struct mmsghdr *"),
    /** {@code struct pollfd *}. */
    POLLFD("struct pollfd *"),
    /** {@code fd_set *}. */
    FD_SET("fd_set *"),
    /** {@code struct timeval *}. */
    TIMEVAL("struct timeval *"),
    /** {@code struct timespec *}. */
    TIMESPEC("struct timespec *"),
    /** {@code const struct timespec *}. */
    CONST_TIMESPEC("const struct timespec *"),
    /** {@code const sigset_t *}. */
    CONST_SIGSET("const sigset_t *"),
    /** {@code const char *}. */
    CONST_STRING("const char *"),
    /** {@code off_t *}. */
    OFFSET("off_t *"),
    /** A variable argument: an {@code int} or a pointer, as the one before says. */
    VARARGS("..."),
    /** {@code struct epoll_event *}. */
    EPOLL_EVENT("struct epoll_event *");

    private final String c;

    CType(String c) {
        this.c = c;
    }

    /** The type as a C declaration writes it. */
    public String c() {
        return c;
    }

    /** Whether the result is 32 bits wide, so that the upper half of a register means nothing. */
    public boolean narrow() {
        return this == INT;
    }
}
