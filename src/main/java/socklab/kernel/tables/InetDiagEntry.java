package socklab.kernel.tables;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import socklab.call.Const;
import socklab.call.SocketAddress;
import socklab.call.SocketOption;
import socklab.kernel.SocketStatus;
import socklab.kernel.libc.TcpInfo;

/** An entry of the tables of TCP and UDP sockets: {@code struct inet_diag_msg}. Source: linux/inet_diag.h. */
final class InetDiagEntry {
    private static final int SIZE = 72;
    private static final int ID = 4;
    private static final int INFO = 2;
    private static final int CONG = 4;
    private static final int TOS = 5;
    private static final int TCLASS = 6;
    private static final int SKMEMINFO = 7;
    private static final int SHUTDOWN = 8;
    private static final int SKV6ONLY = 11;
    private static final int SOCKOPT = 22;
    private static final Set<String> FIN_RECEIVED = Set.of("CLOSE-WAIT", "CLOSING", "LAST-ACK", "TIME-WAIT");
    private static final Set<String> SYN_SENT = Set.of("SYN-SENT", "SYN-RECEIVED");

    private InetDiagEntry() {}

    static long inode(ByteBuffer entry) {
        return Integer.toUnsignedLong(entry.getInt(SIZE - 4));
    }

    /** What the kernel finds it by: {@code struct inet_diag_sockid}. */
    static byte[] id(ByteBuffer entry) {
        byte[] id = new byte[48];
        entry.get(ID, id);
        return id;
    }

    static SocketStatus status(ByteBuffer entry, boolean tcp, boolean nonBlocking) {
        int family = entry.get(0) & 0xff;
        String state = TcpInfo.state(entry.get(1) & 0xff);
        Map<Integer, ByteBuffer> attributes = NetlinkSocket.attributes(entry, SIZE);
        int[] memory = ints(Optional.ofNullable(attributes.get(SKMEMINFO)));
        long unread = Integer.toUnsignedLong(entry.getInt(56));
        long unacknowledged = Integer.toUnsignedLong(entry.getInt(60));
        Map<SocketOption, String> options = options(attributes, memory, family, tcp);
        Optional<SocketAddress> local = address(entry, family, 4, 8);
        // who binds to one IPv6 address gets IPV6_V6ONLY with it: only at the wildcard it was chosen
        if (attributes.containsKey(SKV6ONLY)
                && attributes.get(SKV6ONLY).get(0) != 0
                && local.filter(a -> a instanceof SocketAddress.Inet6 six && six.high() == 0 && six.low() == 0)
                        .isPresent()) {
            options.put(SocketOption.IPV6_V6ONLY, "1");
        }
        long unsent = tcp && attributes.containsKey(INFO) ? TcpInfo.unsent(attributes.get(INFO)) : 0;
        SocketStatus.More more = new SocketStatus.More(
                Optional.of(inode(entry)),
                Optional.empty(),
                shut(Optional.ofNullable(attributes.get(SHUTDOWN))),
                timer(entry, tcp),
                options);
        return new SocketStatus(
                local,
                address(entry, family, 6, 24).filter(InetDiagEntry::set),
                Optional.of(state),
                nonBlocking,
                // TCP counts a FIN as a byte received, and a SYN as one sent; FIONREAD and SIOCOUTQ do not
                tcp && FIN_RECEIVED.contains(state) ? Math.max(0, unread - 1) : unread,
                tcp && SYN_SENT.contains(state) ? 0 : unacknowledged,
                unsent,
                tcp || memory.length < 9 ? 0 : Integer.toUnsignedLong(memory[8]),
                more);
    }

    private static Optional<SocketAddress> address(ByteBuffer entry, int family, int portAt, int at) {
        int port = entry.duplicate().order(ByteOrder.BIG_ENDIAN).getShort(portAt) & 0xffff;
        byte[] bytes = new byte[family == Const.AF_INET.value() ? 4 : 16];
        entry.get(at, bytes);
        int scope = entry.getInt(40); // the interface that the socket is bound to, as a link-local address is
        return Optional.of(
                bytes.length == 4
                        ? SocketAddress.inet4(bytes, port)
                        : SocketAddress.inet6(
                                bytes, port, (bytes[0] & 0xff) == 0xfe && (bytes[1] & 0xc0) == 0x80 ? scope : 0));
    }

    private static boolean set(SocketAddress address) {
        return switch (address) {
            case SocketAddress.Inet4 a -> a.address() != 0 || a.port() != 0;
            case SocketAddress.Inet6 a -> a.high() != 0 || a.low() != 0 || a.port() != 0;
            case SocketAddress.Unix _, SocketAddress.Unspec _ -> false;
        };
    }

    /** The directions that an attribute's bits say were shut down: 1 for receiving, 2 for sending. */
    static Set<SocketStatus.Shut> shut(Optional<ByteBuffer> attribute) {
        int bits = attribute.map(b -> b.get(0)).orElse((byte) 0);
        Set<SocketStatus.Shut> shut = EnumSet.noneOf(SocketStatus.Shut.class);
        for (SocketStatus.Shut s : SocketStatus.Shut.values()) {
            if ((bits & 1 << s.ordinal()) != 0) {
                shut.add(s);
            }
        }
        return shut;
    }

    private static Optional<SocketStatus.Timer> timer(ByteBuffer entry, boolean tcp) {
        int kind = entry.get(2) & 0xff;
        SocketStatus.Timer.Kind[] kinds = SocketStatus.Timer.Kind.values();
        return !tcp || kind == 0 || kind > kinds.length
                ? Optional.empty()
                : Optional.of(new SocketStatus.Timer(
                        kinds[kind - 1], Integer.toUnsignedLong(entry.getInt(52)), entry.get(3) & 0xff));
    }

    /** The words of an attribute; none if it did not come. */
    static int[] ints(Optional<ByteBuffer> attribute) {
        if (attribute.isEmpty()) {
            return new int[0];
        }
        int[] words = new int[attribute.get().remaining() / 4];
        attribute.get().asIntBuffer().get(words);
        return words;
    }

    private static Map<SocketOption, String> options(
            Map<Integer, ByteBuffer> attributes, int[] memory, int family, boolean tcp) {
        Map<SocketOption, String> options = new EnumMap<>(SocketOption.class);
        BufferSizes.differing(memory, tcp, options);
        number(attributes, TOS, SocketOption.IP_TOS, options);
        number(attributes, TCLASS, SocketOption.IPV6_TCLASS, options);
        if (attributes.containsKey(CONG)) {
            String name = StandardCharsets.US_ASCII
                    .decode(attributes.get(CONG).duplicate())
                    .toString()
                    .replace("\0", "");
            if (!name.isEmpty() && !name.equals(BufferSizes.word("ipv4/tcp_congestion_control"))) {
                options.put(SocketOption.TCP_CONGESTION, name);
            }
        }
        if (attributes.containsKey(SOCKOPT) && ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) {
            switches(attributes.get(SOCKOPT), family, options);
        }
        return options;
    }

    private static void number(
            Map<Integer, ByteBuffer> attributes,
            int attribute,
            SocketOption option,
            Map<SocketOption, String> options) {
        int value =
                attributes.containsKey(attribute) ? attributes.get(attribute).get(0) & 0xff : 0;
        if (value != 0) {
            options.put(option, Integer.toString(value));
        }
    }

    /** {@code struct inet_diag_sockopt}: bits, the lowest first on a little-endian machine. */
    private static void switches(ByteBuffer bits, int family, Map<SocketOption, String> options) {
        bit(bits, 0, 0, SocketOption.IP_RECVERR, options);
        bit(bits, 2, 0, SocketOption.IP_FREEBIND, options);
        if (family == Const.AF_INET.value()) { // a new IPv6 socket has these two otherwise
            bit(bits, 4, 1, SocketOption.IP_MULTICAST_LOOP, options);
            bit(bits, 6, 1, SocketOption.IP_MULTICAST_ALL, options);
        }
        bit(bits, 8, 0, SocketOption.IP_BIND_ADDRESS_NO_PORT, options);
    }

    private static void bit(
            ByteBuffer bits, int number, int standard, SocketOption option, Map<SocketOption, String> options) {
        if (number / 8 < bits.remaining()) {
            int value = bits.get(number / 8) >> number % 8 & 1;
            if (value != standard) {
                options.put(option, Integer.toString(value));
            }
        }
    }
}
