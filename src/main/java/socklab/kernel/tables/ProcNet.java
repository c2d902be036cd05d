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

/**
 * Reads the kernel's tables of sockets as files, without a call on a socket.
 *
 * <p>Source: proc(5), /proc/net/tcp, udp, unix, /proc/pid/fd, /proc/pid/fdinfo.
 */
public final class ProcNet {
    private static final int O_NONBLOCK = 0x800;
    private static final List<String> INTERNET =
            List.of("udp", "tcp", "udp6", "tcp6", "icmp", "icmp6", "raw", "raw6", "udplite");

    /** Columns of /proc/net/unix: num refcount protocol flags type st inode path. */
    private static final int UNIX_FLAGS = 3;

    private static final int UNIX_STATE = 5;
    private static final int UNIX_INODE = 6;
    private static final int UNIX_PATH = 7;
    /** {@code SS_CONNECTED}. Source: linux/net.h. */
    private static final String UNIX_CONNECTED = "03";

    /** {@code __SO_ACCEPTCON}: the socket listens. Source: linux/net.h. */
    private static final int SO_ACCEPTCON = 0x10000;

    private final NetworkFiles files;

    /** Reads the tables of one network. */
    public ProcNet(NetworkFiles files) {
        this.files = files;
    }

    /** The status of a descriptor's socket; empty if it is no socket. */
    public Optional<SocketStatus> observe(int fd) {
        try {
            String link = Files.readSymbolicLink(Path.of("/proc/self/fd/" + fd)).toString();
            if (!link.startsWith("socket:[")) {
                return Optional.empty();
            }
            boolean nonBlocking = nonBlocking(fd);
            String inode = link.substring("socket:[".length(), link.length() - 1);
            return Optional.of(find(inode, nonBlocking).orElse(SocketStatus.unknown(nonBlocking)));
        } catch (IOException e) {
            return Optional.empty(); // closed meanwhile, or no /proc
        }
    }

    /** Whether O_NONBLOCK is set on a descriptor. */
    static boolean nonBlocking(int fd) throws IOException {
        return (flags(fd) & O_NONBLOCK) != 0;
    }

    private static int flags(int fd) throws IOException {
        // not line by line: a descriptor that is closed meanwhile would end a stream with another exception
        return Files.readAllLines(Path.of("/proc/self/fdinfo/" + fd), StandardCharsets.ISO_8859_1).stream()
                .filter(l -> l.startsWith("flags:"))
                .findFirst()
                .map(l -> Integer.parseInt(l.substring("flags:".length()).strip(), 8))
                .orElse(0);
    }

    private Optional<SocketStatus> find(String inode, boolean nonBlocking) throws IOException {
        for (String table : INTERNET) {
            Optional<SocketStatus> status =
                    row(table, inode, ProcNetRow.INODE).map(row -> internet(row, table.startsWith("tcp"), nonBlocking));
            if (status.isPresent()) {
                return status;
            }
        }
        return row("unix", inode, UNIX_INODE).map(row -> unix(row, nonBlocking));
    }

    private Optional<String[]> row(String table, String inode, int column) throws IOException {
        Path path = files.table(table);
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

    private static SocketStatus internet(String[] row, boolean tcp, boolean nonBlocking) {
        int state = Integer.parseInt(row[ProcNetRow.STATE], 16);
        String[] queues = row[ProcNetRow.QUEUES].split(":");
        boolean hasDrops = !tcp && row.length > ProcNetRow.DROPS;
        return SocketStatus.builder()
                .local(address(row[ProcNetRow.LOCAL]))
                .remote(address(row[ProcNetRow.REMOTE]).filter(a -> !unset(a)))
                .state(TcpInfo.state(state))
                .nonBlocking(nonBlocking)
                .receiveQueue(Long.parseLong(queues[1], 16))
                .sendQueue(Long.parseLong(queues[0], 16))
                .drops(hasDrops ? Long.parseLong(row[ProcNetRow.DROPS]) : 0)
                .build();
    }

    private static boolean unset(SocketAddress address) {
        return switch (address) {
            case SocketAddress.Inet4 a -> a.address() == 0 && a.port() == 0;
            case SocketAddress.Inet6 a -> a.high() == 0 && a.low() == 0 && a.port() == 0;
            case SocketAddress.Unix _, SocketAddress.Unspec _, SocketAddress.Other _ -> true;
        };
    }

    /** Reads {@code 0100007F:2EE0}: 32-bit words in host byte order, then the port as a number. */
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

    private static SocketStatus unix(String[] row, boolean nonBlocking) {
        boolean listens = (Integer.parseInt(row[UNIX_FLAGS], 16) & SO_ACCEPTCON) != 0;
        String state = listens ? "LISTEN" : row[UNIX_STATE].equals(UNIX_CONNECTED) ? "ESTABLISHED" : "CLOSED";
        return SocketStatus.builder()
                .local(row.length > UNIX_PATH ? Optional.of(unixName(row[UNIX_PATH])) : Optional.empty())
                .state(state)
                .nonBlocking(nonBlocking)
                .build();
    }

    private static SocketAddress unixName(String name) {
        return name.startsWith("@")
                ? new SocketAddress.Unix(SocketAddress.Unix.Kind.ABSTRACT, name.substring(1))
                : new SocketAddress.Unix(SocketAddress.Unix.Kind.PATH, name);
    }
}
