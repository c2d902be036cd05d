package socklab.kernel.tables;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import socklab.call.Const;
import socklab.kernel.SocketStatus;
import socklab.kernel.libc.Libc;
import socklab.kernel.libc.NativeMemory;

/**
 * The kernel's tables of sockets, asked by netlink: a look from outside that makes no call on a socket.
 *
 * <p>The kernel finds a TCP or UDP socket by its addresses, and we know it by its inode only. So the first look lists the
 * table that the socket is in, and remembers each one's identity; later looks ask for that one, and list again if it is another.
 *
 * <p>Source: sock_diag(7); linux/inet_diag.h, linux/unix_diag.h.
 */
public final class SockDiag {
    private static final int SOCK_DIAG_BY_FAMILY = 20;
    private static final int ID = 48;
    private static final int ALL = 0xffffffff;
    /** INET_DIAG_INFO, TOS, TCLASS, SKMEMINFO, SHUTDOWN, CONG: bit n - 1 asks for attribute n. */
    private static final int EXTENSIONS = 1 << 1 | 1 << 3 | 1 << 4 | 1 << 5 | 1 << 6 | 1 << 7;
    /** UDIAG_SHOW_NAME, PEER, RQLEN, MEMINFO. */
    private static final int SHOW = 0x1 | 0x4 | 0x10 | 0x20;

    private static final int MOST_KNOWN = 4096;

    private final NetlinkSocket netlink;
    private final Map<Long, byte[]> known = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, byte[]> eldest) {
            return size() > MOST_KNOWN;
        }
    };

    public SockDiag(NetlinkSocket netlink) {
        this.netlink = netlink;
    }

    /** The table that a socket is in. */
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

    /** What to look for: a descriptor's socket. */
    private record Sought(int fd, long inode, Table table, boolean nonBlocking) {}

    /**
     * What the tables tell of sockets, by descriptor. One that is missing from the answer is no socket, closed meanwhile, or in a
     * table that netlink does not tell.
     */
    public synchronized Map<Integer, SocketStatus> observe(Iterable<Integer> fds) {
        Map<Integer, SocketStatus> found = new HashMap<>();
        Map<Table, Map<Long, Sought>> left = new EnumMap<>(Table.class);
        for (int fd : fds) {
            Optional<Sought> sought = sought(fd);
            if (sought.isPresent() && !exact(sought.get(), found)) {
                left.computeIfAbsent(sought.get().table(), _ -> new HashMap<>())
                        .put(sought.get().inode(), sought.get());
            }
        }
        left.forEach((table, wanted) -> list(table, wanted, found));
        return found;
    }

    private Optional<Sought> sought(int fd) {
        try {
            String link = Files.readSymbolicLink(Path.of("/proc/self/fd/" + fd)).toString();
            if (!link.startsWith("socket:[")) {
                return Optional.empty();
            }
            long inode = Long.parseLong(link, "socket:[".length(), link.length() - 1, 10);
            boolean nonBlocking = ProcNet.nonBlocking(fd);
            return table(SockName.protocol(fd)).map(t -> new Sought(fd, inode, t, nonBlocking));
        } catch (IOException e) {
            return Optional.empty(); // closed meanwhile
        }
    }

    /** By the kernel's name of the protocol. ICMP and raw sockets are not told by netlink everywhere. */
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

    /** Asks for one socket; returns whether that was the one. */
    private boolean exact(Sought sought, Map<Integer, SocketStatus> found) {
        if (sought.table() == Table.UNIX) {
            return unix(sought, found);
        }
        byte[] id = known.get(sought.inode());
        if (id == null) {
            return false;
        }
        // of UDP the kernel wants the two addresses the other way round. Source: net/ipv4/udp_diag.c
        byte[] asked = sought.table().tcp() ? id : swapped(id);
        netlink.one(SOCK_DIAG_BY_FAMILY, internetRequest(sought.table(), asked), entry -> {
            if (InetDiagEntry.inode(entry) == sought.inode()) {
                found.put(
                        sought.fd(), InetDiagEntry.status(entry, sought.table().tcp(), sought.nonBlocking()));
            }
        });
        return found.containsKey(sought.fd());
    }

    private static byte[] swapped(byte[] id) {
        byte[] other = id.clone();
        System.arraycopy(id, 0, other, 2, 2);
        System.arraycopy(id, 2, other, 0, 2);
        System.arraycopy(id, 4, other, 20, 16);
        System.arraycopy(id, 20, other, 4, 16);
        return other;
    }

    /** {@code struct inet_diag_req_v2}. */
    private static byte[] internetRequest(Table table, byte[] id) {
        ByteBuffer request = ByteBuffer.allocate(8 + ID).order(ByteOrder.nativeOrder());
        request.put((byte) table.family.value())
                .put((byte) table.protocol)
                .put((byte) EXTENSIONS)
                .put((byte) 0)
                .putInt(ALL)
                .put(id);
        return request.array();
    }

    private boolean unix(Sought sought, Map<Integer, SocketStatus> found) {
        NetlinkSocket.Answer answer = netlink.one(
                SOCK_DIAG_BY_FAMILY,
                unixRequest(sought.inode()),
                entry -> found.put(sought.fd(), UnixDiagEntry.status(entry, this::unixName, sought.nonBlocking())));
        return answer == NetlinkSocket.Answer.WHOLE;
    }

    /** The name of the Unix-domain socket at the other end, by its inode. */
    private Optional<byte[]> unixName(long inode) {
        Map<Long, byte[]> name = new HashMap<>();
        netlink.one(
                SOCK_DIAG_BY_FAMILY,
                unixRequest(inode),
                entry -> UnixDiagEntry.name(entry).ifPresent(n -> name.put(inode, n)));
        return Optional.ofNullable(name.get(inode));
    }

    /** {@code struct unix_diag_req}. */
    private static byte[] unixRequest(long inode) {
        ByteBuffer request = ByteBuffer.allocate(24).order(ByteOrder.nativeOrder());
        request.put((byte) Const.AF_UNIX.value())
                .put((byte) 0)
                .putShort((short) 0)
                .putInt(ALL)
                .putInt((int) inode)
                .putInt(SHOW)
                .putLong(-1);
        return request.array();
    }

    /** Lists a table; what it does not tell of the sockets wanted, it does not know yet: they have no address. */
    private void list(Table table, Map<Long, Sought> wanted, Map<Integer, SocketStatus> found) {
        if (table == Table.UNIX) {
            return;
        }
        NetlinkSocket.Answer answer = netlink.all(SOCK_DIAG_BY_FAMILY, internetRequest(table, new byte[ID]), entry -> {
            Sought sought = wanted.get(InetDiagEntry.inode(entry));
            if (sought != null) {
                known.put(sought.inode(), InetDiagEntry.id(entry));
                found.put(sought.fd(), InetDiagEntry.status(entry, table.tcp(), sought.nonBlocking()));
            }
        });
        if (answer == NetlinkSocket.Answer.WHOLE) {
            wanted.values().forEach(s -> found.putIfAbsent(s.fd(), SocketStatus.unknown(s.nonBlocking())));
        }
    }

    /** The kernel's name of a socket's protocol. Source: xattr(7); net/socket.c, {@code system.sockprotoname}. */
    private static final class SockName {
        private static final int MOST = 64;

        static String protocol(int fd) {
            try (Arena arena = Arena.ofConfined()) {
                Libc.State state = new Libc.State(arena);
                NativeMemory room = NativeMemory.in(arena, MOST);
                int length = (int) Libc.call(
                        Libc.function("getxattr"),
                        state,
                        NativeMemory.string(arena, "/proc/self/fd/" + fd).address(),
                        NativeMemory.string(arena, "system.sockprotoname").address(),
                        room.address(),
                        MOST,
                        0,
                        0);
                return length <= 0 ? "" : new String(room.array(length), StandardCharsets.US_ASCII).replace("\0", "");
            }
        }
    }
}
