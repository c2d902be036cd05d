package socklab.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import socklab.call.SocketAddress;
import socklab.kernel.Kernel;
import socklab.kernel.SocketStatus;
import socklab.kernel.TcpMetrics;
import socklab.session.Socket;

/**
 * Reads what TCP measures on the connections of the hosts, from the kernel's tables, while frames pass. It makes no
 * call on a socket.
 *
 * <p><b>Why</b> a thread of its own: a frame is never late because a table is read.
 */
final class ConnectionSampler implements AutoCloseable {
    private static final long PERIOD_NANOS = 5_000_000;
    private static final long LONGEST_REST_NANOS = 1_000_000_000;
    /** How often it looks again after the last frame: the host has handled that by then. */
    private static final int AFTERWARDS = 2;

    private static final int MOST_SAMPLES = 4096;
    private static final int MOST_CONNECTIONS = 64;

    private final Supplier<List<Socket>> sockets;
    private final Kernel kernel;
    private final Map<String, Connection> byName = new LinkedHashMap<>();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("cable-sampler").unstarted(this::run);
    private volatile boolean fresh;
    private volatile boolean resting;
    private volatile boolean closed;

    /** What was measured at a moment, by {@link System#nanoTime}. */
    record Sample(long at, TcpMetrics metrics) {}

    /**
     * The samples of a connection, oldest first; equal ones are kept once.
     *
     * @param until when the newest values were seen last
     */
    record Samples(String host, SocketAddress local, SocketAddress remote, List<Sample> samples, long until) {}

    /**
     * Not started yet.
     *
     * @param sockets those of the hosts
     * @param kernel observes the sockets of hosts
     */
    ConnectionSampler(Supplier<List<Socket>> sockets, Kernel kernel) {
        this.sockets = sockets;
        this.kernel = kernel;
    }

    void start() {
        thread.start();
    }

    /** A frame came; any thread may say so. */
    void frameCame() {
        fresh = true;
        if (resting) {
            resting = false;
            LockSupport.unpark(thread);
        }
    }

    /** What is known of the newest connection of a name. */
    synchronized Optional<Samples> of(String name) {
        return Optional.ofNullable(byName.get(name)).map(Connection::samples);
    }

    private void run() {
        int more = 0;
        while (!closed) {
            if (fresh) {
                more = AFTERWARDS;
                fresh = false;
            } else if (more == 0) {
                rest();
                continue;
            } else {
                more--;
            }
            sample();
            LockSupport.parkNanos(this, PERIOD_NANOS);
        }
    }

    private void rest() {
        resting = true;
        if (!fresh && !closed) {
            LockSupport.parkNanos(this, LONGEST_REST_NANOS);
        }
        resting = false;
    }

    /** Reads the tables now. */
    void sample() {
        List<Socket> open = sockets.get().stream()
                .filter(s -> s.stream() && s.host().isPresent())
                .limit(MOST_CONNECTIONS)
                .toList();
        Map<Integer, SocketStatus> seen =
                kernel.observe(open.stream().map(Socket::fd).toList());
        long now = System.nanoTime();
        for (Socket socket : open) {
            Optional.ofNullable(seen.get(socket.fd()))
                    .filter(s -> s.remote().isPresent())
                    .ifPresent(s -> add(socket, s, now));
        }
    }

    private synchronized void add(Socket socket, SocketStatus status, long now) {
        Optional<TcpMetrics> metrics = status.more().tcp().filter(m -> m.congestionWindow() > 0);
        if (metrics.isEmpty()) {
            return;
        }
        Connection connection = Optional.ofNullable(byName.get(socket.name()))
                .filter(c -> c.socketId == socket.id())
                .orElseGet(() -> new Connection(socket, status));
        connection.add(new Sample(now, metrics.get()));
        byName.put(socket.name(), connection);
        if (byName.size() > MOST_CONNECTIONS) {
            byName.remove(byName.keySet().iterator().next());
        }
    }

    /** A connection while it is sampled. */
    private static final class Connection {
        private final int socketId;
        private final String host;
        private final SocketAddress local;
        private final SocketAddress remote;
        private List<Sample> samples = new ArrayList<>();
        private long until;

        Connection(Socket socket, SocketStatus status) {
            socketId = socket.id();
            host = socket.host().orElseThrow();
            local = status.local().orElseThrow();
            remote = status.remote().orElseThrow();
        }

        void add(Sample sample) {
            until = sample.at();
            if (samples.isEmpty() || !samples.getLast().metrics().equals(sample.metrics())) {
                samples.add(sample);
            }
            if (samples.size() > MOST_SAMPLES) {
                samples = everyOther(samples);
            }
        }

        Samples samples() {
            return new Samples(host, local, remote, List.copyOf(samples), until);
        }
    }

    private static List<Sample> everyOther(List<Sample> samples) {
        List<Sample> half = new ArrayList<>();
        for (int i = 0; i < samples.size(); i += 2) {
            half.add(samples.get(i));
        }
        return half;
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
