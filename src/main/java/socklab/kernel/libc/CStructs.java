package socklab.kernel.libc;

import static java.lang.foreign.MemoryLayout.paddingLayout;
import static java.lang.foreign.MemoryLayout.sequenceLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.StructLayout;

/**
 * The C structures that calls take, as memory layouts for 64-bit Linux; a test compares each size and
 * offset with what a C compiler says.
 *
 * <p>Source: {@code <netinet/in.h>}, {@code <sys/un.h>}, {@code <sys/time.h>}, {@code <netdb.h>},
 * {@code <signal.h>}, {@code <sys/socket.h>}.
 */
final class CStructs {
    private CStructs() {}

    static final StructLayout SOCKADDR_IN = structLayout(
                    JAVA_SHORT.withName("sin_family"),
                    JAVA_SHORT.withName("sin_port"),
                    JAVA_INT.withName("sin_addr"),
                    sequenceLayout(8, JAVA_BYTE).withName("sin_zero"))
            .withName("sockaddr_in");

    static final StructLayout SOCKADDR_IN6 = structLayout(
                    JAVA_SHORT.withName("sin6_family"),
                    JAVA_SHORT.withName("sin6_port"),
                    JAVA_INT.withName("sin6_flowinfo"),
                    sequenceLayout(16, JAVA_BYTE).withName("sin6_addr"),
                    JAVA_INT.withName("sin6_scope_id"))
            .withName("sockaddr_in6");

    static final StructLayout SOCKADDR_UN = structLayout(
                    JAVA_SHORT.withName("sun_family"),
                    sequenceLayout(108, JAVA_BYTE).withName("sun_path"))
            .withName("sockaddr_un");

    static final StructLayout TIMEVAL = structLayout(JAVA_LONG.withName("tv_sec"), JAVA_LONG.withName("tv_usec"))
            .withName("timeval");

    static final StructLayout LINGER = structLayout(JAVA_INT.withName("l_onoff"), JAVA_INT.withName("l_linger"))
            .withName("linger");

    static final StructLayout IP_MREQ = structLayout(
                    JAVA_INT.withName("imr_multiaddr"), JAVA_INT.withName("imr_interface"))
            .withName("ip_mreq");

    static final StructLayout IPV6_MREQ = structLayout(
                    sequenceLayout(16, JAVA_BYTE).withName("ipv6mr_multiaddr"), JAVA_INT.withName("ipv6mr_interface"))
            .withName("ipv6_mreq");

    static final StructLayout ADDRINFO = structLayout(
                    JAVA_INT.withName("ai_flags"),
                    JAVA_INT.withName("ai_family"),
                    JAVA_INT.withName("ai_socktype"),
                    JAVA_INT.withName("ai_protocol"),
                    JAVA_INT.withName("ai_addrlen"),
                    paddingLayout(4),
                    JAVA_LONG.withName("ai_addr"),
                    JAVA_LONG.withName("ai_canonname"),
                    JAVA_LONG.withName("ai_next"))
            .withName("addrinfo");

    static final StructLayout SIGACTION = structLayout(
                    JAVA_LONG.withName("sa_handler"),
                    sequenceLayout(128, JAVA_BYTE).withName("sa_mask"),
                    JAVA_INT.withName("sa_flags"),
                    paddingLayout(4),
                    JAVA_LONG.withName("sa_restorer"))
            .withName("sigaction");

    static final StructLayout IOVEC = structLayout(JAVA_LONG.withName("iov_base"), JAVA_LONG.withName("iov_len"))
            .withName("iovec");

    static final StructLayout MSGHDR = structLayout(
                    JAVA_LONG.withName("msg_name"),
                    JAVA_INT.withName("msg_namelen"),
                    paddingLayout(4),
                    JAVA_LONG.withName("msg_iov"),
                    JAVA_LONG.withName("msg_iovlen"),
                    JAVA_LONG.withName("msg_control"),
                    JAVA_LONG.withName("msg_controllen"),
                    JAVA_INT.withName("msg_flags"),
                    paddingLayout(4))
            .withName("msghdr");

    static final StructLayout MMSGHDR = structLayout(
                    MSGHDR.withName("msg_hdr"), JAVA_INT.withName("msg_len"), paddingLayout(4))
            .withName("mmsghdr");

    static final StructLayout CMSGHDR = structLayout(
                    JAVA_LONG.withName("cmsg_len"), JAVA_INT.withName("cmsg_level"), JAVA_INT.withName("cmsg_type"))
            .withName("cmsghdr");

    static final StructLayout POLLFD = structLayout(
                    JAVA_INT.withName("fd"), JAVA_SHORT.withName("events"), JAVA_SHORT.withName("revents"))
            .withName("pollfd");

    /** On x86-64 the kernel has it packed, elsewhere not. Source: linux/eventpoll.h, EPOLL_PACKED. */
    static final StructLayout EPOLL_EVENT = System.getProperty("os.arch").equals("amd64")
            ? structLayout(
                            JAVA_INT.withName("events"),
                            JAVA_LONG.withByteAlignment(4).withName("data"))
                    .withName("epoll_event")
            : structLayout(JAVA_INT.withName("events"), paddingLayout(4), JAVA_LONG.withName("data"))
                    .withName("epoll_event");

    static final StructLayout RLIMIT = structLayout(JAVA_LONG.withName("rlim_cur"), JAVA_LONG.withName("rlim_max"))
            .withName("rlimit");
}
