package socklab.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import socklab.call.Arg;
import socklab.call.Call;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.call.Outcome;
import socklab.call.Param;
import socklab.call.Result;
import socklab.call.SocketOption;
import socklab.kernel.Kernel;
import socklab.kernel.SocketStatus;

/**
 * Looks at the session's TCP sockets in the kernel's tables, and writes into the journal what it saw: views show these
 * states, and need not infer them.
 *
 * <p>The connection of a closed socket is found by its two addresses. So the addresses are looked up before a close.
 *
 * <p>Nothing is written for kernels without tables: Java's channels have no state but the one that the calls lead to.
 */
public final class TcpWatch {
    private static final Set<Errno> NO_CHANGE = Set.of(Errno.EAGAIN, Errno.EINTR, Errno.EBADF);

    private static final String CLOSED = "CLOSED";

    /** The other end of a connection is looked for among so many sockets. */
    private static final int MOST_SEARCHED = 64;

    private final Session session;
    private final Kernel kernel;

    public TcpWatch(Session session, Kernel kernel) {
        this.session = session;
        this.kernel = kernel;
    }

    /** Whether a socket has a TCP state. */
    public static boolean tcp(Socket socket) {
        boolean internet = socket.domain() == Const.AF_INET.value() || socket.domain() == Const.AF_INET6.value();
        boolean tcp = socket.protocol() == 0 || socket.protocol() == Const.IPPROTO_TCP.value();
        return socket.stream() && internet && tcp;
    }

    private boolean wanted() {
        return kernel.implementation() == Kernel.Implementation.LIBC
                && session.settings().feedback() != Settings.Feedback.SILENT;
    }

    /** Before a call: of a TCP socket that it closes, finds the addresses that were not seen. */
    void before(Call call, Optional<Socket> socket, Job job) {
        socket.filter(s -> call.result() == Result.CLOSED && tcp(s) && wanted())
                .filter(s -> session.observed().pair(s).isEmpty() && job.looks())
                .ifPresent(s -> kernel.observe(s.fd())
                        .ifPresent(seen -> session.observed().addresses(s, seen)));
    }

    /** After a call that may change TCP states: looks at its socket, those that it made, and the other ends. */
    void after(Event.Finished f, Job job) {
        Optional<Socket> socket = f.socket().filter(TcpWatch::tcp);
        if (socket.isEmpty() || !mayChange(f) || !wanted() || !job.looks()) {
            return;
        }
        List<Socket> sockets = all();
        Set<Integer> ids = new LinkedHashSet<>();
        ids.add(socket.get().id());
        sockets.stream().filter(s -> f.made().contains(s.name())).forEach(s -> ids.add(s.id()));
        if (sockets.size() <= MOST_SEARCHED) {
            observe(sockets.stream().filter(s -> ids.contains(s.id())).toList());
            List<ObservedStates.Pair> ends = pairs(sockets, ids);
            sockets.stream()
                    .filter(s -> session.observed()
                            .pair(s)
                            .filter(p -> ends.stream().anyMatch(p::otherEndOf))
                            .isPresent())
                    .forEach(s -> ids.add(s.id()));
        }
        record(sockets.stream().filter(s -> ids.contains(s.id())).toList(), Optional.of(f.id().number()));
    }

    private List<ObservedStates.Pair> pairs(List<Socket> sockets, Set<Integer> ids) {
        return sockets.stream()
                .filter(s -> ids.contains(s.id()))
                .flatMap(s -> session.observed().pair(s).stream())
                .toList();
    }

    /** All TCP sockets that are open, and the closed ones whose connection was not seen to be over. */
    private List<Socket> all() {
        List<Socket> sockets =
                new ArrayList<>(session.sockets().stream().filter(TcpWatch::tcp).toList());
        sockets.addAll(session.observed().lingering());
        return sockets;
    }

    /** Looks at all TCP sockets, and writes down what is another state, and how long a timer has still to run. */
    public void look() {
        if (kernel.implementation() == Kernel.Implementation.LIBC) {
            record(all(), Optional.empty());
        }
    }

    /** What the tables show of open sockets, by descriptor; the states that changed are written down. */
    public Map<Integer, SocketStatus> statuses(List<Socket> open) {
        Map<Integer, SocketStatus> byDescriptor =
                new LinkedHashMap<>(kernel.observe(open.stream().map(Socket::fd).toList()));
        for (Socket socket : open) {
            SocketStatus status = byDescriptor.get(socket.fd());
            if (status != null && tcp(socket) && wanted()) {
                SocketStatus whole = withLeft(socket, status);
                byDescriptor.put(socket.fd(), whole);
                Event.TcpSeen seen = seen(socket, whole);
                if (session.observed().take(seen)) {
                    append(Optional.empty(), List.of(seen));
                }
            }
        }
        return byDescriptor;
    }

    /** What the tables show of an open socket. */
    public Optional<SocketStatus> status(Socket open) {
        return Optional.ofNullable(statuses(List.of(open)).get(open.fd()));
    }

    /**
     * The connection that a socket has left in the tables; empty if none can be told from those of other descriptors.
     */
    public Optional<SocketStatus> left(Socket socket) {
        Kernel tables =
                socket.host().flatMap(session::host).map(WireHost::kernel).orElse(kernel);
        return session.observed()
                .pair(socket)
                .flatMap(pair -> tables.connection(pair.local(), pair.remote())
                        .filter(s -> s.more().inode().filter(i -> i != 0).isEmpty())
                        .map(s -> SocketStatus.builder()
                                .local(Optional.of(pair.local()))
                                .remote(Optional.of(pair.remote()))
                                .state(s.state().orElse(CLOSED))
                                .receiveQueue(s.receiveQueue())
                                .sendQueue(s.sendQueue())
                                .unsent(s.unsent())
                                .more(s.more())
                                .build()));
    }

    /** The connections that closed sockets have left in the tables. */
    public Map<Socket, SocketStatus> left() {
        Map<Socket, SocketStatus> all = new LinkedHashMap<>();
        for (Socket closed : session.observed().lingering()) {
            left(closed)
                    .filter(s ->
                            s.state().filter(state -> !state.equals(CLOSED)).isPresent())
                    .ifPresent(s -> all.put(closed, s));
        }
        return all;
    }

    /** The status of an open socket; of one that has given its connection away to TIME-WAIT, that connection's. */
    private SocketStatus withLeft(Socket socket, SocketStatus status) {
        session.observed().addresses(socket, status);
        boolean closed = status.state().filter(s -> !s.equals(CLOSED)).isEmpty();
        return closed && !session.observed().state(socket).equals(CLOSED)
                ? left(socket)
                        .filter(s ->
                                s.state().filter(state -> !state.equals(CLOSED)).isPresent())
                        .orElse(status)
                : status;
    }

    /** What the tables show of sockets, open or closed. */
    private Map<Socket, SocketStatus> observe(List<Socket> sockets) {
        Map<Socket, SocketStatus> seen = new LinkedHashMap<>();
        List<Socket> open = sockets.stream().filter(session::open).toList();
        Map<Integer, SocketStatus> byDescriptor =
                kernel.observe(open.stream().map(Socket::fd).toList());
        for (Socket socket : sockets) {
            if (open.contains(socket)) {
                Optional.ofNullable(byDescriptor.get(socket.fd()))
                        .ifPresent(s -> seen.put(socket, withLeft(socket, s)));
            } else {
                left(socket)
                        .ifPresentOrElse(
                                s -> seen.put(socket, s),
                                () -> session.observed().forget(socket));
            }
        }
        return seen;
    }

    private void record(List<Socket> sockets, Optional<Integer> after) {
        List<Event.TcpSeen> states = new ArrayList<>();
        observe(sockets).forEach((socket, status) -> {
            Event.TcpSeen state = seen(socket, status);
            boolean changed = session.observed().take(state);
            if (changed || after.isEmpty() && state.timer().isPresent()) {
                states.add(state);
            }
        });
        append(after, states);
    }

    private static Event.TcpSeen seen(Socket socket, SocketStatus status) {
        return new Event.TcpSeen(
                socket.id(),
                socket.name(),
                status.state().orElse(CLOSED),
                status.more().timer());
    }

    private void append(Optional<Integer> after, List<Event.TcpSeen> states) {
        if (!states.isEmpty()) {
            session.journal().append(new Event.Observed(System.nanoTime(), after, List.copyOf(states)));
        }
    }

    private static boolean mayChange(Event.Finished f) {
        Result result = f.invocation().call().result();
        if (f.outcome() instanceof Outcome.Failed failed) {
            return !NO_CHANGE.contains(failed.errno());
        }
        if (!(f.outcome() instanceof Outcome.Returned returned)) {
            return false;
        }
        return switch (result) {
            case ACCEPTED, CLOSED -> true;
            case RECEIVED -> returned.value() == 0;
            case ZERO -> f.invocation().first(Arg.SetOption.class).isEmpty() && !bind(f);
            case OPTION ->
                f.invocation()
                        .first(Arg.GetOption.class)
                        .filter(o -> o.option() == SocketOption.SO_ERROR)
                        .isPresent();
            case DESCRIPTOR,
                    SENT,
                    LOCAL_NAME,
                    PEER_NAME,
                    PAIR,
                    EPOLL,
                    SENT_MESSAGES,
                    RECEIVED_MESSAGES,
                    FLAGS,
                    NUMBER,
                    READY -> false;
        };
    }

    private static boolean bind(Event.Finished f) {
        return f.invocation().call().params().stream().anyMatch(Param.Local.class::isInstance);
    }
}
