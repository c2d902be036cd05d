package socklab.service.uppercase;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import socklab.call.SocketAddress;
import socklab.kernel.Kernel;
import socklab.kernel.Poller;
import socklab.kernel.Poller.Interest;
import socklab.kernel.Poller.Ready;
import socklab.kernel.UnsupportedEnvironment;
import socklab.service.Acceptor;
import socklab.service.CallFailure;
import socklab.service.LogLine;
import socklab.service.ServiceSockets;
import socklab.service.SocketHandler;
import socklab.service.uppercase.UppercaseCounters.Count;

/**
 * Serves each connection when it is ready: a client that sends nothing costs a descriptor and keeps no other waiting.
 * {@link UppercaseConfig.Mode#ITERATIVE} accepts the next connection only when one is done.
 */
final class TcpUppercaseService implements SocketHandler, Acceptor.Connections {
    private static final int BACKLOG = 4096;
    private static final int TEXTBOOK_BACKLOG = 1;
    private static final long LINGER_NANOS = 2_000_000_000L;
    /** How long a client that has its answer may take to close before the poller watches its connection. */
    private static final long UNWATCHED_NANOS = 50_000_000;

    private static final int MOST_UNWATCHED = 1024;

    private final ServiceSockets sockets;
    private final Poller poller;
    private final UppercaseCounters counters;
    private final UppercaseConfig config;
    private final Acceptor acceptor;
    private final WaitingClients waitingClients;
    private final int mostUnwatched;
    private final Map<Integer, UppercaseConnection> connections = new HashMap<>();
    /** Answered at once and not watched: most will be closed by the client when they are looked at. */
    private final Deque<Lingering> unwatched = new ArrayDeque<>();

    private final Deque<Lingering> lingering = new ArrayDeque<>();
    private long accepted;

    /** A connection that waits for its client to close, until that time. */
    private record Lingering(UppercaseConnection connection, long until) {}

    TcpUppercaseService(
            ServiceSockets sockets, Poller poller, Kernel kernel, UppercaseCounters counters, UppercaseConfig config) {
        this.sockets = sockets;
        this.poller = poller;
        this.counters = counters;
        this.config = config;
        this.acceptor = new Acceptor(sockets, poller, kernel, this);
        this.waitingClients = new WaitingClients(kernel, sockets.listener());
        this.mostUnwatched = Math.min(MOST_UNWATCHED, acceptor.mostDescriptors() / 4);
    }

    @Override
    public void open() throws CallFailure {
        acceptor.open(
                config.address(),
                switch (config.mode()) {
                    case CONCURRENT -> BACKLOG;
                    case ITERATIVE -> TEXTBOOK_BACKLOG;
                });
    }

    @Override
    public SocketAddress local() {
        return acceptor.local();
    }

    @Override
    public void ready(List<Ready> ready) {
        for (Ready r : ready) {
            UppercaseConnection connection = connections.get(r.fd());
            if (connection != null) {
                serve(connection);
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
        return config.mode() == UppercaseConfig.Mode.CONCURRENT || connections.isEmpty();
    }

    @Override
    public void accepted(int fd, Optional<SocketAddress> peer) {
        counters.count(Count.CLIENT);
        sockets.name(fd, "c" + ++accepted);
        UppercaseConnection connection = new UppercaseConnection(
                sockets, counters, config.mode(), fd, peer.orElse(new SocketAddress.Inet4(0, 0)));
        connections.put(fd, connection);
        if (config.mode() == UppercaseConfig.Mode.ITERATIVE) {
            waitingClients.begin(connection.client());
        }
        begin(connection);
    }

    /** Often the request is there already: then the connection is answered and never watched. */
    private void begin(UppercaseConnection connection) {
        connection.proceed();
        if (connection.over()) {
            close(connection);
        } else if (connection.lingers()) {
            unwatched.addLast(new Lingering(connection, System.nanoTime() + UNWATCHED_NANOS));
            if (unwatched.size() > mostUnwatched) {
                closeOrWatchFirst();
            }
        } else {
            watch(connection);
        }
    }

    private void watch(UppercaseConnection connection) {
        try {
            poller.add(connection.fd(), connection.interest());
        } catch (UnsupportedEnvironment e) {
            sockets.listener().log(LogLine.Kind.PROBLEM, "server.unwatched", connection.client(), e.getMessage());
            close(connection);
        }
    }

    /** Closes the connection that was answered first, if its client has closed it; watches it if not. */
    private void closeOrWatchFirst() {
        UppercaseConnection connection = unwatched.removeFirst().connection();
        connection.proceed();
        if (connection.over()) {
            close(connection);
        } else {
            linger(connection);
            watch(connection);
        }
    }

    private void linger(UppercaseConnection connection) {
        lingering.addLast(new Lingering(connection, System.nanoTime() + LINGER_NANOS));
    }

    @Override
    public void shed() {
        while (!unwatched.isEmpty()) {
            closeOrWatchFirst();
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
            linger(connection);
        }
    }

    private void close(UppercaseConnection connection) {
        if (!connections.remove(connection.fd(), connection)) {
            return; // closed before
        }
        poller.closing(connection.fd());
        connection.close();
        waitingClients.end();
        acceptor.closed();
    }

    @Override
    public long tick(long now) {
        while (!unwatched.isEmpty() && unwatched.getFirst().until() - now <= 0) {
            closeOrWatchFirst();
        }
        while (!lingering.isEmpty()
                && (lingering.getFirst().connection().over()
                        || lingering.getFirst().until() - now <= 0)) {
            close(lingering.removeFirst().connection());
        }
        long next = Math.min(acceptor.tick(now), waitingClients.tick(now, local()));
        return Math.min(next, Math.min(due(unwatched, now), due(lingering, now)));
    }

    private static long due(Deque<Lingering> queue, long now) {
        return queue.isEmpty() ? Long.MAX_VALUE : Math.max(queue.getFirst().until() - now, 0);
    }

    @Override
    public void close() {
        List.copyOf(connections.values()).forEach(c -> {
            poller.remove(c.fd());
            c.close();
        });
        connections.clear();
        acceptor.close();
    }
}
