package socklab.view;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import socklab.call.Const;

/**
 * Names that strace knows and no line can use: an option's number means another option at another level, and
 * {@code socket 17 3} asks for a family that socklab has no word for.
 *
 * <p>Source: strace 6.1, asked by a program that tries all numbers; linux/in.h, linux/in6.h, linux/tcp.h,
 * asm-generic/socket.h, bits/socket.h.
 */
final class StraceNames {
    private static final Map<Integer, String> SOCKET = numbered("""
        11 SO_NO_CHECK 14 SO_BSDCOMPAT 22 SO_SECURITY_AUTHENTICATION 23 SO_SECURITY_ENCRYPTION_TRANSPORT 24
        SO_SECURITY_ENCRYPTION_NETWORK 26 SO_GET_FILTER 27 SO_DETACH_FILTER 28 SO_PEERNAME 31 SO_PEERSEC 34
        SO_PASSSEC 35 SO_TIMESTAMPNS_OLD 37 SO_TIMESTAMPING_OLD 41 SO_WIFI_STATUS 43 SO_NOFCS 44 SO_LOCK_FILTER 45
        SO_SELECT_ERR_QUEUE 47 SO_MAX_PACING_RATE 48 SO_BPF_EXTENSIONS 50 SO_ATTACH_BPF 51 SO_ATTACH_REUSEPORT_CBPF
        52 SO_ATTACH_REUSEPORT_EBPF 53 SO_CNX_ADVICE 56 SO_INCOMING_NAPI_ID 59 SO_PEERGROUPS 60 SO_ZEROCOPY 61
        SO_TXTIME 62 SO_BINDTOIFINDEX 63 SO_TIMESTAMP_NEW 64 SO_TIMESTAMPNS_NEW 65 SO_TIMESTAMPING_NEW 66
        SO_RCVTIMEO_NEW 67 SO_SNDTIMEO_NEW 68 SO_DETACH_REUSEPORT_BPF 69 SO_PREFER_BUSY_POLL 70 SO_BUSY_POLL_BUDGET
        71 SO_NETNS_COOKIE 72 SO_BUF_LOCK 73 SO_RESERVE_MEM 74 SO_TXREHASH 75 SO_RCVMARK\
        """);

    private static final Map<Integer, String> IP = numbered("""
        3 IP_HDRINCL 4 IP_OPTIONS 5 IP_ROUTER_ALERT 6 IP_RECVOPTS 7 IP_RETOPTS 9 IP_PKTOPTIONS 16 IP_IPSEC_POLICY 17
        IP_XFRM_POLICY 18 IP_PASSSEC 19 IP_TRANSPARENT 20 IP_ORIGDSTADDR 22 IP_NODEFRAG 23 IP_CHECKSUM 25
        IP_RECVFRAGSIZE 26 IP_RECVERR_RFC4884 37 IP_UNBLOCK_SOURCE 38 IP_BLOCK_SOURCE 39 IP_ADD_SOURCE_MEMBERSHIP 40
        IP_DROP_SOURCE_MEMBERSHIP 41 IP_MSFILTER 42 MCAST_JOIN_GROUP 43 MCAST_BLOCK_SOURCE 44 MCAST_UNBLOCK_SOURCE
        45 MCAST_LEAVE_GROUP 46 MCAST_JOIN_SOURCE_GROUP 47 MCAST_LEAVE_SOURCE_GROUP 48 MCAST_MSFILTER 50
        IP_UNICAST_IF 64 IPT_SO_GET_INFO 65 IPT_SO_GET_ENTRIES 66 IPT_SO_GET_REVISION_MATCH 67
        IPT_SO_GET_REVISION_TARGET 96 ARPT_SO_GET_INFO 97 ARPT_SO_GET_ENTRIES 99 ARPT_SO_GET_REVISION_TARGET\
        """);

    private static final Map<Integer, String> IPV6 = numbered("""
        1 IPV6_ADDRFORM 2 IPV6_2292PKTINFO 3 IPV6_2292HOPOPTS 4 IPV6_2292DSTOPTS 5 IPV6_2292RTHDR 6
        IPV6_2292PKTOPTIONS 7 IPV6_CHECKSUM 8 IPV6_2292HOPLIMIT 9 IPV6_NEXTHOP 10 IPV6_AUTHHDR 11 IPV6_FLOWINFO 22
        IPV6_ROUTER_ALERT 27 IPV6_JOIN_ANYCAST 28 IPV6_LEAVE_ANYCAST 29 IPV6_MULTICAST_ALL 30
        IPV6_ROUTER_ALERT_ISOLATE 31 IPV6_RECVERR_RFC4884 32 IPV6_FLOWLABEL_MGR 33 IPV6_FLOWINFO_SEND 34
        IPV6_IPSEC_POLICY 35 IPV6_XFRM_POLICY 36 IPV6_HDRINCL 42 MCAST_JOIN_GROUP 43 MCAST_BLOCK_SOURCE 44
        MCAST_UNBLOCK_SOURCE 45 MCAST_LEAVE_GROUP 46 MCAST_JOIN_SOURCE_GROUP 47 MCAST_LEAVE_SOURCE_GROUP 48
        MCAST_MSFILTER 50 IPV6_PKTINFO 52 IPV6_HOPLIMIT 53 IPV6_RECVHOPOPTS 54 IPV6_HOPOPTS 55 IPV6_RTHDRDSTOPTS 56
        IPV6_RECVRTHDR 57 IPV6_RTHDR 58 IPV6_RECVDSTOPTS 59 IPV6_DSTOPTS 60 IPV6_RECVPATHMTU 61 IPV6_PATHMTU 63
        IPV6_USE_MIN_MTU 64 IP6T_SO_GET_INFO 65 IP6T_SO_GET_ENTRIES 68 IP6T_SO_GET_REVISION_MATCH 69
        IP6T_SO_GET_REVISION_TARGET 70 IPV6_AUTOFLOWLABEL 72 IPV6_ADDR_PREFERENCES 73 IPV6_MINHOPCOUNT 74
        IPV6_ORIGDSTADDR 75 IPV6_TRANSPARENT 76 IPV6_UNICAST_IF 77 IPV6_RECVFRAGSIZE 78 IPV6_FREEBIND\
        """);

    private static final Map<Integer, String> TCP = numbered("""
        14 TCP_MD5SIG 15 TCP_COOKIE_TRANSACTIONS 16 TCP_THIN_LINEAR_TIMEOUTS 17 TCP_THIN_DUPACK 19 TCP_REPAIR 20
        TCP_REPAIR_QUEUE 21 TCP_QUEUE_SEQ 22 TCP_REPAIR_OPTIONS 26 TCP_CC_INFO 27 TCP_SAVE_SYN 28 TCP_SAVED_SYN 29
        TCP_REPAIR_WINDOW 31 TCP_ULP 32 TCP_MD5SIG_EXT 33 TCP_FASTOPEN_KEY 34 TCP_FASTOPEN_NO_COOKIE 35
        TCP_ZEROCOPY_RECEIVE 37 TCP_TX_DELAY\
        """);

    private static final Map<Integer, String> UDP = numbered("""
        100 UDP_ENCAP 102 UDP_NO_CHECK6_RX\
        """);

    private static final Map<Integer, String> FAMILIES = numbered("""
        0 AF_UNSPEC 1 AF_UNIX 2 AF_INET 3 AF_AX25 4 AF_IPX 5 AF_APPLETALK 6 AF_NETROM 7 AF_BRIDGE 8 AF_ATMPVC 9
        AF_X25 10 AF_INET6 11 AF_ROSE 12 AF_DECnet 13 AF_NETBEUI 14 AF_SECURITY 15 AF_KEY 16 AF_NETLINK 17 AF_PACKET
        18 AF_ASH 19 AF_ECONET 20 AF_ATMSVC 21 AF_RDS 22 AF_SNA 23 AF_IRDA 24 AF_PPPOX 25 AF_WANPIPE 26 AF_LLC 27
        AF_IB 28 AF_MPLS 29 AF_CAN 30 AF_TIPC 31 AF_BLUETOOTH 32 AF_IUCV 33 AF_RXRPC 34 AF_ISDN 35 AF_PHONET 36
        AF_IEEE802154 37 AF_CAIF 38 AF_ALG 39 AF_NFC 40 AF_VSOCK 41 AF_KCM 42 AF_QIPCRTR 43 AF_SMC 44 AF_XDP 45
        AF_MCTP\
        """);

    private static final Map<Integer, String> NETLINK = numbered("""
        0 ROUTE 1 UNUSED 2 USERSOCK 3 FIREWALL 4 SOCK_DIAG 5 NFLOG 6 XFRM 7 SELINUX 8 ISCSI 9 AUDIT 10 FIB_LOOKUP 11
        CONNECTOR 12 NETFILTER 13 IP6_FW 14 DNRTMSG 15 KOBJECT_UEVENT 16 GENERIC 18 SCSITRANSPORT 19 ECRYPTFS 20 RDMA
        21 CRYPTO 22 SMC\
        """);

    private StraceNames() {}

    private static Map<Integer, String> numbered(String text) {
        String[] words = text.split("\\s+");
        return IntStream.range(0, words.length / 2)
                .boxed()
                .collect(Collectors.toUnmodifiableMap(i -> Integer.valueOf(words[2 * i]), i -> words[2 * i + 1]));
    }

    /** The name of an address family. */
    static Optional<String> family(int number) {
        return Optional.ofNullable(FAMILIES.get(number));
    }

    /** The name of a netlink protocol. Source: linux/netlink.h. */
    static String netlink(int number) {
        String name = NETLINK.get(number);
        return name == null ? "0x" + Integer.toHexString(number) + " /* NETLINK_??? */" : "NETLINK_" + name;
    }

    /** The name of an option that socklab has no word for. */
    static Optional<String> option(Const level, int number) {
        return Optional.ofNullable(options(level).get(number));
    }

    private static Map<Integer, String> options(Const level) {
        return level == Const.SOL_SOCKET
                ? SOCKET
                : level == Const.SOL_IP
                        ? IP
                        : level == Const.SOL_IPV6
                                ? IPV6
                                : level == Const.SOL_TCP ? TCP : level == Const.SOL_UDP ? UDP : Map.of();
    }
}
