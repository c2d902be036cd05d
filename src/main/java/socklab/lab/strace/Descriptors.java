package socklab.lab.strace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The descriptors of all processes of a log that refer to sockets or epoll instances. Threads share a table, a new
 * process has a copy of its parent's. Source: clone(2), fork(2), execve(2).
 */
final class Descriptors {
    private static final Pattern SOCKET =
            Pattern.compile("(socket|TCP|TCPv6|UDP|UDPv6|UDP-?Lite(v6)?|UNIX|UNIX-[A-Z]+|RAW|RAWv6|PING|PINGv6|NETLINK"
                    + "|SCTP|SCTPv6|ICMP|ICMPv6|MPTCP|MPTCPv6):.*|anon_inode:\\[?eventpoll\\]?");

    /** A descriptor, and whether an exec closes it. */
    private record Open(TracedSocket socket, boolean closedByExec) {}

    /** The table of a process, shared by its threads. */
    static final class Table {
        private final Map<Integer, Open> open = new HashMap<>();
        private final Map<Integer, TracedSocket> closed = new HashMap<>();
        private final Set<Integer> users = new HashSet<>();

        /** What a descriptor refers to. */
        Optional<TracedSocket> get(long fd) {
            return Optional.ofNullable(open.get((int) fd)).map(Open::socket);
        }

        /** What a descriptor that is closed referred to last. */
        Optional<TracedSocket> closed(long fd) {
            return Optional.ofNullable(closed.get((int) fd));
        }

        void put(int fd, TracedSocket socket, boolean closedByExec) {
            remove(fd);
            open.put(fd, new Open(socket, closedByExec));
            closed.remove(fd);
            socket.hold();
        }

        void closedByExec(int fd, boolean on) {
            open.computeIfPresent(fd, (_, o) -> new Open(o.socket(), on));
        }

        /** Takes a descriptor out. */
        void remove(int fd) {
            Open was = open.remove(fd);
            if (was != null) {
                was.socket().release();
                closed.put(fd, was.socket());
            }
        }

        /** A new program has no descriptor that an exec closes. */
        void exec() {
            open.entrySet().stream()
                    .filter(e -> e.getValue().closedByExec())
                    .map(Map.Entry::getKey)
                    .toList()
                    .forEach(this::remove);
        }

        private List<TracedSocket> end() {
            List<TracedSocket> left = new ArrayList<>();
            List.copyOf(open.keySet()).forEach(fd -> {
                TracedSocket socket = open.get(fd).socket();
                remove(fd);
                if (!socket.held()) {
                    left.add(socket);
                }
            });
            return left;
        }
    }

    /** Tables that are copied beyond so many entries in all are shared: a hostile log could have copies without end. */
    private static final int MOST_COPIED = 1_000_000;

    private final Map<Integer, Table> tables = new HashMap<>();
    private int copied;
    private Optional<Integer> root = Optional.empty();

    /** Whether what strace says of a descriptor is a socket or an epoll instance. */
    static boolean socket(String annotation) {
        return SOCKET.matcher(annotation).matches();
    }

    /**
     * The table of a process. The first one that is not known to be a child is the one whose number the log did not
     * tell; any other whose beginning the log does not show is taken for a thread of that.
     */
    Table of(int process) {
        Table known = tables.get(process);
        if (known != null) {
            return known;
        }
        Table table = process == 0 || root.isEmpty()
                ? root.map(tables::get).orElseGet(() -> tables.getOrDefault(0, new Table()))
                : tables.get(root.get());
        if (root.isEmpty() && process != 0) {
            root = Optional.of(process);
        }
        return join(process, table == null ? new Table() : table);
    }

    private Table join(int process, Table table) {
        tables.put(process, table);
        table.users.add(process);
        return table;
    }

    /** A process makes a thread. */
    void thread(int parent, int child) {
        join(child, of(parent));
    }

    /** A process makes another. */
    void fork(int parent, int child) {
        Table from = of(parent);
        copied += from.open.size();
        if (copied > MOST_COPIED) {
            thread(parent, child);
            return;
        }
        Table table = join(child, new Table());
        from.open.forEach((fd, o) -> table.put(fd, o.socket(), o.closedByExec()));
    }

    /** A process or thread ends; returns the sockets that nobody refers to any more. */
    List<TracedSocket> end(int process) {
        Table table = tables.remove(process);
        if (table == null) {
            return List.of();
        }
        table.users.remove(process);
        boolean rest = table.users.isEmpty() || table.users.equals(Set.of(0));
        return rest ? table.end() : List.of();
    }
}
