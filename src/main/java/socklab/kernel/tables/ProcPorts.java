package socklab.kernel.tables;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import socklab.call.SocketAddress;
import socklab.kernel.PortOwner;
import socklab.kernel.SocketTableRow;

/**
 * Reads the kernel's tables of sockets by port: which socket has it, and which process holds the socket.
 *
 * <p>Source: proc(5), /proc/net/tcp, /proc/net/udp, /proc/pid/fd, /proc/pid/cmdline.
 */
public final class ProcPorts {
    private static final String ESTABLISHED = "01";
    private static final String TIME_WAIT = "06";
    private static final String LISTEN = "0A";
    /** The state of a UDP socket without a peer; the tables of TCP contain no closed socket. */
    private static final String CLOSED = "07";
    /** The inode column of a connection that no process holds yet. */
    private static final String NO_INODE = "0";

    private final NetworkFiles files;

    /** Reads the tables of one network. */
    public ProcPorts(NetworkFiles files) {
        this.files = files;
    }

    /** The sockets that hold a port, listening ones first. */
    public List<PortOwner> portOwners(String protocol, int port) {
        List<String[]> rows = new ArrayList<>();
        for (String table : List.of(protocol, protocol + "6")) {
            rows(table).stream()
                    .filter(r -> port(r[ProcNetRow.LOCAL]) == port
                            && !r[ProcNetRow.INODE].equals(NO_INODE)
                            && !r[ProcNetRow.STATE].equals(TIME_WAIT))
                    .forEach(r -> rows.add(r[ProcNetRow.STATE].equals(LISTEN) ? 0 : rows.size(), r));
        }
        if (rows.isEmpty()) {
            return List.of();
        }
        Map<String, PortOwner.Process> processes = processes(
                rows.stream().map(r -> "socket:[" + r[ProcNetRow.INODE] + "]").toList());
        return rows.stream()
                .flatMap(r -> ProcNet.address(r[ProcNetRow.LOCAL]).stream()
                        .map(a -> new PortOwner(
                                a, Optional.ofNullable(processes.get("socket:[" + r[ProcNetRow.INODE] + "]")))))
                .toList();
    }

    /** The peers of connections that are established and not accepted yet. */
    public List<SocketAddress> pendingConnections(SocketAddress listening) {
        Optional<SocketAddress> wanted = Optional.of(listening);
        return rows("tcp").stream()
                .filter(r -> r[ProcNetRow.STATE].equals(ESTABLISHED) && r[ProcNetRow.INODE].equals(NO_INODE))
                .filter(r -> ProcNet.address(r[ProcNetRow.LOCAL]).equals(wanted)
                        || isWildcard(listening) && port(r[ProcNetRow.LOCAL]) == port(listening))
                .flatMap(r -> ProcNet.address(r[ProcNetRow.REMOTE]).stream())
                .toList();
    }

    /** All TCP or all UDP sockets, IPv4 and IPv6. */
    public List<SocketTableRow> sockets(String protocol) {
        List<SocketTableRow> sockets = new ArrayList<>();
        for (String table : List.of(protocol, protocol + "6")) {
            for (String[] row : rows(table)) {
                ProcNet.address(row[ProcNetRow.LOCAL])
                        .ifPresent(local -> ProcNet.address(row[ProcNetRow.REMOTE])
                                .ifPresent(remote -> sockets.add(new SocketTableRow(
                                        local,
                                        remote,
                                        TcpInfo.state(Integer.parseInt(row[ProcNetRow.STATE], 16)),
                                        Long.parseLong(row[ProcNetRow.INODE]),
                                        Integer.parseInt(row[ProcNetRow.UID]),
                                        timeWaitMillis(row)))));
            }
        }
        return sockets;
    }

    /**
     * The milliseconds until TIME-WAIT ends. Timer 3 is that of TIME-WAIT; times are in hundredths of a second.
     * Source: proc_pid_net(5), "tr tm->when"; time(7), USER_HZ.
     */
    private static Optional<Long> timeWaitMillis(String[] row) {
        String[] timer = row[ProcNetRow.TIMER].split(":");
        return timer[0].equals("03") ? Optional.of(Long.parseLong(timer[1], 16) * 10) : Optional.empty();
    }

    /** The processes that hold sockets, by inode, as far as this user may see them. */
    public static Map<Long, PortOwner.Process> socketOwners(Collection<Long> inodes) {
        Map<Long, PortOwner.Process> owners = new HashMap<>();
        Map<String, PortOwner.Process> found =
                processes(inodes.stream().map(i -> "socket:[" + i + "]").toList());
        inodes.forEach(i -> Optional.ofNullable(found.get("socket:[" + i + "]")).ifPresent(o -> owners.put(i, o)));
        return owners;
    }

    /** The addresses of sockets that listen, or, for UDP, that have no peer. */
    public List<SocketAddress> listeningAddresses(String protocol) {
        List<SocketAddress> addresses = new ArrayList<>();
        for (String table : List.of(protocol, protocol + "6")) {
            rows(table).stream()
                    .filter(r -> r[ProcNetRow.STATE].equals(LISTEN) || r[ProcNetRow.STATE].equals(CLOSED))
                    .forEach(r -> ProcNet.address(r[ProcNetRow.LOCAL]).ifPresent(addresses::add));
        }
        return addresses;
    }

    private static boolean isWildcard(SocketAddress address) {
        return address instanceof SocketAddress.Inet4 a && a.address() == 0;
    }

    private static int port(SocketAddress address) {
        return address instanceof SocketAddress.Inet4 a ? a.port() : -1;
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
    }

    private List<String[]> rows(String table) {
        try (Stream<String> lines = Files.lines(files.table(table), StandardCharsets.ISO_8859_1)) {
            return lines.skip(1)
                    .map(l -> l.strip().split(" +"))
                    .filter(r -> r.length > ProcNetRow.INODE)
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of(); // no /proc, or no IPv6
        }
    }

    private static Map<String, PortOwner.Process> processes(List<String> sockets) {
        Map<String, PortOwner.Process> found = new HashMap<>();
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            for (Path process :
                    (Iterable<Path>) all.filter(p -> p.getFileName().toString().matches("\\d+"))::iterator) {
                held(process, sockets).forEach(s -> found.putIfAbsent(s, process(process)));
            }
        } catch (IOException | UncheckedIOException e) {
            return found;
        }
        return found;
    }

    private static List<String> held(Path process, List<String> sockets) {
        List<String> held = new ArrayList<>();
        try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
            for (Path descriptor : (Iterable<Path>) descriptors::iterator) {
                String link = link(descriptor);
                if (sockets.contains(link)) {
                    held.add(link);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            return held; // another user's, or gone meanwhile
        }
        return held;
    }

    private static String link(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "";
        }
    }

    private static PortOwner.Process process(Path process) {
        String command = "";
        try {
            command = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                    .replace('\0', ' ')
                    .strip();
        } catch (IOException e) {
            command = ""; // gone meanwhile: only its number is left
        }
        String utf8 = new String(command.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return new PortOwner.Process(Long.parseLong(process.getFileName().toString()), utf8);
    }
}
