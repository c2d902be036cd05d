package socklab.call;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A constant of C's socket interface: its name and its number.
 *
 * <p>Numbers are those of Linux on x86-64 and AArch64 (asm-generic); a test compares each with what a
 * C compiler says. Within a group, flags stand in the order in which strace prints them.
 *
 * <p>Source: socket(2), send(2), recv(2), open(2), poll(2), epoll_ctl(2), fcntl(2), ioctl(2), ip(7), ipv6(7);
 * linux/net_tstamp.h.
 */
public enum Const {
    AF_UNSPEC(Group.DOMAIN, 0),
    AF_UNIX(Group.DOMAIN, 1),
    AF_INET(Group.DOMAIN, 2),
    AF_INET6(Group.DOMAIN, 10),
    AF_NETLINK(Group.DOMAIN, 16),
    AF_PACKET(Group.DOMAIN, 17),

    SOCK_STREAM(Group.TYPE, 1),
    SOCK_DGRAM(Group.TYPE, 2),
    SOCK_RAW(Group.TYPE, 3),
    SOCK_RDM(Group.TYPE, 4),
    SOCK_SEQPACKET(Group.TYPE, 5),

    SOCK_CLOEXEC(Group.TYPE_FLAG, 0x80000),
    SOCK_NONBLOCK(Group.TYPE_FLAG, 0x800),

    IPPROTO_IP(Group.PROTOCOL, 0),
    IPPROTO_ICMP(Group.PROTOCOL, 1),
    IPPROTO_IGMP(Group.PROTOCOL, 2),
    IPPROTO_TCP(Group.PROTOCOL, 6),
    IPPROTO_UDP(Group.PROTOCOL, 17),
    IPPROTO_IPV6(Group.PROTOCOL, 41),
    IPPROTO_ICMPV6(Group.PROTOCOL, 58),
    IPPROTO_SCTP(Group.PROTOCOL, 132),
    IPPROTO_UDPLITE(Group.PROTOCOL, 136),
    IPPROTO_RAW(Group.PROTOCOL, 255),
    IPPROTO_MPTCP(Group.PROTOCOL, 262),

    SOL_IP(Group.LEVEL, 0),
    SOL_SOCKET(Group.LEVEL, 1),
    SOL_TCP(Group.LEVEL, 6),
    SOL_UDP(Group.LEVEL, 17),
    SOL_IPV6(Group.LEVEL, 41),
    SOL_RAW(Group.LEVEL, 255),

    MSG_OOB(Group.MSG, 0x1),
    MSG_PEEK(Group.MSG, 0x2),
    MSG_DONTROUTE(Group.MSG, 0x4),
    MSG_CTRUNC(Group.MSG, 0x8),
    MSG_TRUNC(Group.MSG, 0x20),
    MSG_DONTWAIT(Group.MSG, 0x40),
    MSG_EOR(Group.MSG, 0x80),
    MSG_WAITALL(Group.MSG, 0x100),
    MSG_CONFIRM(Group.MSG, 0x800),
    MSG_ERRQUEUE(Group.MSG, 0x2000),
    MSG_NOSIGNAL(Group.MSG, 0x4000),
    MSG_MORE(Group.MSG, 0x8000),
    MSG_WAITFORONE(Group.MSG, 0x10000),
    MSG_ZEROCOPY(Group.MSG, 0x4000000),
    MSG_FASTOPEN(Group.MSG, 0x20000000),
    MSG_CMSG_CLOEXEC(Group.MSG, 0x40000000),

    SHUT_RD(Group.HOW, 0),
    SHUT_WR(Group.HOW, 1),
    SHUT_RDWR(Group.HOW, 2),

    F_GETFD(Group.FCNTL, 1),
    F_SETFD(Group.FCNTL, 2),
    F_GETFL(Group.FCNTL, 3),
    F_SETFL(Group.FCNTL, 4),

    O_RDONLY(Group.STATUS, 0),
    O_WRONLY(Group.STATUS, 1),
    O_RDWR(Group.STATUS, 2),
    O_APPEND(Group.STATUS, 0x400),
    O_NONBLOCK(Group.STATUS, 0x800),
    O_ASYNC(Group.STATUS, 0x2000),

    FD_CLOEXEC(Group.FD_FLAG, 1),

    FIONREAD(Group.IOCTL, 0x541B),
    SIOCOUTQ(Group.IOCTL, 0x5411),
    SIOCATMARK(Group.IOCTL, 0x8905),
    SIOCOUTQNSD(Group.IOCTL, 0x894B),
    SIOCGSTAMP(Group.IOCTL, 0x8906),
    FIONBIO(Group.IOCTL, 0x5421),

    AT_FDCWD(Group.DIRECTORY, -100),

    O_CLOEXEC(Group.PIPE_FLAG, 0x80000),

    SPLICE_F_MOVE(Group.SPLICE, 1),
    SPLICE_F_NONBLOCK(Group.SPLICE, 2),
    SPLICE_F_MORE(Group.SPLICE, 4),
    SPLICE_F_GIFT(Group.SPLICE, 8),

    CLOCK_REALTIME(Group.CLOCK, 0),
    CLOCK_MONOTONIC(Group.CLOCK, 1),
    CLOCK_TAI(Group.CLOCK, 11),

    SOF_TXTIME_DEADLINE_MODE(Group.TXTIME, 1),
    SOF_TXTIME_REPORT_ERRORS(Group.TXTIME, 2),

    ICMP_ECHOREPLY(Group.ICMP, 0),
    ICMP_DEST_UNREACH(Group.ICMP, 3),
    ICMP_SOURCE_QUENCH(Group.ICMP, 4),
    ICMP_REDIRECT(Group.ICMP, 5),
    ICMP_ECHO(Group.ICMP, 8),
    ICMP_TIME_EXCEEDED(Group.ICMP, 11),
    ICMP_PARAMETERPROB(Group.ICMP, 12),
    ICMP_TIMESTAMP(Group.ICMP, 13),
    ICMP_TIMESTAMPREPLY(Group.ICMP, 14),
    ICMP_INFO_REQUEST(Group.ICMP, 15),
    ICMP_INFO_REPLY(Group.ICMP, 16),
    ICMP_ADDRESS(Group.ICMP, 17),
    ICMP_ADDRESSREPLY(Group.ICMP, 18),

    ETH_P_LOOP(Group.ETHERTYPE, 0x0060),
    ETH_P_IP(Group.ETHERTYPE, 0x0800),
    ETH_P_ARP(Group.ETHERTYPE, 0x0806),
    ETH_P_8021Q(Group.ETHERTYPE, 0x8100),
    ETH_P_IPV6(Group.ETHERTYPE, 0x86DD),
    ETH_P_ALL(Group.ETHERTYPE, 0x0003),

    POLLIN(Group.POLL, 0x1),
    POLLPRI(Group.POLL, 0x2),
    POLLOUT(Group.POLL, 0x4),
    POLLERR(Group.POLL, 0x8),
    POLLHUP(Group.POLL, 0x10),
    POLLNVAL(Group.POLL, 0x20),
    POLLRDHUP(Group.POLL, 0x2000),

    EPOLLIN(Group.EPOLL, 0x1),
    EPOLLPRI(Group.EPOLL, 0x2),
    EPOLLOUT(Group.EPOLL, 0x4),
    EPOLLERR(Group.EPOLL, 0x8),
    EPOLLHUP(Group.EPOLL, 0x10),
    EPOLLRDHUP(Group.EPOLL, 0x2000),
    EPOLLEXCLUSIVE(Group.EPOLL, 1 << 28),
    EPOLLONESHOT(Group.EPOLL, 1 << 30),
    EPOLLET(Group.EPOLL, 1 << 31),

    EPOLL_CTL_ADD(Group.EPOLL_OP, 1),
    EPOLL_CTL_DEL(Group.EPOLL_OP, 2),
    EPOLL_CTL_MOD(Group.EPOLL_OP, 3),

    EPOLL_CLOEXEC(Group.EPOLL_FLAG, 0x80000),

    IP_PMTUDISC_DONT(Group.PMTUDISC, 0),
    IP_PMTUDISC_WANT(Group.PMTUDISC, 1),
    IP_PMTUDISC_DO(Group.PMTUDISC, 2),
    IP_PMTUDISC_PROBE(Group.PMTUDISC, 3),
    IP_PMTUDISC_INTERFACE(Group.PMTUDISC, 4),
    IP_PMTUDISC_OMIT(Group.PMTUDISC, 5),

    IPV6_PMTUDISC_DONT(Group.PMTUDISC6, 0),
    IPV6_PMTUDISC_WANT(Group.PMTUDISC6, 1),
    IPV6_PMTUDISC_DO(Group.PMTUDISC6, 2),
    IPV6_PMTUDISC_PROBE(Group.PMTUDISC6, 3),
    IPV6_PMTUDISC_INTERFACE(Group.PMTUDISC6, 4),
    IPV6_PMTUDISC_OMIT(Group.PMTUDISC6, 5),

    SOF_TIMESTAMPING_TX_HARDWARE(Group.TIMESTAMPING, 1),
    SOF_TIMESTAMPING_TX_SOFTWARE(Group.TIMESTAMPING, 1 << 1),
    SOF_TIMESTAMPING_RX_HARDWARE(Group.TIMESTAMPING, 1 << 2),
    SOF_TIMESTAMPING_RX_SOFTWARE(Group.TIMESTAMPING, 1 << 3),
    SOF_TIMESTAMPING_SOFTWARE(Group.TIMESTAMPING, 1 << 4),
    SOF_TIMESTAMPING_RAW_HARDWARE(Group.TIMESTAMPING, 1 << 6),
    SOF_TIMESTAMPING_OPT_ID(Group.TIMESTAMPING, 1 << 7),
    SOF_TIMESTAMPING_TX_SCHED(Group.TIMESTAMPING, 1 << 8),
    SOF_TIMESTAMPING_TX_ACK(Group.TIMESTAMPING, 1 << 9),
    SOF_TIMESTAMPING_OPT_CMSG(Group.TIMESTAMPING, 1 << 10),
    SOF_TIMESTAMPING_OPT_TSONLY(Group.TIMESTAMPING, 1 << 11),
    SOF_TIMESTAMPING_OPT_STATS(Group.TIMESTAMPING, 1 << 12),
    SOF_TIMESTAMPING_OPT_PKTINFO(Group.TIMESTAMPING, 1 << 13),
    SOF_TIMESTAMPING_OPT_TX_SWHW(Group.TIMESTAMPING, 1 << 14),
    SOF_TIMESTAMPING_BIND_PHC(Group.TIMESTAMPING, 1 << 15);

    /** A family of constants: one C parameter takes members of one group. */
    public enum Group {
        DOMAIN("AF_"),
        TYPE("SOCK_"),
        TYPE_FLAG("SOCK_"),
        PROTOCOL("IPPROTO_"),
        LEVEL("SOL_"),
        MSG("MSG_"),
        HOW("SHUT_"),
        FCNTL("F_"),
        STATUS("O_"),
        FD_FLAG("FD_"),
        IOCTL(""),
        DIRECTORY("AT_"),
        /** Of pipe2; O_NONBLOCK, which is among the flags of a descriptor, belongs to it as well. */
        PIPE_FLAG("O_"),
        SPLICE("SPLICE_F_"),
        CLOCK("CLOCK_"),
        TXTIME("SOF_TXTIME_"),
        ICMP("ICMP_"),
        ETHERTYPE("ETH_P_"),
        POLL("POLL"),
        EPOLL("EPOLL"),
        EPOLL_OP("EPOLL_CTL_"),
        EPOLL_FLAG("EPOLL_"),
        PMTUDISC("IP_PMTUDISC_"),
        PMTUDISC6("IPV6_PMTUDISC_"),
        TIMESTAMPING("SOF_TIMESTAMPING_");

        private final String prefix;

        Group(String prefix) {
            this.prefix = prefix;
        }

        /** What the names of its members begin with. */
        public String prefix() {
            return prefix;
        }

        /** Its members, in strace's order. */
        public List<Const> members() {
            return Arrays.stream(Const.values()).filter(c -> c.group == this).toList();
        }
    }

    private final Group group;
    private final int value;

    Const(Group group, int value) {
        this.group = group;
        this.value = value;
    }

    /** The group it belongs to. */
    public Group group() {
        return group;
    }

    /** The number that C's headers give it. */
    public int value() {
        return value;
    }

    /** The name that strace prints: where two have one number, it knows the other. */
    public String kernelName() {
        return switch (this) {
            case SIOCOUTQ -> "TIOCOUTQ";
            case SIOCGSTAMP -> "SIOCGSTAMP_OLD";
            case O_ASYNC -> "FASYNC";
            default -> name();
        };
    }

    /** The group of flags that a command of fcntl takes, if it takes some. */
    public Optional<Group> argument() {
        return this == F_SETFL
                ? Optional.of(Group.STATUS)
                : this == F_SETFD ? Optional.of(Group.FD_FLAG) : Optional.empty();
    }

    /** The group of flags that a command of fcntl answers with, if it does. */
    public Optional<Group> answer() {
        return this == F_GETFL
                ? Optional.of(Group.STATUS)
                : this == F_GETFD ? Optional.of(Group.FD_FLAG) : Optional.empty();
    }

    /** The constant of that name within a group; upper and lower case alike. */
    public static Optional<Const> named(Group group, String name) {
        String known = switch (group) {
            case DOMAIN -> family(name);
            case IOCTL -> name.equalsIgnoreCase("SIOCINQ") ? FIONREAD.name() : name;
            default -> name;
        };
        return Arrays.stream(values())
                .filter(c -> c.group == group || group == Group.PIPE_FLAG && c == O_NONBLOCK)
                .filter(c -> c.name().equalsIgnoreCase(known))
                .findFirst();
    }

    /** A family's name in AF_: C has PF_ for each, and AF_LOCAL for AF_UNIX. Source: bits/socket.h. */
    private static String family(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        String family = upper.startsWith("PF_") ? "AF_" + upper.substring("PF_".length()) : upper;
        return family.equals("AF_LOCAL") || family.equals("AF_FILE") ? AF_UNIX.name() : family;
    }

    /** The constant of that number within a group. */
    public static Optional<Const> of(Group group, int value) {
        return Arrays.stream(values())
                .filter(c -> c.group == group && c.value == value)
                .findFirst();
    }

    /**
     * A set of flags as strace prints it: names joined by {@code |}, unknown bits in hexadecimal,
     * {@code 0} for none.
     */
    public static String flags(Group group, int bits) {
        if (group == Group.STATUS) {
            return status(bits);
        } else if (group == Group.PIPE_FLAG && (bits & O_NONBLOCK.value) != 0) {
            int rest = bits & ~O_NONBLOCK.value;
            return O_NONBLOCK.name() + (rest == 0 ? "" : "|" + joined(group, rest));
        }
        return bits == 0 ? "0" : joined(group, bits);
    }

    /** A descriptor's status: its access mode, which is no flag but a number in two bits, and its flags. */
    private static String status(int bits) {
        String mode = of(Group.STATUS, bits & 3).map(Const::name).orElse("O_ACCMODE");
        int flags = bits & ~3;
        return flags == 0 ? mode : mode + "|" + joined(Group.STATUS, flags);
    }

    private static String joined(Group group, int bits) {
        StringBuilder text = new StringBuilder();
        int rest = bits;
        for (Const c : group.members()) {
            if (c.value != 0 && (rest & c.value) == c.value) {
                text.append(text.isEmpty() ? "" : "|").append(c.name());
                rest &= ~c.value;
            }
        }
        if (rest != 0) {
            String hex = "0x" + Integer.toHexString(rest);
            text.append(text.isEmpty() ? hex + " /* " + group.prefix() + "??? */" : "|" + hex);
        }
        return text.toString();
    }
}
