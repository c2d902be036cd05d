package socklab.service.relay;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import socklab.call.Errno;
import socklab.call.OptionValue;
import socklab.call.Out;
import socklab.call.Outcome;
import socklab.call.SocketAddress;
import socklab.call.SocketOption;
import socklab.kernel.Kernel;
import socklab.kernel.Poller;
import socklab.kernel.Poller.Interest;
import socklab.kernel.Poller.Ready;
import socklab.kernel.UnsupportedEnvironment;
import socklab.session.AddressText;

/** Accepts connections, makes one to the server for each, and passes bytes between the two. */
final class TcpRelayService implements RelayService {
    /** How many connections there are at once; further clients wait in the backlog. */
    static final int MOST_CONNECTIONS = 2048;

    private static final int BACKLOG = 4096;
    private static final int BATCH = 64;
    private static final long REST_NANOS = 100_000_000;

    private final RelaySockets sockets;
    private final Poller poller;
    private final Map<Direction, DirectionState> courses;
    private final RelayListener witness;
    private final RateLimiter pacer = new RateLimiter();
    private final Map<Integer, RelayConnection> byFd = new HashMap<>();
    private final Map<Integer, Interest> watched = new HashMap<>();
    private final Set<RelayConnection> connections = new LinkedHashSet<>();
    private Optional<SocketAddress> local = Optional.empty();
    private Optional<SocketAddress> target = Optional.empty();
    private Optional<Errno> trouble = Optional.empty();
    private Optional<Long> restUntil = Optional.empty();
    private int fd = -1;
    private long clients;

    TcpRelayService(
            RelaySockets sockets, Poller poller, Map<Direction, DirectionState> courses, RelayListener witness) {
        this.sockets = sockets;
        this.poller = poller;
        this.courses = courses;
        this.witness = witness;
    }

    @Override
    public void open(RelayConfig plan) throws RelaySockets.Failure {
        fd = sockets.open();
        sockets.set(fd, SocketOption.SO_REUSEADDR, new OptionValue.Number(1));
        sockets.bind(fd, plan.address());
        sockets.listen(fd, BACKLOG);
        local = Optional.of(sockets.name(fd));
        target = Optional.of(plan.target());
        poller.add(fd, Interest.READ);
    }

    @Override
    public SocketAddress local() {
        return local.orElseThrow();
    }

    @Override
    public long clients() {
        return clients;
    }

    @Override
    public void changed() {
        pacer.clear();
        List.copyOf(connections).forEach(c -> {
            c.advance();
            settle(c);
        });
    }

    @Override
    public void ready(List<Ready> ready) {
        for (Ready r : ready) {
            RelayConnection connection = byFd.get(r.fd());
            if (connection != null && !connection.over()) {
                connection.proceed(r.fd(), r.error());
                if (r.error() && watched.getOrDefault(r.fd(), Interest.NONE) == Interest.NONE) {
                    unwatch(r.fd()); // it would be told of for ever
                }
                settle(connection);
            }
        }
        // last, so that a new connection is not taken for one of this list that had its descriptor
        if (ready.stream().anyMatch(r -> r.fd() == fd)) {
            for (int i = 0; i < BATCH && accepting() && accept(); i++) {
                // until the queue is empty
            }
            watchListener();
        }
    }

    private boolean accepting() {
        return restUntil.isEmpty() && connections.size() < MOST_CONNECTIONS;
    }

    private void watchListener() {
        poller.change(fd, accepting() ? Interest.READ : Interest.NONE);
    }

    private boolean accept() {
        return switch (sockets.accept(fd)) {
            case Outcome.Returned r -> {
                accepted((int) r.value(), Out.address(r.outs()));
                yield true;
            }
            case Outcome.Failed f ->
                switch (f.errno()) {
                    case EAGAIN -> false;
                    case EMFILE, ENFILE, ENOBUFS, ENOMEM -> {
                        rest(f.errno());
                        yield false;
                    }
                    default ->
                        true; // an error of that connection, not of the relay. Source: accept(2), "Error handling".
                };
            case Outcome.Unsupported _, Outcome.Unresolved _ -> false;
        };
    }

    private void rest(Errno errno) {
        if (!trouble.equals(Optional.of(errno))) {
            trouble = Optional.of(errno);
            witness.tell(RelayLogLine.Kind.PROBLEM, "relay.accept", errno.describe(), connections.size());
        }
        restUntil = Optional.of(System.nanoTime() + REST_NANOS);
    }

    private void accepted(int near, Optional<SocketAddress> peer) {
        String client = peer.map(AddressText::show).orElse("?");
        int far = -1;
        try {
            far = sockets.open();
            sockets.connect(far, target.orElseThrow());
            sockets.set(near, SocketOption.TCP_NODELAY, new OptionValue.Number(1)); // Nagle belongs to the ends
            sockets.set(far, SocketOption.TCP_NODELAY, new OptionValue.Number(1));
            watch(near, Interest.NONE);
            watch(far, Interest.WRITE);
        } catch (RelaySockets.Failure | UnsupportedEnvironment e) {
            witness.tell(RelayLogLine.Kind.PROBLEM, "relay.noServer", client, e.getMessage());
            unwatch(near);
            sockets.reset(near);
            if (far >= 0) {
                unwatch(far);
                sockets.close(far);
            }
            return;
        }
        trouble = Optional.empty();
        clients++;
        RelayConnection connection = new RelayConnection(sockets, witness, courses, pacer, client, near, far);
        connections.add(connection);
        byFd.put(near, connection);
        byFd.put(far, connection);
        witness.tell(RelayLogLine.Kind.CLIENT, "relay.client", client);
    }

    private void watch(int socket, Interest interest) {
        Interest before = watched.put(socket, interest);
        if (before == null) {
            poller.add(socket, interest);
        } else if (before != interest) {
            poller.change(socket, interest);
        }
    }

    private void unwatch(int socket) {
        if (watched.remove(socket) != null) {
            poller.remove(socket);
        }
    }

    /** Watches what a connection waits for now, and forgets what it has closed. */
    private void settle(RelayConnection connection) {
        List<Integer> open = connection.descriptors();
        connection.all().stream().filter(s -> !open.contains(s)).forEach(s -> forget(s, connection));
        for (int socket : open) {
            Interest interest = connection.interest(socket);
            if (interest != Interest.NONE || watched.containsKey(socket)) {
                watch(socket, interest);
            }
        }
        if (connection.over()) {
            connections.remove(connection);
            watchListener();
        }
    }

    /** A descriptor that was closed is no longer watched by the kernel, and its number may be another's soon. */
    private void forget(int socket, RelayConnection connection) {
        if (byFd.remove(socket, connection)) {
            watched.remove(socket);
        }
    }

    @Override
    public long tick(long now) {
        long next = Long.MAX_VALUE;
        if (restUntil.isPresent() && restUntil.get() - now <= 0) {
            restUntil = Optional.empty();
            watchListener();
        }
        next = restUntil.map(t -> t - now).orElse(next);
        for (RelayConnection connection : List.copyOf(connections)) {
            if (connection.next(now).isPresent() && connection.next(now).getAsLong() - now <= 0) {
                connection.advance();
                settle(connection);
            }
            if (!connection.over() && connection.next(now).isPresent()) {
                next = Math.min(next, Math.max(connection.next(now).getAsLong() - now, 0));
            }
        }
        return next;
    }

    @Override
    public long drops(Kernel kernel) {
        return 0; // TCP's window lets nothing come that has no room
    }

    @Override
    public void close() {
        List.copyOf(connections).forEach(c -> {
            c.descriptors().forEach(this::unwatch);
            c.close();
        });
        connections.clear();
        byFd.clear();
        if (fd >= 0) {
            poller.remove(fd);
            sockets.close(fd);
            fd = -1;
        }
    }
}
