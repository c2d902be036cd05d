package socklab.call;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A socket option: its name, its level, its number, and the C type of its value.
 *
 * <p>Numbers are those of Linux (asm-generic); a test compares each with what a C compiler says.
 *
 * <p>Left out, of what the man pages tell: <ul>
 * <li>values that are programs: SO_ATTACH_FILTER, SO_ATTACH_BPF, SO_ATTACH_REUSEPORT_CBPF and their like, with
 * SO_DETACH_FILTER, SO_LOCK_FILTER, SO_GET_FILTER; a line has no words for BPF;
 * <li>whole lists in one value, where the options above do the same one by one: IP_MSFILTER, MCAST_MSFILTER;
 * <li>a label of a security module, of any length, and none on most machines: SO_PEERSEC;
 * <li>a value that hands over memory: TCP_ZEROCOPY_RECEIVE;
 * <li>IPv6's extension headers: IPV6_RTHDR, IPV6_AUTHHDR, IPV6_DSTOPTS, IPV6_HOPOPTS and what receives them, as no
 * message here carries one;
 * <li>what has had no effect for long: SO_BSDCOMPAT, SO_SECURITY_…, TCP_COOKIE_TRANSACTIONS, IP_PKTOPTIONS and the
 * options of RFC 2292;
 * <li>the tables of netfilter and of IPsec, which belong to the machine and not to a socket.
 * </ul>
 *
 * <p>Source: socket(7), ip(7), ipv6(7), tcp(7), udp(7), unix(7).
 */
public enum SocketOption {
    SO_DEBUG(Const.SOL_SOCKET, 1, Kind.SWITCH),
    SO_REUSEADDR(Const.SOL_SOCKET, 2, Kind.SWITCH),
    SO_TYPE(Const.SOL_SOCKET, 3, Kind.TYPE),
    SO_ERROR(Const.SOL_SOCKET, 4, Kind.ERRNO),
    SO_DONTROUTE(Const.SOL_SOCKET, 5, Kind.SWITCH),
    SO_BROADCAST(Const.SOL_SOCKET, 6, Kind.SWITCH),
    SO_SNDBUF(Const.SOL_SOCKET, 7, Kind.INT),
    SO_RCVBUF(Const.SOL_SOCKET, 8, Kind.INT),
    SO_KEEPALIVE(Const.SOL_SOCKET, 9, Kind.SWITCH),
    SO_OOBINLINE(Const.SOL_SOCKET, 10, Kind.SWITCH),
    SO_NO_CHECK(Const.SOL_SOCKET, 11, Kind.SWITCH),
    SO_PRIORITY(Const.SOL_SOCKET, 12, Kind.INT),
    SO_LINGER(Const.SOL_SOCKET, 13, Kind.LINGER),
    SO_REUSEPORT(Const.SOL_SOCKET, 15, Kind.SWITCH),
    SO_PASSCRED(Const.SOL_SOCKET, 16, Kind.SWITCH),
    SO_PEERCRED(Const.SOL_SOCKET, 17, Kind.UCRED),
    SO_RCVLOWAT(Const.SOL_SOCKET, 18, Kind.INT),
    SO_SNDLOWAT(Const.SOL_SOCKET, 19, Kind.INT),
    SO_RCVTIMEO(Const.SOL_SOCKET, 20, Kind.TIME),
    SO_SNDTIMEO(Const.SOL_SOCKET, 21, Kind.TIME),
    SO_BINDTODEVICE(Const.SOL_SOCKET, 25, Kind.TEXT),
    SO_PEERNAME(Const.SOL_SOCKET, 28, Kind.SOCKADDR),
    SO_TIMESTAMP(Const.SOL_SOCKET, 29, Kind.SWITCH),
    SO_ACCEPTCONN(Const.SOL_SOCKET, 30, Kind.SWITCH),
    SO_SNDBUFFORCE(Const.SOL_SOCKET, 32, Kind.INT),
    SO_RCVBUFFORCE(Const.SOL_SOCKET, 33, Kind.INT),
    SO_PASSSEC(Const.SOL_SOCKET, 34, Kind.SWITCH),
    SO_TIMESTAMPNS(Const.SOL_SOCKET, 35, Kind.SWITCH),
    SO_MARK(Const.SOL_SOCKET, 36, Kind.INT),
    SO_TIMESTAMPING(Const.SOL_SOCKET, 37, Kind.FLAGS, Const.Group.TIMESTAMPING),
    SO_PROTOCOL(Const.SOL_SOCKET, 38, Kind.PROTOCOL),
    SO_DOMAIN(Const.SOL_SOCKET, 39, Kind.DOMAIN),
    SO_RXQ_OVFL(Const.SOL_SOCKET, 40, Kind.SWITCH),
    SO_PEEK_OFF(Const.SOL_SOCKET, 42, Kind.INT),
    SO_SELECT_ERR_QUEUE(Const.SOL_SOCKET, 45, Kind.SWITCH),
    SO_BUSY_POLL(Const.SOL_SOCKET, 46, Kind.MICROS),
    SO_MAX_PACING_RATE(Const.SOL_SOCKET, 47, Kind.INT),
    SO_INCOMING_CPU(Const.SOL_SOCKET, 49, Kind.INT),
    SO_MEMINFO(Const.SOL_SOCKET, 55, Kind.MEMINFO),
    SO_INCOMING_NAPI_ID(Const.SOL_SOCKET, 56, Kind.INT),
    SO_COOKIE(Const.SOL_SOCKET, 57, Kind.LONG),
    SO_ZEROCOPY(Const.SOL_SOCKET, 60, Kind.SWITCH),
    SO_TXTIME(Const.SOL_SOCKET, 61, Kind.TXTIME),
    SO_BINDTOIFINDEX(Const.SOL_SOCKET, 62, Kind.INTERFACE),
    SO_RCVMARK(Const.SOL_SOCKET, 75, Kind.SWITCH),
    SO_PEERPIDFD(Const.SOL_SOCKET, 77, Kind.DESCRIPTOR),
    IP_TOS(Const.SOL_IP, 1, Kind.INT),
    IP_TTL(Const.SOL_IP, 2, Kind.INT),
    IP_HDRINCL(Const.SOL_IP, 3, Kind.SWITCH),
    IP_OPTIONS(Const.SOL_IP, 4, Kind.OCTETS),
    IP_ROUTER_ALERT(Const.SOL_IP, 5, Kind.INT),
    IP_RECVOPTS(Const.SOL_IP, 6, Kind.SWITCH),
    IP_RETOPTS(Const.SOL_IP, 7, Kind.SWITCH),
    IP_PKTINFO(Const.SOL_IP, 8, Kind.SWITCH),
    IP_MTU_DISCOVER(Const.SOL_IP, 10, Kind.CHOICE, Const.Group.PMTUDISC),
    IP_RECVERR(Const.SOL_IP, 11, Kind.SWITCH),
    IP_RECVTTL(Const.SOL_IP, 12, Kind.SWITCH),
    IP_RECVTOS(Const.SOL_IP, 13, Kind.SWITCH),
    IP_MTU(Const.SOL_IP, 14, Kind.INT),
    IP_FREEBIND(Const.SOL_IP, 15, Kind.SWITCH),
    IP_PASSSEC(Const.SOL_IP, 18, Kind.SWITCH),
    IP_TRANSPARENT(Const.SOL_IP, 19, Kind.SWITCH),
    IP_RECVORIGDSTADDR(Const.SOL_IP, 20, Kind.SWITCH),
    IP_MINTTL(Const.SOL_IP, 21, Kind.INT),
    IP_NODEFRAG(Const.SOL_IP, 22, Kind.SWITCH),
    IP_CHECKSUM(Const.SOL_IP, 23, Kind.SWITCH),
    IP_BIND_ADDRESS_NO_PORT(Const.SOL_IP, 24, Kind.SWITCH),
    IP_RECVFRAGSIZE(Const.SOL_IP, 25, Kind.SWITCH),
    IP_MULTICAST_IF(Const.SOL_IP, 32, Kind.IN_ADDR),
    IP_MULTICAST_TTL(Const.SOL_IP, 33, Kind.INT),
    IP_MULTICAST_LOOP(Const.SOL_IP, 34, Kind.SWITCH),
    IP_ADD_MEMBERSHIP(Const.SOL_IP, 35, Kind.MREQ),
    IP_DROP_MEMBERSHIP(Const.SOL_IP, 36, Kind.MREQ),
    IP_UNBLOCK_SOURCE(Const.SOL_IP, 37, Kind.MREQ_SOURCE),
    IP_BLOCK_SOURCE(Const.SOL_IP, 38, Kind.MREQ_SOURCE),
    IP_ADD_SOURCE_MEMBERSHIP(Const.SOL_IP, 39, Kind.MREQ_SOURCE),
    IP_DROP_SOURCE_MEMBERSHIP(Const.SOL_IP, 40, Kind.MREQ_SOURCE),
    MCAST_JOIN_GROUP(Const.SOL_IP, 42, Kind.GROUP_REQ),
    MCAST_BLOCK_SOURCE(Const.SOL_IP, 43, Kind.GROUP_SOURCE_REQ),
    MCAST_UNBLOCK_SOURCE(Const.SOL_IP, 44, Kind.GROUP_SOURCE_REQ),
    MCAST_LEAVE_GROUP(Const.SOL_IP, 45, Kind.GROUP_REQ),
    MCAST_JOIN_SOURCE_GROUP(Const.SOL_IP, 46, Kind.GROUP_SOURCE_REQ),
    MCAST_LEAVE_SOURCE_GROUP(Const.SOL_IP, 47, Kind.GROUP_SOURCE_REQ),
    IP_MULTICAST_ALL(Const.SOL_IP, 49, Kind.SWITCH),
    IP_UNICAST_IF(Const.SOL_IP, 50, Kind.NET_INTERFACE),
    IP_LOCAL_PORT_RANGE(Const.SOL_IP, 51, Kind.PORT_RANGE),
    IPV6_ADDRFORM(Const.SOL_IPV6, 1, Kind.CHOICE, Const.Group.DOMAIN),
    IPV6_FLOWINFO(Const.SOL_IPV6, 11, Kind.SWITCH),
    IPV6_UNICAST_HOPS(Const.SOL_IPV6, 16, Kind.INT),
    IPV6_MULTICAST_IF(Const.SOL_IPV6, 17, Kind.INTERFACE),
    IPV6_MULTICAST_HOPS(Const.SOL_IPV6, 18, Kind.INT),
    IPV6_MULTICAST_LOOP(Const.SOL_IPV6, 19, Kind.SWITCH),
    IPV6_ADD_MEMBERSHIP(Const.SOL_IPV6, 20, Kind.MREQ6),
    IPV6_DROP_MEMBERSHIP(Const.SOL_IPV6, 21, Kind.MREQ6),
    IPV6_ROUTER_ALERT(Const.SOL_IPV6, 22, Kind.INT),
    IPV6_MTU_DISCOVER(Const.SOL_IPV6, 23, Kind.CHOICE, Const.Group.PMTUDISC6),
    IPV6_MTU(Const.SOL_IPV6, 24, Kind.INT),
    IPV6_RECVERR(Const.SOL_IPV6, 25, Kind.SWITCH),
    IPV6_V6ONLY(Const.SOL_IPV6, 26, Kind.SWITCH),
    IPV6_MULTICAST_ALL(Const.SOL_IPV6, 29, Kind.SWITCH),
    IPV6_RECVPKTINFO(Const.SOL_IPV6, 49, Kind.SWITCH),
    IPV6_PKTINFO(Const.SOL_IPV6, 50, Kind.PKTINFO6),
    IPV6_RECVHOPLIMIT(Const.SOL_IPV6, 51, Kind.SWITCH),
    IPV6_DONTFRAG(Const.SOL_IPV6, 62, Kind.SWITCH),
    IPV6_RECVTCLASS(Const.SOL_IPV6, 66, Kind.SWITCH),
    IPV6_TCLASS(Const.SOL_IPV6, 67, Kind.INT),
    IPV6_MINHOPCOUNT(Const.SOL_IPV6, 73, Kind.INT),
    IPV6_RECVORIGDSTADDR(Const.SOL_IPV6, 74, Kind.SWITCH),
    IPV6_TRANSPARENT(Const.SOL_IPV6, 75, Kind.SWITCH),
    IPV6_UNICAST_IF(Const.SOL_IPV6, 76, Kind.NET_INTERFACE),
    IPV6_RECVFRAGSIZE(Const.SOL_IPV6, 77, Kind.SWITCH),
    IPV6_FREEBIND(Const.SOL_IPV6, 78, Kind.SWITCH),
    TCP_NODELAY(Const.SOL_TCP, 1, Kind.SWITCH),
    TCP_MAXSEG(Const.SOL_TCP, 2, Kind.INT),
    TCP_CORK(Const.SOL_TCP, 3, Kind.SWITCH),
    TCP_KEEPIDLE(Const.SOL_TCP, 4, Kind.SECONDS),
    TCP_KEEPINTVL(Const.SOL_TCP, 5, Kind.SECONDS),
    TCP_KEEPCNT(Const.SOL_TCP, 6, Kind.INT),
    TCP_SYNCNT(Const.SOL_TCP, 7, Kind.INT),
    TCP_LINGER2(Const.SOL_TCP, 8, Kind.SECONDS),
    TCP_DEFER_ACCEPT(Const.SOL_TCP, 9, Kind.SECONDS),
    TCP_WINDOW_CLAMP(Const.SOL_TCP, 10, Kind.INT),
    TCP_INFO(Const.SOL_TCP, 11, Kind.TCP_INFO),
    TCP_QUICKACK(Const.SOL_TCP, 12, Kind.SWITCH),
    TCP_CONGESTION(Const.SOL_TCP, 13, Kind.TEXT),
    TCP_MD5SIG(Const.SOL_TCP, 14, Kind.MD5SIG),
    TCP_USER_TIMEOUT(Const.SOL_TCP, 18, Kind.MILLIS),
    TCP_REPAIR(Const.SOL_TCP, 19, Kind.INT),
    TCP_FASTOPEN(Const.SOL_TCP, 23, Kind.INT),
    TCP_TIMESTAMP(Const.SOL_TCP, 24, Kind.INT),
    TCP_NOTSENT_LOWAT(Const.SOL_TCP, 25, Kind.INT),
    TCP_CC_INFO(Const.SOL_TCP, 26, Kind.CC_INFO),
    TCP_SAVE_SYN(Const.SOL_TCP, 27, Kind.SWITCH),
    TCP_SAVED_SYN(Const.SOL_TCP, 28, Kind.SYN),
    TCP_FASTOPEN_CONNECT(Const.SOL_TCP, 30, Kind.SWITCH),
    TCP_ULP(Const.SOL_TCP, 31, Kind.TEXT),
    TCP_FASTOPEN_KEY(Const.SOL_TCP, 33, Kind.KEY),
    TCP_FASTOPEN_NO_COOKIE(Const.SOL_TCP, 34, Kind.SWITCH),
    TCP_INQ(Const.SOL_TCP, 36, Kind.SWITCH),
    TCP_TX_DELAY(Const.SOL_TCP, 37, Kind.MICROS),
    TCP_RTO_MAX_MS(Const.SOL_TCP, 44, Kind.MILLIS),
    TCP_RTO_MIN_US(Const.SOL_TCP, 45, Kind.MICROS),
    UDP_CORK(Const.SOL_UDP, 1, Kind.SWITCH),
    UDP_NO_CHECK6_TX(Const.SOL_UDP, 101, Kind.SWITCH),
    UDP_NO_CHECK6_RX(Const.SOL_UDP, 102, Kind.SWITCH),
    UDP_SEGMENT(Const.SOL_UDP, 103, Kind.INT),
    UDP_GRO(Const.SOL_UDP, 104, Kind.SWITCH),
    ICMP_FILTER(Const.SOL_RAW, 1, Kind.ICMP_TYPES);

    /** The C type of an option's value, and so what is typed for it and how it is shown. */
    public enum Kind {
        /** {@code int}: a number. */
        INT(4),
        /** {@code int}: seconds, typed with or without a unit. */
        SECONDS(4),
        /** {@code int}: milliseconds, typed with or without a unit. */
        MILLIS(4),
        /** {@code int}: microseconds, typed with or without a unit. */
        MICROS(4),
        /** {@code int} used as a truth value: 0 or 1, off or on. */
        SWITCH(4),
        /** {@code int}: an errno, read and cleared. */
        ERRNO(4),
        /** {@code int}: a socket type. */
        TYPE(4),
        /** {@code int}: an address family. */
        DOMAIN(4),
        /** {@code int}: a protocol. */
        PROTOCOL(4),
        /** {@code uint64_t}: a number. */
        LONG(8),
        /** {@code struct timeval}; zero means wait for ever. */
        TIME(16),
        /** {@code struct linger}. */
        LINGER(8),
        /** A string of at most 16 bytes: a device or an algorithm. */
        TEXT(16),
        /** {@code struct in_addr}: an interface by its address; by its name, {@code struct ip_mreqn}. */
        IN_ADDR(4),
        /** {@code int}: an interface's index, typed by name. */
        INTERFACE(4),
        /** {@code struct ip_mreq}: a group and an interface by its address; by its name, {@code struct ip_mreqn}. */
        MREQ(8),
        /** {@code struct ip_mreq_source}: a group, a sender, and an interface by its address. */
        MREQ_SOURCE(12),
        /** {@code struct group_req}: an interface's index and a group of either family. Source: RFC 3678. */
        GROUP_REQ(136),
        /** {@code struct group_source_req}: the same and a sender. */
        GROUP_SOURCE_REQ(264),
        /** {@code struct ipv6_mreq}: a group and an interface by its index. */
        MREQ6(20),
        /** {@code struct in6_pktinfo}: the address to send from and an interface's index. Source: RFC 3542, 6.2. */
        PKTINFO6(20),
        /** {@code int}: one of some constants. */
        CHOICE(4),
        /** {@code int}: flags. */
        FLAGS(4),
        /** {@code uint32_t}: a first port in the lower half and a last in the upper. */
        PORT_RANGE(4),
        /** {@code int}: an interface's index in network byte order, typed by name. */
        NET_INTERFACE(4),
        /** {@code int}: a new descriptor, which the reader owns. */
        DESCRIPTOR(4),
        /** {@code struct sockaddr_storage}: an address. */
        SOCKADDR(128),
        /** {@code struct sock_txtime}: a clock and flags. Source: linux/net_tstamp.h. */
        TXTIME(8),
        /** {@code struct tcp_md5sig}: a peer's address and a key. Source: linux/tcp.h, RFC 2385. */
        MD5SIG(216),
        /** One or two keys of 16 bytes. */
        KEY(32),
        /**
         * {@code union tcp_cc_info}: what the congestion control algorithm tells of itself. Source: linux/inet_diag.h.
         */
        CC_INFO(20),
        /** {@code struct icmp_filter}: a bit for each ICMP type that is kept away. Source: linux/icmp.h, raw(7). */
        ICMP_TYPES(4),
        /** Bytes as they stand in an IPv4 header, behind its fields. Source: RFC 791, 3.1. */
        OCTETS(40),
        /** The headers of a SYN, from IP's on. */
        SYN(128),
        /** {@code struct ucred}: pid, uid, gid. */
        UCRED(12),
        /** {@code __u32[SK_MEMINFO_VARS]}. Source: sock_diag(7). */
        MEMINFO(36),
        /** {@code struct tcp_info}. Source: linux/tcp.h. */
        TCP_INFO(280);

        private final int size;

        Kind(int size) {
            this.size = size;
        }

        /** How many bytes getsockopt offers for it. */
        public int size() {
            return size;
        }
    }

    private final Const level;
    private final int number;
    private final Kind kind;
    private final Optional<Const.Group> names;

    SocketOption(Const level, int number, Kind kind) {
        this(level, number, kind, Optional.empty());
    }

    SocketOption(Const level, int number, Kind kind, Const.Group names) {
        this(level, number, kind, Optional.of(names));
    }

    SocketOption(Const level, int number, Kind kind, Optional<Const.Group> names) {
        this.level = level;
        this.number = number;
        this.kind = kind;
        this.names = names;
    }

    /** The level it belongs to, {@code SOL_…}. */
    public Const level() {
        return level;
    }

    /** The number that C's headers give it. */
    public int number() {
        return number;
    }

    /** The C type of its value. */
    public Kind kind() {
        return kind;
    }

    /** The constants that a value is one of, or put together from, if it has such. */
    public Optional<Const.Group> names() {
        return names;
    }

    /**
     * The level at which a value is set: the multicast options of RFC 3678 are the same at two, by the group's family.
     */
    public Const level(OptionValue value) {
        return value instanceof OptionValue.GroupRequest g && g.group() instanceof SocketAddress.Inet6
                ? Const.SOL_IPV6
                : level;
    }

    /**
     * The name that strace prints. The two time-outs have two numbers in the kernel; on 64-bit machines
     * C's name stands for the older one, and strace says so. Where two names have one number, strace knows the other.
     */
    public String kernelName() {
        return switch (this) {
            case SO_RCVTIMEO, SO_SNDTIMEO, SO_TIMESTAMP, SO_TIMESTAMPNS, SO_TIMESTAMPING -> name() + "_OLD";
            // younger than strace 6.1
            case IP_LOCAL_PORT_RANGE -> "0x33 /* IP_??? */";
            case SO_PEERPIDFD -> "0x4d /* SO_??? */";
            case TCP_RTO_MAX_MS -> "0x2c /* TCP_??? */";
            case TCP_RTO_MIN_US -> "0x2d /* TCP_??? */";
            case IP_RECVORIGDSTADDR -> "IP_ORIGDSTADDR";
            case IPV6_RECVORIGDSTADDR -> "IPV6_ORIGDSTADDR";
            default -> name();
        };
    }

    /** Second names for one number. Source: netinet/in.h; RFC 3493, 5.2. */
    private static final Map<String, SocketOption> ALIASES = Map.of(
            "IPV6_JOIN_GROUP", IPV6_ADD_MEMBERSHIP,
            "IPV6_LEAVE_GROUP", IPV6_DROP_MEMBERSHIP,
            "IP_RECVRETOPTS", IP_RETOPTS,
            "IP_ORIGDSTADDR", IP_RECVORIGDSTADDR,
            "TCP_CM_INQ", TCP_INQ);

    /** Names that C has for options beside their own. */
    public static Set<String> aliases() {
        return ALIASES.keySet();
    }

    /** The option of that name; upper and lower case alike. */
    public static Optional<SocketOption> named(String name) {
        return Arrays.stream(values())
                .filter(o -> o.name().equalsIgnoreCase(name))
                .findFirst()
                .or(() -> Optional.ofNullable(ALIASES.get(name.toUpperCase(Locale.ROOT))));
    }
}
