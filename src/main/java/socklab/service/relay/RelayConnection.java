package socklab.service.relay;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import socklab.call.Errno;
import socklab.kernel.Poller.Interest;
import socklab.service.LogLine;
import socklab.service.ServiceListener;
import socklab.service.ServiceSockets;
import socklab.service.relay.netem.ImpairmentModel.HalfOpen;

/** A client's connection, the relay's own to the server, and a {@link StreamForwarder} each way between the two. */
final class RelayConnection {
    private final ServiceSockets sockets;
    private final ServiceListener listener;
    private final Map<Direction, DirectionState> directions;
    private final String client;
    private final Side near;
    private final Side far;
    private boolean connected;
    private boolean over;

    /** One of the two sockets, and what forwards the bytes read from it. */
    private static final class Side {
        private final int fd;
        private final StreamForwarder forwarder;
        private boolean open = true;

        Side(int fd, StreamForwarder forwarder) {
            this.fd = fd;
            this.forwarder = forwarder;
        }
    }

    RelayConnection(
            ServiceSockets sockets,
            Map<Direction, DirectionState> directions,
            RateLimiter rateLimiter,
            DelayMemory memory,
            String client,
            int near,
            int far) {
        this.sockets = sockets;
        this.listener = sockets.listener();
        this.directions = directions;
        this.client = client;
        this.near = new Side(
                near,
                new StreamForwarder(sockets, directions.get(Direction.UP), rateLimiter, memory, client, near, far));
        this.far = new Side(
                far,
                new StreamForwarder(sockets, directions.get(Direction.DOWN), rateLimiter, memory, client, far, near));
    }

    private List<Side> sides() {
        return List.of(near, far);
    }

    /** Both sockets, as long as they are open. */
    List<Integer> openDescriptors() {
        return sides().stream().filter(s -> s.open).map(s -> s.fd).toList();
    }

    /** Both sockets, open or not. */
    List<Integer> descriptors() {
        return List.of(near.fd, far.fd);
    }

    /** Whether both sockets are closed. */
    boolean over() {
        return over;
    }

    private Side side(int fd) {
        return near.fd == fd ? near : far;
    }

    private Side other(Side side) {
        return side == near ? far : near;
    }

    /** What one of its sockets waits for. */
    Interest interest(int fd) {
        Side side = side(fd);
        if (!connected) {
            return side == far ? Interest.WRITE : Interest.NONE;
        }
        boolean read = side.forwarder.wantsRead(System.nanoTime());
        boolean write = other(side).forwarder.wantsWrite();
        if (read) {
            return write ? Interest.READ_WRITE : Interest.READ;
        }
        return write ? Interest.WRITE : Interest.NONE;
    }

    /** The connection to the server was made, or has failed. */
    private void connect() {
        Optional<Errno> error = sockets.error(far.fd);
        if (error.isPresent()) {
            listener.log(
                    LogLine.Kind.PROBLEM, "relay.noServer", client, error.get().describe());
            reset();
        } else {
            connected = true;
        }
    }

    /** Goes on as far as it can without blocking. */
    void proceed(int fd, boolean error) {
        Side side = side(fd);
        if (!connected) {
            if (side == far) {
                connect();
            } else {
                reset(); // the client closed meanwhile
            }
            return;
        }
        boolean unseen = error && interest(fd) == Interest.NONE;
        if (unseen && sockets.error(fd).isPresent()
                || side.open && side.forwarder.read() == StreamForwarder.Progress.RESET) {
            broken(side);
        }
        advance();
    }

    /** One side was reset: so is the other, unless nothing passes. */
    private void broken(Side side) {
        if (swallows() || side.forwarder.stalled(System.nanoTime())) {
            sockets.close(side.fd);
            side.open = false;
            over = !other(side).open;
            if (over) {
                sides().forEach(s -> s.forwarder.discard());
            }
        } else {
            Direction direction = side == near ? Direction.UP : Direction.DOWN;
            listener.log(LogLine.Kind.CLIENT, "relay.broken", client, direction.arrow());
            reset();
        }
    }

    private boolean swallows() {
        return directions.values().stream()
                .anyMatch(d -> d.impairment().find(HalfOpen.class).isPresent());
    }

    private boolean stalled(long now) {
        return sides().stream().anyMatch(s -> s.forwarder.stalled(now));
    }

    /** Writes what is due, and ends what is to end. */
    void advance() {
        long now = System.nanoTime();
        if (over || !connected) {
            return;
        }
        if (openDescriptors().size() < 2 && !swallows() && !stalled(now)) {
            reset(); // a reset that came while nothing passed is passed on now
            return;
        }
        for (Side side : sides()) {
            if (other(side).open && side.forwarder.write() == StreamForwarder.Progress.RESET) {
                broken(other(side));
            }
            if (!over && side.forwarder.resetDue(now)) {
                listener.log(LogLine.Kind.CLIENT, "relay.reset", client);
                reset();
            }
            if (over) {
                return;
            }
        }
        if (near.forwarder.over() && far.forwarder.over()) {
            listener.log(LogLine.Kind.CLIENT, "relay.closed", client);
            close();
        }
    }

    /** When it has something to do without an event; what goes to a closed socket is never due. */
    OptionalLong next(long now) {
        return sides().stream()
                .filter(s -> other(s).open)
                .map(s -> s.forwarder.next(now))
                .flatMapToLong(OptionalLong::stream)
                .reduce((a, b) -> a - b < 0 ? a : b);
    }

    private void reset() {
        openDescriptors().forEach(sockets::reset);
        sides().forEach(s -> s.forwarder.discard());
        closed();
    }

    /** Closes both sockets. */
    void close() {
        openDescriptors().forEach(sockets::close);
        closed();
    }

    private void closed() {
        near.open = false;
        far.open = false;
        over = true;
    }
}
