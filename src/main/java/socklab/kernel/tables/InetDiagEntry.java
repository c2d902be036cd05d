package socklab.kernel.tables;

import static socklab.kernel.ffm.NetlinkStructs.INET_DIAG_MSG;
import static socklab.kernel.ffm.NetlinkStructs.INET_DIAG_SOCKID;
import static socklab.kernel.ffm.StructFields.offset;
import static socklab.kernel.ffm.StructFields.size;

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
import socklab.kernel.SocketTableRow;
import socklab.kernel.ffm.NativeMemory;
import socklab.kernel.netlink.NetlinkMessage;

/**
 * An entry of the tables of TCP and UDP sockets: {@code struct inet_diag_msg}, then attributes.
 *
 * <p>Source: linux/inet_diag.h; sock_diag(7).
 */
final class InetDiagEntry {
    private static final int FAMILY = offset(INET_DIAG_MSG, "idiag_family");
    private static final int STATE = offset(INET_DIAG_MSG, "idiag_state");
    private static final int TIMER = offset(INET_DIAG_MSG, "idiag_timer");
    private static final int RETRANSMISSIONS = offset(INET_DIAG_MSG, "idiag_retrans");
    private static final int ID = offset(INET_DIAG_MSG, "id");
    private static final int EXPIRES = offset(INET_DIAG_MSG, "idiag_expires");
    private static final int RECEIVE_QUEUE = offset(INET_DIAG_MSG, "idiag_rqueue");
    private static final int SEND_QUEUE = offset(INET_DIAG_MSG, "idiag_wqueue");
    private static final int UID = offset(INET_DIAG_MSG, "idiag_uid");
    private static final int INODE = offset(INET_DIAG_MSG, "idiag_inode");
    private static final int SOURCE_PORT = offset(INET_DIAG_MSG, "id", "idiag_sport");
    private static final int SOURCE = offset(INET_DIAG_MSG, "id", "idiag_src");
    private static final int DESTINATION_PORT = offset(INET_DIAG_MSG, "id", "idiag_dport");
    private static final int DESTINATION = offset(INET_DIAG_MSG, "id", "idiag_dst");
    private static final int INTERFACE = offset(INET_DIAG_MSG, "id", "idiag_if");

    /** Attributes. Source: linux/inet_diag.h, {@code INET_DIAG_INFO} and following. */
    private static final int INET_DIAG_INFO = 2;

    private static final int INET_DIAG_CONG = 4;
    private static final int INET_DIAG_TOS = 5;
    private static final int INET_DIAG_TCLASS = 6;
    private static final int INET_DIAG_SKMEMINFO = 7;
    private static final int INET_DIAG_SHUTDOWN = 8;
    private static final int INET_DIAG_SKV6ONLY = 11;
    private static final int INET_DIAG_SOCKOPT = 22;

    /** What a request asks for: bit n - 1 for attribute n. */
    static final int EXTENSIONS = bit(INET_DIAG_INFO)
            | bit(INET_DIAG_CONG)
            | bit(INET_DIAG_TOS)
            | bit(INET_DIAG_TCLASS)
            | bit(INET_DIAG_SKMEMINFO)
            | bit(INET_DIAG_SHUTDOWN);

    /** Source: linux/sock_diag.h. */
    private static final int SK_MEMINFO_DROPS = 8;

    private static final Set<String> FIN_RECEIVED = Set.of("CLOSE-WAIT", "CLOSING", "LAST-ACK", "TIME-WAIT");
    private static final Set<String> SYN_SENT = Set.of("SYN-SENT", "SYN-RECEIVED");

    private final NativeMemory entry;
    private final Map<Integer, NativeMemory> attributes;
    private final NetworkFiles files;
    private final boolean tcp;
    private final int family;

    InetDiagEntry(NativeMemory entry, boolean tcp, NetworkFiles files) {
        this.entry = entry;
        this.attributes = NetlinkMessage.attributes(entry, size(INET_DIAG_MSG));
        this.files = files;
        this.tcp = tcp;
        this.family = entry.byteAt(FAMILY);
    }

    private static int bit(int attribute) {
        return 1 << attribute - 1;
    }

    static long inode(NativeMemory entry) {
        return Integer.toUnsignedLong(entry.intAt(INODE));
    }

    /** The key by which the kernel finds the socket: {@code struct inet_diag_sockid}. */
    static byte[] id(NativeMemory entry) {
        int length = size(INET_DIAG_SOCKID);
        return entry.slice(ID, length).array(length);
    }

    private Optional<NativeMemory> attribute(int type) {
        return Optional.ofNullable(attributes.get(type));
    }

    /** The row of a TCP socket that is bound only; empty if it is in another state. */
    Optional<SocketTableRow> boundRow() {
        SocketAddress remote = address(DESTINATION_PORT, DESTINATION);
        return isSet(remote)
                ? Optional.empty()
                : Optional.of(new SocketTableRow(
                        address(SOURCE_PORT, SOURCE),
                        remote,
                        SocketTableRow.BOUND,
                        inode(entry),
                        entry.intAt(UID),
                        Optional.empty()));
    }

    SocketStatus status(boolean nonBlocking) {
        String state = TcpInfo.state(entry.byteAt(STATE));
        int[] memory = numbers(attribute(INET_DIAG_SKMEMINFO));
        long unread = Integer.toUnsignedLong(entry.intAt(RECEIVE_QUEUE));
        long unacknowledged = Integer.toUnsignedLong(entry.intAt(SEND_QUEUE));
        SocketStatus.More more = new SocketStatus.More(
                Optional.of(inode(entry)),
                Optional.empty(),
                shutDirections(attribute(INET_DIAG_SHUTDOWN)),
                timer(),
                options(memory),
                tcp ? attribute(INET_DIAG_INFO).map(TcpInfo::metrics) : Optional.empty());
        return SocketStatus.builder()
                .local(Optional.of(address(SOURCE_PORT, SOURCE)))
                .remote(Optional.of(address(DESTINATION_PORT, DESTINATION)).filter(InetDiagEntry::isSet))
                .state(state)
                .nonBlocking(nonBlocking)
                // TCP counts a FIN as a byte received, and a SYN as one sent; FIONREAD and SIOCOUTQ do not
                .receiveQueue(tcp && FIN_RECEIVED.contains(state) ? Math.max(0, unread - 1) : unread)
                .sendQueue(tcp && SYN_SENT.contains(state) ? 0 : unacknowledged)
                .unsent(tcp ? attribute(INET_DIAG_INFO).map(TcpInfo::unsent).orElse(0L) : 0)
                .drops(tcp || memory.length <= SK_MEMINFO_DROPS ? 0 : Integer.toUnsignedLong(memory[SK_MEMINFO_DROPS]))
                .more(more)
                .build();
    }

    private SocketAddress address(int portAt, int addressAt) {
        int port = entry.netShortAt(portAt);
        int length = family == Const.AF_INET.value() ? 4 : 16;
        byte[] bytes = entry.slice(addressAt, length).array(length);
        if (length == 4) {
            return SocketAddress.inet4(bytes, port);
        }
        boolean linkLocal = (bytes[0] & 0xff) == 0xfe && (bytes[1] & 0xc0) == 0x80;
        return SocketAddress.inet6(bytes, port, linkLocal ? entry.intAt(INTERFACE) : 0);
    }

    private static boolean isSet(SocketAddress address) {
        return switch (address) {
            case SocketAddress.Inet4 a -> a.address() != 0 || a.port() != 0;
            case SocketAddress.Inet6 a -> a.high() != 0 || a.low() != 0 || a.port() != 0;
            case SocketAddress.Unix _, SocketAddress.Unspec _, SocketAddress.Other _ -> false;
        };
    }

    /** The directions that an attribute's bits name: 1 for receiving, 2 for sending. */
    static Set<SocketStatus.Shut> shutDirections(Optional<NativeMemory> attribute) {
        int bits = attribute.map(b -> b.byteAt(0)).orElse(0);
        Set<SocketStatus.Shut> shut = EnumSet.noneOf(SocketStatus.Shut.class);
        for (SocketStatus.Shut s : SocketStatus.Shut.values()) {
            if ((bits & 1 << s.ordinal()) != 0) {
                shut.add(s);
            }
        }
        return shut;
    }

    private Optional<SocketStatus.Timer> timer() {
        int kind = entry.byteAt(TIMER);
        SocketStatus.Timer.Kind[] kinds = SocketStatus.Timer.Kind.values();
        return !tcp || kind == 0 || kind > kinds.length
                ? Optional.empty()
                : Optional.of(new SocketStatus.Timer(
                        kinds[kind - 1], Integer.toUnsignedLong(entry.intAt(EXPIRES)), entry.byteAt(RETRANSMISSIONS)));
    }

    /** The 32-bit numbers of an attribute; none if it did not come. */
    static int[] numbers(Optional<NativeMemory> attribute) {
        int[] numbers = new int[attribute.map(a -> a.size() / Integer.BYTES).orElse(0)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = attribute.orElseThrow().intAt(i * Integer.BYTES);
        }
        return numbers;
    }

    private Map<SocketOption, String> options(int[] memory) {
        Map<SocketOption, String> options = new EnumMap<>(SocketOption.class);
        BufferSizes.addChanged(memory, tcp, files, options);
        addByte(INET_DIAG_TOS, SocketOption.IP_TOS, options);
        addByte(INET_DIAG_TCLASS, SocketOption.IPV6_TCLASS, options);
        attribute(INET_DIAG_CONG)
                .map(InetDiagEntry::text)
                .filter(name -> !name.isEmpty()
                        && !files.setting("ipv4/tcp_congestion_control").equals(Optional.of(name)))
                .ifPresent(name -> options.put(SocketOption.TCP_CONGESTION, name));
        if (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) {
            attribute(INET_DIAG_SOCKOPT).ifPresent(bits -> addSwitches(bits, options));
        }
        // bind(2) to one IPv6 address sets IPV6_V6ONLY; only at the wildcard address did the user set it
        boolean v6Only =
                attribute(INET_DIAG_SKV6ONLY).map(a -> a.byteAt(0) != 0).orElse(false);
        if (v6Only && address(SOURCE_PORT, SOURCE) instanceof SocketAddress.Inet6 a && a.high() == 0 && a.low() == 0) {
            options.put(SocketOption.IPV6_V6ONLY, "1");
        }
        return options;
    }

    private static String text(NativeMemory attribute) {
        return new String(attribute.array(attribute.size()), StandardCharsets.US_ASCII).replace("\0", "");
    }

    private void addByte(int attribute, SocketOption option, Map<SocketOption, String> options) {
        int value = attribute(attribute).map(a -> a.byteAt(0)).orElse(0);
        if (value != 0) {
            options.put(option, Integer.toString(value));
        }
    }

    /** A flag of {@code struct inet_diag_sockopt}: its bit, the lowest first on a little-endian machine. */
    private record Switch(int bit, boolean initial, SocketOption option) {
        void add(NativeMemory bits, Map<SocketOption, String> options) {
            if (bit / Byte.SIZE < bits.size()) {
                boolean set = (bits.byteAt(bit / Byte.SIZE) >> bit % Byte.SIZE & 1) != 0;
                if (set != initial) {
                    options.put(option, set ? "1" : "0");
                }
            }
        }
    }

    private void addSwitches(NativeMemory bits, Map<SocketOption, String> options) {
        new Switch(0, false, SocketOption.IP_RECVERR).add(bits, options);
        new Switch(2, false, SocketOption.IP_FREEBIND).add(bits, options);
        if (family == Const.AF_INET.value()) { // a new IPv6 socket has other values
            new Switch(4, true, SocketOption.IP_MULTICAST_LOOP).add(bits, options);
            new Switch(6, true, SocketOption.IP_MULTICAST_ALL).add(bits, options);
        }
        new Switch(8, false, SocketOption.IP_BIND_ADDRESS_NO_PORT).add(bits, options);
    }
}
