package socklab.kernel.tables;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import socklab.call.SocketAddress;
import socklab.kernel.SocketStatus;
import socklab.kernel.libc.TcpInfo;

/**
 * The kernel's tables of sockets, read as files: a look from outside that makes no call on a socket.
 *
 * <p>Source: proc(5), /proc/net/tcp, udp, unix, /proc/pid/fd, /proc/pid/fdinfo.
 */
public final class ProcNet {
    private static final int O_NONBLOCK = 0x800;
    private static final List<String> INTERNET =
            List.of("udp", "tcp", "udp6", "tcp6", "icmp", "icmp6", "raw", "raw6", "udplite");

    private ProcNet() {}

    public static Optional<SocketStatus> observe(int fd) {
        try {
            String link = Files.readSymbolicLink(Path.of("/proc/self/fd/" + fd)).toString();
            if (!link.startsWith("socket:[")) {
                return Optional.empty();
            }
            boolean nonBlocking = nonBlocking(fd);
            String inode = link.substring("socket:[".length(), link.length() - 1);
            return Optional.of(find(inode, nonBlocking).orElse(SocketStatus.unknown(nonBlocking)));
        } catch (IOException e) {
            return Optional.empty(); // closed meanwhile, or no /proc here
        }
    }

    /** Whether O_NONBLOCK is set on a descriptor. */
    static boolean nonBlocking(int fd) throws IOException {
        return (flags(fd) & O_NONBLOCK) != 0;
    }

    private static int flags(int fd) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/fdinfo/" + fd), StandardCharsets.ISO_8859_1)) {
            return lines.filter(l -> l.startsWith("flags:"))
                    .findFirst()
                    .map(l -> Integer.parseInt(l.substring(6).strip(), 8))
                    .orElse(0);
        }
    }

    private static Optional<SocketStatus> find(String inode, boolean nonBlocking) throws IOException {
        for (String table : INTERNET) {
            Optional<SocketStatus> status =
                    row("/proc/net/" + table, inode, 9).map(row -> internet(row, table.startsWith("tcp"), nonBlocking));
            if (status.isPresent()) {
                return status;
            }
        }
        return row("/proc/net/unix", inode, 6).map(row -> unix(row, nonBlocking));
    }

    private static Optional<String[]> row(String table, String inode, int column) throws IOException {
        Path path = Path.of(table);
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(path, StandardCharsets.ISO_8859_1)) {
            return lines.filter(l -> l.contains(inode))
                    .map(l -> l.strip().split(" +"))
                    .filter(r -> r.length > column && r[column].equals(inode))
                    .findFirst();
        }
    }

    /** Columns: sl local remote st tx:rx tr:when retrnsmt uid timeout inode ref pointer drops. */
    private static SocketStatus internet(String[] row, boolean tcp, boolean nonBlocking) {
        int state = Integer.parseInt(row[3], 16);
        String[] queues = row[4].split(":");
        long drops = !tcp && row.length > 12 ? Long.parseLong(row[12]) : 0;
        return new SocketStatus(
                address(row[1]),
                address(row[2]).filter(a -> !unset(a)),
                Optional.of(TcpInfo.state(state)),
                nonBlocking,
                Long.parseLong(queues[1], 16),
                Long.parseLong(queues[0], 16),
                0,
                drops,
                SocketStatus.More.NONE);
    }

    private static boolean unset(SocketAddress address) {
        return switch (address) {
            case SocketAddress.Inet4 a -> a.address() == 0 && a.port() == 0;
            case SocketAddress.Inet6 a -> a.high() == 0 && a.low() == 0 && a.port() == 0;
            case SocketAddress.Unix _, SocketAddress.Unspec _ -> true;
        };
    }

    /** {@code 0100007F:2EE0}: 32-bit words in host order, the port as a number. */
    static Optional<SocketAddress> address(String text) {
        int colon = text.indexOf(':');
        byte[] raw = HexFormat.of().parseHex(text.substring(0, colon));
        ByteBuffer words = ByteBuffer.wrap(raw);
        ByteBuffer bytes = ByteBuffer.allocate(raw.length);
        while (words.hasRemaining()) {
            int word = words.getInt();
            bytes.putInt(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? Integer.reverseBytes(word) : word);
        }
        int port = Integer.parseInt(text.substring(colon + 1), 16);
        return Optional.of(
                raw.length == 4
                        ? SocketAddress.inet4(bytes.array(), port)
                        : SocketAddress.inet6(bytes.array(), port, 0));
    }

    /** Columns: num refcount protocol flags type st inode path. */
    private static SocketStatus unix(String[] row, boolean nonBlocking) {
        boolean listens = (Integer.parseInt(row[3], 16) & 0x10000) != 0; // __SO_ACCEPTCON
        String state = listens ? "LISTEN" : row[5].equals("03") ? "ESTABLISHED" : "CLOSED";
        Optional<SocketAddress> local = row.length > 7 ? Optional.of(unixName(row[7])) : Optional.empty();
        return new SocketStatus(
                local, Optional.empty(), Optional.of(state), nonBlocking, 0, 0, 0, 0, SocketStatus.More.NONE);
    }

    private static SocketAddress unixName(String name) {
        return name.startsWith("@")
                ? new SocketAddress.Unix(SocketAddress.Unix.Kind.ABSTRACT, name.substring(1))
                : new SocketAddress.Unix(SocketAddress.Unix.Kind.PATH, name);
    }
}
