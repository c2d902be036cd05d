package socklab.service.relay;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import socklab.call.OptionValue;
import socklab.call.SocketAddress;
import socklab.call.SocketOption;
import socklab.kernel.Kernel;
import socklab.kernel.Poller;
import socklab.kernel.Poller.Interest;
import socklab.kernel.Poller.Ready;
import socklab.kernel.UnsupportedEnvironment;
import socklab.service.Acceptor;
import socklab.service.CallFailure;
import socklab.service.LogLine;
import socklab.service.ServiceListener;
import socklab.service.ServiceSockets;
import socklab.service.relay.netem.Impairment;
import socklab.session.AddressText;

/** For each connection that it accepts makes one to the server, and forwards bytes between the two. */
final class TcpRelayService implements RelayHandler, Acceptor.Connections {
    /** How many connections there are at once; further clients wait in the backlog. */
    private static final int MOST_CONNECTIONS = 2048;

    private static final int BACKLOG = 4096;

    private final ServiceSockets sockets;
    private final Poller poller;
    private final ServiceListener listener;
    private final RelayConfig config;
    private final Map<Direction, DirectionState> directions;
    private final Acceptor acceptor;
    private final RateLimiter rateLimiter = new RateLimiter();
    private final DelayMemory memory = DelayMemory.ofHeap();
    private final Map<Integer, RelayConnection> byFd = new HashMap<>();
    private final Map<Integer, Interest> watched = new HashMap<>();
    private final Set<RelayConnection> connections = new LinkedHashSet<>();
    private final AtomicLong clients = new AtomicLong();

    TcpRelayService(
            ServiceSockets sockets,
            Poller poller,
            Kernel kernel,
            Map<Direction, DirectionState> directions,
            RelayConfig config) {
        this.sockets = sockets;
        this.poller = poller;
        this.listener = sockets.listener();
        this.config = config;
        this.directions = directions;
        this.acceptor = new Acceptor(sockets, poller, kernel, this);
    }

    @Override
    public void open() throws CallFailure {
        acceptor.open(config.address(), BACKLOG, SocketOption.TCP_SAVE_SYN);
        logThroughputLimits();
    }

    private void logThroughputLimits() {
        for (DirectionState d : directions.values()) {
            Impairment impairment = d.impairment();
            memory.limit(impairment)
                    .ifPresent(limit -> listener.log(
                            LogLine.Kind.CHANGE,
                            "relay.window",
                            d.direction().arrow(),
                            impairment.words(),
                            limit,
                            memory.megabytes(impairment)));
        }
    }

    @Override
    public SocketAddress local() {
        return acceptor.local();
    }

    @Override
    public long clients() {
        return clients.get();
    }

    @Override
    public void impairmentsChanged() {
        rateLimiter.clear();
        logThroughputLimits();
        List.copyOf(connections).forEach(c -> {
            c.advance();
            update(c);
        });
    }

    @Override
    public void ready(List<Ready> ready) {
        for (Ready r : ready) {
            RelayConnection connection = byFd.get(r.fd());
            if (connection != null && !connection.over()) {
                connection.proceed(r.fd(), r.error());
                if (r.error() && watched.getOrDefault(r.fd(), Interest.NONE) == Interest.NONE) {
                    unwatch(r.fd()); // or the poller would report the error again and again
                }
                update(connection);
            }
        }
        acceptor.ready(ready);
    }

    @Override
    public int count() {
        return connections.size();
    }

    @Override
    public boolean haveRoom() {
        return connections.size() < MOST_CONNECTIONS;
    }

    @Override
    public void shed() {
        // every connection is in use
    }

    @Override
    public void accepted(int near, Optional<SocketAddress> peer) {
        String client = peer.map(AddressText::show).orElse("?");
        OptionalInt ttl =
                HopLimit.next(sockets.savedSyn(near).map(HopLimit::ofSyn).orElse(OptionalInt.empty()));
        if (ttl.isEmpty()) {
            listener.log(LogLine.Kind.PROBLEM, "relay.hops", client, 0);
            sockets.reset(near);
            return;
        }
        int far = -1;
        try {
            far = sockets.open(config.upstream().family());
            acceptor.opened(far);
            HopLimit.set(sockets, far, config.upstream(), ttl.getAsInt());
            sockets.connect(far, config.upstream());
            sockets.set(near, SocketOption.TCP_NODELAY, new OptionValue.Number(1)); // Nagle's delay is for the ends
            sockets.set(far, SocketOption.TCP_NODELAY, new OptionValue.Number(1));
            watch(near, Interest.NONE);
            watch(far, Interest.WRITE);
        } catch (CallFailure | UnsupportedEnvironment e) {
            listener.log(LogLine.Kind.PROBLEM, "relay.noServer", client, e.getMessage());
            unwatch(near);
            sockets.reset(near);
            if (far >= 0) {
                unwatch(far);
                sockets.close(far);
            }
            return;
        }
        clients.incrementAndGet();
        RelayConnection connection = new RelayConnection(sockets, directions, rateLimiter, memory, client, near, far);
        connections.add(connection);
        byFd.put(near, connection);
        byFd.put(far, connection);
        listener.log(LogLine.Kind.CLIENT, "relay.client", client);
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

    /** Watches what a connection waits for now, and forgets the sockets that it has closed. */
    private void update(RelayConnection connection) {
        List<Integer> open = connection.openDescriptors();
        connection.descriptors().stream().filter(s -> !open.contains(s)).forEach(s -> forget(s, connection));
        for (int socket : open) {
            Interest interest = connection.interest(socket);
            if (interest != Interest.NONE || watched.containsKey(socket)) {
                watch(socket, interest);
            }
        }
        if (connection.over() && connections.remove(connection)) {
            acceptor.closed();
        }
    }

    /** The kernel no longer watches a closed descriptor, and another socket may get its number soon. */
    private void forget(int socket, RelayConnection connection) {
        if (byFd.remove(socket, connection)) {
            watched.remove(socket);
        }
    }

    @Override
    public long tick(long now) {
        long next = acceptor.tick(now);
        for (RelayConnection connection : List.copyOf(connections)) {
            OptionalLong due = connection.next(now);
            if (due.isPresent() && due.getAsLong() - now <= 0) {
                connection.advance();
                update(connection);
                due = connection.over() ? OptionalLong.empty() : connection.next(now);
            }
            if (due.isPresent()) {
                next = Math.min(next, Math.max(due.getAsLong() - now, 0));
            }
        }
        return next;
    }

    @Override
    public void close() {
        List.copyOf(connections).forEach(c -> {
            c.openDescriptors().forEach(this::unwatch);
            c.close();
        });
        connections.clear();
        byFd.clear();
        acceptor.close();
    }
}
