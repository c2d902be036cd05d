package socklab.kernel.tables;

import static socklab.kernel.ffm.NetlinkStructs.INET_DIAG_REQ_V2;
import static socklab.kernel.ffm.NetlinkStructs.INET_DIAG_SOCKID;
import static socklab.kernel.ffm.NetlinkStructs.UNIX_DIAG_REQ;
import static socklab.kernel.ffm.StructFields.offset;
import static socklab.kernel.ffm.StructFields.size;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.call.SocketAddress;
import socklab.kernel.SocketStatus;
import socklab.kernel.SocketTableRow;
import socklab.kernel.ffm.Libc;
import socklab.kernel.ffm.NativeMemory;
import socklab.kernel.netlink.NetlinkSocket;

/**
 * Reads the kernel's tables of sockets by netlink, without a call on a socket.
 *
 * <p>The kernel finds a TCP or UDP socket by its addresses; socklab knows the inode only. So the first query lists
 * the whole table and remembers the key of each socket. Later queries ask for that key, and list the table again if
 * the answer is about another socket.
 *
 * <p>Source: sock_diag(7); linux/inet_diag.h, linux/unix_diag.h.
 */
public final class SockDiag {
    private static final int SOCK_DIAG_BY_FAMILY = 20;
    private static final int ALL_STATES = -1;
    /** Source: linux/tcp_states.h, TCP_BOUND_INACTIVE. */
    private static final int BOUND_INACTIVE = 1 << 13;
    /** Source: linux/tcp_states.h, TCP_TIME_WAIT. */
    private static final int TIME_WAIT = 1 << 6;

    /** Source: linux/unix_diag.h. */
    private static final int UDIAG_SHOW_NAME = 0x1;

    private static final int UDIAG_SHOW_PEER = 0x4;
    private static final int UDIAG_SHOW_RQLEN = 0x10;
    private static final int UDIAG_SHOW_MEMINFO = 0x20;

    /**
     * The cookie of a request for any socket with that inode. Source: linux/inet_diag.h, {@code INET_DIAG_NOCOOKIE}.
     */
    private static final long NO_COOKIE = -1;

    private static final int MAX_KEYS = 4096;

    private static final int SOURCE_PORT = offset(INET_DIAG_SOCKID, "idiag_sport");
    private static final int DESTINATION_PORT = offset(INET_DIAG_SOCKID, "idiag_dport");
    private static final int SOURCE = offset(INET_DIAG_SOCKID, "idiag_src");
    private static final int DESTINATION = offset(INET_DIAG_SOCKID, "idiag_dst");
    private static final int INTERFACE = offset(INET_DIAG_SOCKID, "idiag_if");
    private static final int COOKIE = offset(INET_DIAG_SOCKID, "idiag_cookie");
    private static final int PORT_SIZE = size(INET_DIAG_SOCKID, "idiag_sport");
    private static final int ADDRESS_SIZE = size(INET_DIAG_SOCKID, "idiag_src");

    private final NetlinkSocket netlink;
    private final NetworkFiles files;
    private final Map<Long, byte[]> keys = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, byte[]> eldest) {
            return size() > MAX_KEYS;
        }
    };

    /** Reads the tables of the network that both arguments belong to. */
    public SockDiag(NetlinkSocket netlink, NetworkFiles files) {
        this.netlink = netlink;
        this.files = files;
    }

    /** A table of sockets. */
    private enum Table {
        TCP(Const.AF_INET, Const.IPPROTO_TCP.value()),
        TCP6(Const.AF_INET6, Const.IPPROTO_TCP.value()),
        UDP(Const.AF_INET, Const.IPPROTO_UDP.value()),
        UDP6(Const.AF_INET6, Const.IPPROTO_UDP.value()),
        UNIX(Const.AF_UNIX, 0);

        private final Const family;
        private final int protocol;

        Table(Const family, int protocol) {
            this.family = family;
            this.protocol = protocol;
        }

        boolean tcp() {
            return protocol == Const.IPPROTO_TCP.value();
        }
    }

    /** The socket that a descriptor refers to. */
    private record Target(int fd, long inode, Table table, boolean nonBlocking) {}

    /**
     * The status of sockets, by descriptor. The answer leaves out what is no socket, is closed meanwhile, or is in a
     * table that netlink does not report.
     */
    public synchronized Map<Integer, SocketStatus> observe(Iterable<Integer> fds) {
        Map<Integer, SocketStatus> found = new HashMap<>();
        Map<Table, Map<Long, Target>> unknown = new EnumMap<>(Table.class);
        for (int fd : fds) {
            Optional<Target> target = target(fd);
            if (target.isPresent() && !query(target.get(), found)) {
                unknown.computeIfAbsent(target.get().table(), _ -> new HashMap<>())
                        .put(target.get().inode(), target.get());
            }
        }
        unknown.forEach((table, wanted) -> list(table, wanted, found));
        return found;
    }

    private static Optional<Target> target(int fd) {
        try {
            String link = Files.readSymbolicLink(Path.of("/proc/self/fd/" + fd)).toString();
            if (!link.startsWith("socket:[")) {
                return Optional.empty();
            }
            long inode = Long.parseLong(link, "socket:[".length(), link.length() - 1, 10);
            boolean nonBlocking = ProcNet.nonBlocking(fd);
            return table(SocketProtocol.name(fd)).map(t -> new Target(fd, inode, t, nonBlocking));
        } catch (IOException e) {
            return Optional.empty(); // closed meanwhile
        }
    }

    /** The table for a protocol's name. Not every kernel reports ICMP and raw sockets by netlink. */
    private static Optional<Table> table(String protocol) {
        return switch (protocol) {
            case "TCP" -> Optional.of(Table.TCP);
            case "TCPv6" -> Optional.of(Table.TCP6);
            case "UDP" -> Optional.of(Table.UDP);
            case "UDPv6" -> Optional.of(Table.UDP6);
            case "UNIX", "UNIX-STREAM" -> Optional.of(Table.UNIX);
            default -> Optional.empty();
        };
    }

    /** Asks for one socket; returns whether the answer was about it. */
    private boolean query(Target target, Map<Integer, SocketStatus> found) {
        if (target.table() == Table.UNIX) {
            return queryUnix(target, found);
        }
        byte[] key = keys.get(target.inode());
        if (key == null) {
            return false;
        }
        // for UDP the kernel expects source and destination exchanged. Source: net/ipv4/udp_diag.c
        byte[] asked = target.table().tcp() ? key : exchanged(key);
        netlink.get(SOCK_DIAG_BY_FAMILY, internetRequest(target.table(), asked), entry -> {
            if (InetDiagEntry.inode(entry) == target.inode()) {
                found.put(target.fd(), internetStatus(entry, target));
            }
        });
        return found.containsKey(target.fd());
    }

    private SocketStatus internetStatus(NativeMemory entry, Target target) {
        return new InetDiagEntry(entry, target.table().tcp(), files).status(target.nonBlocking());
    }

    private static byte[] exchanged(byte[] key) {
        byte[] other = key.clone();
        System.arraycopy(key, SOURCE_PORT, other, DESTINATION_PORT, PORT_SIZE);
        System.arraycopy(key, DESTINATION_PORT, other, SOURCE_PORT, PORT_SIZE);
        System.arraycopy(key, SOURCE, other, DESTINATION, ADDRESS_SIZE);
        System.arraycopy(key, DESTINATION, other, SOURCE, ADDRESS_SIZE);
        return other;
    }

    /** The TCP sockets that are bound and neither listen nor connect; none on kernels before Linux 6.8. */
    public synchronized List<SocketTableRow> bound() {
        List<SocketTableRow> rows = new ArrayList<>();
        for (Table table : List.of(Table.TCP, Table.TCP6)) {
            byte[] request = internetRequest(table, new byte[size(INET_DIAG_SOCKID)], BOUND_INACTIVE);
            netlink.dump(
                    SOCK_DIAG_BY_FAMILY,
                    request,
                    entry -> new InetDiagEntry(entry, true, files).boundRow().ifPresent(rows::add));
        }
        return rows;
    }

    /**
     * The TCP connection between two addresses, whether or not a descriptor refers to it; {@code CLOSED} if there is
     * none. Empty if the kernel does not say.
     */
    public synchronized Optional<SocketStatus> connection(SocketAddress local, SocketAddress remote) {
        boolean six = local.family() == Const.AF_INET6;
        if (!six && local.family() != Const.AF_INET || local.family() != remote.family()) {
            return Optional.empty();
        }
        List<SocketStatus> found = new ArrayList<>();
        byte[] request = internetRequest(six ? Table.TCP6 : Table.TCP, key(local, remote));
        NetlinkSocket.Answer answer = netlink.get(SOCK_DIAG_BY_FAMILY, request, entry -> {
            SocketStatus status = new InetDiagEntry(entry, true, files).status(false);
            // where there is no connection the kernel answers with a socket that listens on the port
            if (same(status.local(), local) && same(status.remote(), remote)) {
                found.add(status);
            }
        });
        boolean none = answer instanceof NetlinkSocket.Answer.Complete
                || answer instanceof NetlinkSocket.Answer.Refused r && r.errno() == Errno.ENOENT;
        return found.stream()
                .findFirst()
                .or(() -> none
                        ? Optional.of(SocketStatus.builder().state("CLOSED").build())
                        : Optional.empty());
    }

    /** The key of a connection: {@code struct inet_diag_sockid}, any interface, any cookie. */
    private static byte[] key(SocketAddress local, SocketAddress remote) {
        NativeMemory key = NativeMemory.onHeap(size(INET_DIAG_SOCKID));
        put(key, SOURCE_PORT, SOURCE, local);
        put(key, DESTINATION_PORT, DESTINATION, remote);
        if (local instanceof SocketAddress.Inet6 a) {
            key.putInt(INTERFACE, a.scopeId());
        }
        key.putLong(COOKIE, NO_COOKIE);
        return key.array(key.size());
    }

    private static void put(NativeMemory key, int portAt, int addressAt, SocketAddress address) {
        key.putNetShort(portAt, address.port());
        switch (address) {
            case SocketAddress.Inet4 a -> key.putNetInt(addressAt, a.address());
            case SocketAddress.Inet6 a -> {
                key.putNetLong(addressAt, a.high());
                key.putNetLong(addressAt + Long.BYTES, a.low());
            }
            case SocketAddress.Unix _, SocketAddress.Unspec _, SocketAddress.Other _ ->
                throw new IllegalArgumentException("no Internet address: " + address);
        }
    }

    private static boolean same(Optional<SocketAddress> found, SocketAddress asked) {
        return found.filter(f -> f.port() == asked.port()
                        && SocketAddress.javaAddress(f).equals(SocketAddress.javaAddress(asked)))
                .isPresent();
    }

    private static byte[] internetRequest(Table table, byte[] key) {
        return internetRequest(table, key, ALL_STATES);
    }

    private static byte[] internetRequest(Table table, byte[] key, int states) {
        NativeMemory request = NativeMemory.onHeap(size(INET_DIAG_REQ_V2));
        request.putByte(offset(INET_DIAG_REQ_V2, "sdiag_family"), table.family.value());
        request.putByte(offset(INET_DIAG_REQ_V2, "sdiag_protocol"), table.protocol);
        request.putByte(offset(INET_DIAG_REQ_V2, "idiag_ext"), InetDiagEntry.EXTENSIONS);
        request.putInt(offset(INET_DIAG_REQ_V2, "idiag_states"), states);
        request.put(offset(INET_DIAG_REQ_V2, "id"), key);
        return request.array(request.size());
    }

    private boolean queryUnix(Target target, Map<Integer, SocketStatus> found) {
        NetlinkSocket.Answer answer = netlink.get(
                SOCK_DIAG_BY_FAMILY,
                unixRequest(target.inode()),
                entry -> found.put(
                        target.fd(), UnixDiagEntry.status(entry, this::unixName, target.nonBlocking(), files)));
        return answer instanceof NetlinkSocket.Answer.Complete;
    }

    /** The name of a Unix-domain socket, by its inode. */
    private Optional<byte[]> unixName(long inode) {
        Map<Long, byte[]> name = new HashMap<>();
        netlink.get(
                SOCK_DIAG_BY_FAMILY,
                unixRequest(inode),
                entry -> UnixDiagEntry.name(entry).ifPresent(n -> name.put(inode, n)));
        return Optional.ofNullable(name.get(inode));
    }

    private static byte[] unixRequest(long inode) {
        NativeMemory request = NativeMemory.onHeap(size(UNIX_DIAG_REQ));
        request.putByte(offset(UNIX_DIAG_REQ, "sdiag_family"), Const.AF_UNIX.value());
        request.putInt(offset(UNIX_DIAG_REQ, "udiag_states"), ALL_STATES);
        request.putInt(offset(UNIX_DIAG_REQ, "udiag_ino"), (int) inode);
        request.putInt(
                offset(UNIX_DIAG_REQ, "udiag_show"),
                UDIAG_SHOW_NAME | UDIAG_SHOW_PEER | UDIAG_SHOW_RQLEN | UDIAG_SHOW_MEMINFO);
        request.putLong(offset(UNIX_DIAG_REQ, "udiag_cookie"), NO_COOKIE);
        return request.array(request.size());
    }

    /** Lists a table. A socket that it does not contain has no address yet. */
    private void list(Table table, Map<Long, Target> targets, Map<Integer, SocketStatus> found) {
        if (table == Table.UNIX) {
            return;
        }
        byte[] anyKey = new byte[size(INET_DIAG_SOCKID)];
        byte[] request = internetRequest(table, anyKey, ALL_STATES & ~TIME_WAIT); // no descriptor refers to those
        NetlinkSocket.Answer answer = netlink.dump(SOCK_DIAG_BY_FAMILY, request, entry -> {
            Target target = targets.get(InetDiagEntry.inode(entry));
            if (target != null) {
                keys.put(target.inode(), InetDiagEntry.id(entry));
                found.put(target.fd(), internetStatus(entry, target));
            }
        });
        if (answer instanceof NetlinkSocket.Answer.Complete) {
            targets.values().forEach(t -> found.putIfAbsent(t.fd(), SocketStatus.unknown(t.nonBlocking())));
        }
    }

    /** The name of a socket's protocol. Source: xattr(7); net/socket.c, {@code system.sockprotoname}. */
    private static final class SocketProtocol {
        private static final int MAX_NAME = 64;

        static String name(int fd) {
            try (Arena arena = Arena.ofConfined()) {
                NativeMemory name = NativeMemory.in(arena, MAX_NAME);
                int length = (int) Libc.call(
                        Libc.function("getxattr"),
                        new Libc.State(arena),
                        NativeMemory.string(arena, "/proc/self/fd/" + fd).address(),
                        NativeMemory.string(arena, "system.sockprotoname").address(),
                        name.address(),
                        MAX_NAME);
                return length <= 0 ? "" : new String(name.array(length), StandardCharsets.US_ASCII).replace("\0", "");
            }
        }
    }
}
