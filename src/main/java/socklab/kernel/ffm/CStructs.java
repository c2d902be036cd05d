package socklab.kernel.ffm;

import static java.lang.foreign.MemoryLayout.paddingLayout;
import static java.lang.foreign.MemoryLayout.sequenceLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.StructLayout;

/**
 * The layouts of C's structures on 64-bit Linux. A test compares each size and offset with the C compiler's.
 *
 * <p>Source: {@code <netinet/in.h>}, {@code <sys/un.h>}, {@code <sys/time.h>}, {@code <netdb.h>}, {@code <signal.h>},
 * {@code <sys/socket.h>}, {@code <net/if.h>}, linux/errqueue.h.
 */
public final class CStructs {
    private CStructs() {}

    public static final StructLayout SOCKADDR_IN = structLayout(
                    JAVA_SHORT.withName("sin_family"),
                    JAVA_SHORT.withName("sin_port"),
                    JAVA_INT.withName("sin_addr"),
                    sequenceLayout(8, JAVA_BYTE).withName("sin_zero"))
            .withName("sockaddr_in");

    public static final StructLayout SOCKADDR_IN6 = structLayout(
                    JAVA_SHORT.withName("sin6_family"),
                    JAVA_SHORT.withName("sin6_port"),
                    JAVA_INT.withName("sin6_flowinfo"),
                    sequenceLayout(16, JAVA_BYTE).withName("sin6_addr"),
                    JAVA_INT.withName("sin6_scope_id"))
            .withName("sockaddr_in6");

    public static final StructLayout SOCKADDR_UN = structLayout(
                    JAVA_SHORT.withName("sun_family"),
                    sequenceLayout(108, JAVA_BYTE).withName("sun_path"))
            .withName("sockaddr_un");

    public static final StructLayout TIMEVAL = structLayout(JAVA_LONG.withName("tv_sec"), JAVA_LONG.withName("tv_usec"))
            .withName("timeval");

    public static final StructLayout LINGER = structLayout(JAVA_INT.withName("l_onoff"), JAVA_INT.withName("l_linger"))
            .withName("linger");

    public static final StructLayout IP_MREQ = structLayout(
                    JAVA_INT.withName("imr_multiaddr"), JAVA_INT.withName("imr_interface"))
            .withName("ip_mreq");

    public static final StructLayout IPV6_MREQ = structLayout(
                    sequenceLayout(16, JAVA_BYTE).withName("ipv6mr_multiaddr"), JAVA_INT.withName("ipv6mr_interface"))
            .withName("ipv6_mreq");

    public static final StructLayout ADDRINFO = structLayout(
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

    public static final StructLayout SIGACTION = structLayout(
                    JAVA_LONG.withName("sa_handler"),
                    sequenceLayout(128, JAVA_BYTE).withName("sa_mask"),
                    JAVA_INT.withName("sa_flags"),
                    paddingLayout(4),
                    JAVA_LONG.withName("sa_restorer"))
            .withName("sigaction");

    public static final StructLayout IOVEC = structLayout(JAVA_LONG.withName("iov_base"), JAVA_LONG.withName("iov_len"))
            .withName("iovec");

    public static final StructLayout MSGHDR = structLayout(
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

    public static final StructLayout MMSGHDR = structLayout(
                    MSGHDR.withName("msg_hdr"), JAVA_INT.withName("msg_len"), paddingLayout(4))
            .withName("mmsghdr");

    public static final StructLayout CMSGHDR = structLayout(
                    JAVA_LONG.withName("cmsg_len"), JAVA_INT.withName("cmsg_level"), JAVA_INT.withName("cmsg_type"))
            .withName("cmsghdr");

    public static final StructLayout POLLFD = structLayout(
                    JAVA_INT.withName("fd"), JAVA_SHORT.withName("events"), JAVA_SHORT.withName("revents"))
            .withName("pollfd");

    /** Packed on x86-64 only. Source: linux/eventpoll.h, EPOLL_PACKED. */
    public static final StructLayout EPOLL_EVENT = System.getProperty("os.arch").equals("amd64")
            ? structLayout(
                            JAVA_INT.withName("events"),
                            JAVA_LONG.withByteAlignment(4).withName("data"))
                    .withName("epoll_event")
            : structLayout(JAVA_INT.withName("events"), paddingLayout(4), JAVA_LONG.withName("data"))
                    .withName("epoll_event");

    public static final StructLayout RLIMIT = structLayout(
                    JAVA_LONG.withName("rlim_cur"), JAVA_LONG.withName("rlim_max"))
            .withName("rlimit");

    public static final StructLayout TIMESPEC = structLayout(
                    JAVA_LONG.withName("tv_sec"), JAVA_LONG.withName("tv_nsec"))
            .withName("timespec");

    public static final StructLayout WINSIZE = structLayout(
                    JAVA_SHORT.withName("ws_row"),
                    JAVA_SHORT.withName("ws_col"),
                    JAVA_SHORT.withName("ws_xpixel"),
                    JAVA_SHORT.withName("ws_ypixel"))
            .withName("winsize");

    public static final StructLayout UCRED = structLayout(
                    JAVA_INT.withName("pid"), JAVA_INT.withName("uid"), JAVA_INT.withName("gid"))
            .withName("ucred");

    public static final StructLayout IN_PKTINFO = structLayout(
                    JAVA_INT.withName("ipi_ifindex"), JAVA_INT.withName("ipi_spec_dst"), JAVA_INT.withName("ipi_addr"))
            .withName("in_pktinfo");

    public static final StructLayout IN6_PKTINFO = structLayout(
                    sequenceLayout(16, JAVA_BYTE).withName("ipi6_addr"), JAVA_INT.withName("ipi6_ifindex"))
            .withName("in6_pktinfo");

    public static final StructLayout SOCK_EXTENDED_ERR = structLayout(
                    JAVA_INT.withName("ee_errno"),
                    JAVA_BYTE.withName("ee_origin"),
                    JAVA_BYTE.withName("ee_type"),
                    JAVA_BYTE.withName("ee_code"),
                    JAVA_BYTE.withName("ee_pad"),
                    JAVA_INT.withName("ee_info"),
                    JAVA_INT.withName("ee_data"))
            .withName("sock_extended_err");

    /** With the member of its union that holds flags. Source: netdevice(7). */
    public static final StructLayout IFREQ = structLayout(
                    sequenceLayout(16, JAVA_BYTE).withName("ifr_name"),
                    JAVA_SHORT.withName("ifr_flags"),
                    paddingLayout(22))
            .withName("ifreq");

    public static final StructLayout SOCKADDR_LL = structLayout(
                    JAVA_SHORT.withName("sll_family"),
                    JAVA_SHORT.withName("sll_protocol"),
                    JAVA_INT.withName("sll_ifindex"),
                    JAVA_SHORT.withName("sll_hatype"),
                    JAVA_BYTE.withName("sll_pkttype"),
                    JAVA_BYTE.withName("sll_halen"),
                    sequenceLayout(8, JAVA_BYTE).withName("sll_addr"))
            .withName("sockaddr_ll");

    public static final StructLayout USER_CAP_HEADER =
            structLayout(JAVA_INT.withName("version"), JAVA_INT.withName("pid")).withName("__user_cap_header_struct");

    public static final StructLayout USER_CAP_DATA = structLayout(
                    JAVA_INT.withName("effective"), JAVA_INT.withName("permitted"), JAVA_INT.withName("inheritable"))
            .withName("__user_cap_data_struct");
}
