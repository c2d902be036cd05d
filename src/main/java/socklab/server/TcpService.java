package socklab.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import socklab.call.Errno;
import socklab.call.Outcome;
import socklab.call.SocketAddress;
import socklab.kernel.CannotRun;
import socklab.kernel.Kernel;
import socklab.kernel.Poller;
import socklab.kernel.Poller.Interest;
import socklab.kernel.Poller.Ready;
import socklab.session.Addresses;

/**
 * Accepts connections and serves each of them when it is ready: a client that says nothing costs a descriptor and
 * keeps nobody waiting. {@link Plan.Manner#ITERATIVE} accepts the next only when one is done.
 */
final class TcpService implements Service {
    private static final int BACKLOG = 4096;
    /** The note's. */
    private static final int NOTE_BACKLOG = 1;
    private static final int BATCH = 64;
    private static final long REST_NANOS = 200_000_000;
    private static final long LINGER_NANOS = 2_000_000_000L;
    private static final long LOOK_NANOS = 500_000_000;
    private static final int MOST_NAMED = 5;
    /**
     * Descriptors left to the rest of the program: a virtual machine without any cannot even load a class, and a
     * session not open a socket.
     */
    private static final int RESERVE = 16;

    private final Sockets sockets;
    private final Poller poller;
    private final Kernel kernel;
    private final int mostDescriptors;
    private final Map<Integer, Connection> connections = new HashMap<>();
    private final Deque<Lingering> lingering = new ArrayDeque<>();
    private Plan.Manner manner = Plan.Manner.CONCURRENT;
    private int fd = -1;
    private long accepted;
    private Optional<SocketAddress> local = Optional.empty();
    private Optional<Long> restUntil = Optional.empty();
    private Optional<Errno> trouble = Optional.empty();
    private boolean full;
    private boolean toldFull;
    private Optional<Long> lookAt = Optional.empty();
    private List<SocketAddress> waiting = List.of();

    /** A connection that is closed at that time at the latest. */
    private record Lingering(Connection connection, long until) {}

    TcpService(Sockets sockets, Poller poller, Kernel kernel) {
        this.sockets = sockets;
        this.poller = poller;
        this.kernel = kernel;
        this.mostDescriptors = kernel.descriptorLimit().map(n -> n - RESERVE).orElse(Integer.MAX_VALUE);
    }

    @Override
    public void open(Plan plan) throws Sockets.Failure {
        manner = plan.manner();
        fd = sockets.open();
        sockets.reuseAddress(fd);
        sockets.bind(fd, plan.address());
        sockets.listen(fd, switch (manner) {
            case CONCURRENT -> BACKLOG;
            case ITERATIVE -> NOTE_BACKLOG;
        });
        local = Optional.of(sockets.name(fd));
        poller.add(fd, Interest.READ);
    }

    @Override
    public SocketAddress local() {
        return local.orElseThrow();
    }

    @Override
    public void ready(List<Ready> ready) {
        for (Ready r : ready) {
            Connection connection = connections.get(r.fd());
            if (connection != null) {
                serve(connection);
            }
        }
        // last, so that a new connection is not taken for one of this list that had its descriptor
        if (ready.stream().anyMatch(r -> r.fd() == fd)) {
            for (int i = 0; i < BATCH && accepting() && accept(); i++) {
                // until the queue is empty
            }
        }
    }

    private boolean accepting() {
        return restUntil.isEmpty() && !full && (manner == Plan.Manner.CONCURRENT || connections.isEmpty());
    }

    /** Accepts one connection; returns whether there may be more. */
    private boolean accept() {
        return switch (sockets.accept(fd)) {
            case Outcome.Returned r -> {
                accepted((int) r.value(), Sockets.address(r));
                yield true;
            }
            case Outcome.Failed f -> switch (f.errno()) {
                case EAGAIN -> false;
                // errors of the connection, not of the server. Source: accept(2), "Error handling".
                case EINTR, ECONNABORTED, EPROTO, ENETDOWN, ENOPROTOOPT, EHOSTDOWN, ENONET, EHOSTUNREACH, EOPNOTSUPP, ENETUNREACH -> true;
                default -> {
                    rest(f.errno());
                    yield false;
                }
            };
            case Outcome.Unsupported _, Outcome.Unresolved _ -> false;
        };
    }

    private void accepted(int connected, Optional<SocketAddress> peer) {
        trouble = Optional.empty();
        sockets.tally().connected();
        Connection connection = new Connection(sockets, manner, connected, ++accepted,
                peer.orElse(new SocketAddress.Inet4(0, 0)));
        try {
            poller.add(connected, Interest.READ);
        } catch (CannotRun e) {
            sockets.tell(Line.Kind.PROBLEM, "server.unwatched", connection.client(), e.getMessage());
            connection.close();
            return;
        }
        connections.put(connected, connection);
        if (manner == Plan.Manner.ITERATIVE) {
            poller.change(fd, Interest.NONE);
            waiting = List.of();
            lookAt = Optional.of(System.nanoTime() + LOOK_NANOS);
        }
        lookForRoom(connected);
        serve(connection); // what it has to say is often there already
    }

    /** The kernel gives the lowest free number: a high one means that few are left. */
    private void lookForRoom(int newest) {
        if (newest < mostDescriptors) {
            toldFull = false;
            return;
        }
        if (!toldFull) {
            toldFull = true;
            sockets.tell(Line.Kind.PROBLEM, "server.full", connections.size(), mostDescriptors + RESERVE);
        }
        full = true;
        poller.change(fd, Interest.NONE);
    }

    /** No descriptor is left, or no memory: those who wait stay in the queue until someone leaves. */
    private void rest(Errno errno) {
        if (!trouble.equals(Optional.of(errno))) {
            trouble = Optional.of(errno);
            sockets.tell(Line.Kind.PROBLEM, "server.accept", errno.describe(), connections.size());
        }
        restUntil = Optional.of(System.nanoTime() + REST_NANOS);
        poller.change(fd, Interest.NONE);
    }

    private void serve(Connection connection) {
        boolean lingered = connection.lingers();
        Interest before = connection.interest();
        connection.proceed();
        if (connection.over()) {
            close(connection);
            return;
        }
        if (connection.interest() != before) {
            poller.change(connection.fd(), connection.interest());
        }
        if (connection.lingers() && !lingered) {
            lingering.addLast(new Lingering(connection, System.nanoTime() + LINGER_NANOS));
        }
    }

    private void close(Connection connection) {
        if (!connections.remove(connection.fd(), connection)) {
            return; // closed before
        }
        poller.closing(connection.fd());
        connection.close();
        if (manner == Plan.Manner.ITERATIVE) {
            lookAt = Optional.empty();
        }
        if (manner == Plan.Manner.ITERATIVE || full || restUntil.isPresent()) {
            restUntil = Optional.empty();
            full = false;
            poller.change(fd, Interest.READ);
        }
    }

    @Override
    public long tick(long now) {
        long next = Long.MAX_VALUE;
        if (restUntil.isPresent() && restUntil.get() - now <= 0) {
            restUntil = Optional.empty();
            if (accepting()) {
                poller.change(fd, Interest.READ);
            }
        }
        while (!lingering.isEmpty() && (lingering.getFirst().connection().over() || lingering.getFirst().until() - now <= 0)) {
            close(lingering.removeFirst().connection());
        }
        if (lookAt.isPresent() && lookAt.get() - now <= 0) {
            look();
            lookAt = Optional.of(now + LOOK_NANOS);
        }
        next = Math.min(next, restUntil.map(t -> t - now).orElse(Long.MAX_VALUE));
        next = Math.min(next, lookAt.map(t -> t - now).orElse(Long.MAX_VALUE));
        return lingering.isEmpty() ? next : Math.min(next, Math.max(lingering.getFirst().until() - now, 0));
    }

    /** Looks, from outside, who waits for the one that is served, and says so when that changes. */
    private void look() {
        if (!sockets.wants(Line.Kind.MISTAKE)) {
            return;
        }
        Optional<Connection> served = connections.values().stream().findFirst();
        List<SocketAddress> now = kernel.waiting(local());
        if (served.isEmpty() || now.isEmpty() || now.equals(waiting)) {
            return;
        }
        waiting = now;
        String named = now.stream().limit(MOST_NAMED).map(Addresses::show).collect(Collectors.joining(", "))
                + (now.size() > MOST_NAMED ? ", …" : "");
        sockets.tell(Line.Kind.MISTAKE, "server.waits", served.get().client(), now.size(), named);
    }

    @Override
    public void close() {
        List.copyOf(connections.values()).forEach(c -> {
            poller.remove(c.fd());
            c.close();
        });
        connections.clear();
        if (fd >= 0) {
            poller.remove(fd);
            sockets.close(fd, "server");
            fd = -1;
        }
    }
}
