package socklab.service.uppercase;

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
import socklab.kernel.Kernel;
import socklab.kernel.Poller;
import socklab.kernel.Poller.Interest;
import socklab.kernel.Poller.Ready;
import socklab.kernel.UnsupportedEnvironment;
import socklab.session.AddressText;

/**
 * Accepts connections and serves each of them when it is ready: a client that says nothing costs a descriptor and
 * keeps nobody waiting. {@link UppercaseConfig.Manner#ITERATIVE} accepts the next only when one is done.
 */
final class TcpUppercaseService implements UppercaseService {
    private static final int BACKLOG = 4096;
    /** The note's. */
    private static final int NOTE_BACKLOG = 1;

    private static final int BATCH = 64;
    private static final long REST_NANOS = 200_000_000;
    private static final long LINGER_NANOS = 2_000_000_000L;
    /** How long a client that has its answer may take to close before the poller is told to watch it. */
    private static final long PARTING_NANOS = 50_000_000;

    private static final int MOST_PARTING = 1024;
    private static final long LOOK_NANOS = 500_000_000;
    private static final int MOST_NAMED = 5;
    /** At the limit a server is full and has room again a thousand times a second. */
    private static final long TELL_AGAIN_NANOS = 10_000_000_000L;
    /**
     * Descriptors left to the rest of the program: a virtual machine without any cannot even load a class, and a
     * session not open a socket.
     */
    private static final int RESERVE = 16;

    private final UppercaseSockets sockets;
    private final Poller poller;
    private final Kernel kernel;
    private final int mostDescriptors;
    private final int mostParting;
    private final Map<Integer, UppercaseConnection> connections = new HashMap<>();
    /** Answered at once and not watched: most will have closed when they are looked at. */
    private final Deque<Lingering> parting = new ArrayDeque<>();

    private final Deque<Lingering> lingering = new ArrayDeque<>();
    private UppercaseConfig.Manner manner = UppercaseConfig.Manner.CONCURRENT;
    private int fd = -1;
    private long accepted;
    private Optional<SocketAddress> local = Optional.empty();
    private Optional<Long> restUntil = Optional.empty();
    private boolean full;
    private final Map<String, Long> quietUntil = new HashMap<>();
    private Optional<Long> lookAt = Optional.empty();
    private List<SocketAddress> waiting = List.of();

    /** A connection that is closed at that time at the latest. */
    private record Lingering(UppercaseConnection connection, long until) {}

    TcpUppercaseService(UppercaseSockets sockets, Poller poller, Kernel kernel) {
        this.sockets = sockets;
        this.poller = poller;
        this.kernel = kernel;
        this.mostDescriptors = kernel.descriptorLimit().map(n -> n - RESERVE).orElse(Integer.MAX_VALUE);
        this.mostParting = Math.min(MOST_PARTING, mostDescriptors / 4);
    }

    @Override
    public void open(UppercaseConfig plan) throws UppercaseSockets.Failure {
        manner = plan.manner();
        fd = sockets.open();
        sockets.reuseAddress(fd);
        sockets.bind(fd, plan.address());
        sockets.listen(
                fd,
                switch (manner) {
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
            UppercaseConnection connection = connections.get(r.fd());
            if (connection != null) {
                serve(connection);
            }
        }
        // last, so that a new connection is not taken for one of this list that had its descriptor
        for (Ready r : ready) {
            if (r.fd() == fd) {
                acceptAll();
            }
        }
    }

    private void acceptAll() {
        for (int i = 0; i < BATCH && accepting() && accept(); i++) {
            // until the queue is empty
        }
    }

    private boolean accepting() {
        return restUntil.isEmpty() && !full && (manner == UppercaseConfig.Manner.CONCURRENT || connections.isEmpty());
    }

    /** Accepts one connection; returns whether there may be more. */
    private boolean accept() {
        return switch (sockets.accept(fd)) {
            case Outcome.Returned r -> {
                accepted((int) r.value(), UppercaseSockets.address(r));
                yield true;
            }
            case Outcome.Failed f ->
                switch (f.errno()) {
                    case EAGAIN -> false;
                    // errors of the connection, not of the server. Source: accept(2), "Error handling".
                    case EINTR,
                            ECONNABORTED,
                            EPROTO,
                            ENETDOWN,
                            ENOPROTOOPT,
                            EHOSTDOWN,
                            ENONET,
                            EHOSTUNREACH,
                            EOPNOTSUPP,
                            ENETUNREACH -> true;
                    default -> {
                        rest(f.errno());
                        yield false;
                    }
                };
            case Outcome.Unsupported _, Outcome.Unresolved _ -> false;
        };
    }

    private void accepted(int connected, Optional<SocketAddress> peer) {
        sockets.tally().connected();
        UppercaseConnection connection = new UppercaseConnection(
                sockets, manner, connected, ++accepted, peer.orElse(new SocketAddress.Inet4(0, 0)));
        connections.put(connected, connection);
        if (manner == UppercaseConfig.Manner.ITERATIVE) {
            poller.change(fd, Interest.NONE);
            waiting = List.of();
            lookAt = Optional.of(System.nanoTime() + LOOK_NANOS);
        }
        lookForRoom(connected);
        begin(connection);
    }

    /** What it has to say is often there already: then it is answered without ever being watched. */
    private void begin(UppercaseConnection connection) {
        connection.proceed();
        if (connection.over()) {
            close(connection);
        } else if (connection.lingers()) {
            parting.addLast(new Lingering(connection, System.nanoTime() + PARTING_NANOS));
            if (parting.size() > mostParting) {
                part();
            }
        } else {
            watch(connection);
        }
    }

    private void watch(UppercaseConnection connection) {
        try {
            poller.add(connection.fd(), connection.interest());
        } catch (UnsupportedEnvironment e) {
            sockets.tell(UppercaseLogLine.Kind.PROBLEM, "server.unwatched", connection.client(), e.getMessage());
            close(connection);
        }
    }

    /** Closes the connection that was answered first, if its client has; or else watches it. */
    private void part() {
        UppercaseConnection connection = parting.removeFirst().connection();
        connection.proceed();
        if (connection.over()) {
            close(connection);
        } else {
            lingering.addLast(new Lingering(connection, System.nanoTime() + LINGER_NANOS));
            watch(connection);
        }
    }

    private void partAll() {
        while (!parting.isEmpty()) {
            part();
        }
    }

    /** The kernel gives the lowest free number: a high one means that few are left. */
    private void lookForRoom(int newest) {
        if (newest < mostDescriptors) {
            return;
        }
        tellNowAndThen("server.full", connections.size(), mostDescriptors + RESERVE);
        full = true;
        poller.change(fd, Interest.NONE);
        partAll();
    }

    /** No descriptor is left, or no memory: those who wait stay in the queue until someone leaves. */
    private void rest(Errno errno) {
        tellNowAndThen("server.accept", errno.describe(), connections.size());
        restUntil = Optional.of(System.nanoTime() + REST_NANOS);
        poller.change(fd, Interest.NONE);
        partAll();
    }

    private void tellNowAndThen(String key, Object... args) {
        long now = System.nanoTime();
        if (quietUntil.getOrDefault(key, now) - now <= 0) {
            quietUntil.put(key, now + TELL_AGAIN_NANOS);
            sockets.tell(UppercaseLogLine.Kind.PROBLEM, key, args);
        }
    }

    private void serve(UppercaseConnection connection) {
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

    private void close(UppercaseConnection connection) {
        if (!connections.remove(connection.fd(), connection)) {
            return; // closed before
        }
        poller.closing(connection.fd());
        connection.close();
        if (manner == UppercaseConfig.Manner.ITERATIVE) {
            lookAt = Optional.empty();
        }
        if (manner == UppercaseConfig.Manner.ITERATIVE || full || restUntil.isPresent()) {
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
        while (!parting.isEmpty() && parting.getFirst().until() - now <= 0) {
            part();
        }
        while (!lingering.isEmpty()
                && (lingering.getFirst().connection().over()
                        || lingering.getFirst().until() - now <= 0)) {
            close(lingering.removeFirst().connection());
        }
        if (lookAt.isPresent() && lookAt.get() - now <= 0) {
            look();
            lookAt = Optional.of(now + LOOK_NANOS);
        }
        next = Math.min(next, restUntil.map(t -> t - now).orElse(Long.MAX_VALUE));
        next = Math.min(next, lookAt.map(t -> t - now).orElse(Long.MAX_VALUE));
        return Math.min(Math.min(next, due(parting, now)), due(lingering, now));
    }

    private static long due(Deque<Lingering> queue, long now) {
        return queue.isEmpty() ? Long.MAX_VALUE : Math.max(queue.getFirst().until() - now, 0);
    }

    /** Looks, from outside, who waits for the one that is served, and says so when that changes. */
    private void look() {
        if (!sockets.wants(UppercaseLogLine.Kind.MISTAKE)) {
            return;
        }
        Optional<UppercaseConnection> served = connections.values().stream().findFirst();
        List<SocketAddress> now = kernel.pendingConnections(local());
        if (served.isEmpty() || now.isEmpty() || now.equals(waiting)) {
            return;
        }
        waiting = now;
        String named = now.stream().limit(MOST_NAMED).map(AddressText::show).collect(Collectors.joining(", "))
                + (now.size() > MOST_NAMED ? ", …" : "");
        sockets.tell(UppercaseLogLine.Kind.MISTAKE, "server.waits", served.get().client(), now.size(), named);
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
