package socklab.service.relay;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import socklab.call.Errno;
import socklab.kernel.Poller.Interest;
import socklab.service.relay.netem.ImpairmentModel.HalfOpen;

/** A client's connection, the relay's own to the server, and a {@link StreamForwarder} each way between the two. */
final class RelayConnection {
    private final RelaySockets sockets;
    private final RelayListener witness;
    private final Map<Direction, DirectionState> courses;
    private final String client;
    private final Side near;
    private final Side far;
    private boolean connected;
    private boolean over;

    /** One of the two sockets, and the pipe that reads from it. */
    private static final class Side {
        private final int fd;
        private final StreamForwarder from;
        private boolean open = true;

        Side(int fd, StreamForwarder from) {
            this.fd = fd;
            this.from = from;
        }
    }

    RelayConnection(
            RelaySockets sockets,
            RelayListener witness,
            Map<Direction, DirectionState> courses,
            RateLimiter pacer,
            String client,
            int near,
            int far) {
        this.sockets = sockets;
        this.witness = witness;
        this.courses = courses;
        this.client = client;
        long now = System.nanoTime();
        DecisionText teller = new DecisionText(witness);
        this.near = new Side(
                near, new StreamForwarder(sockets, courses.get(Direction.UP), pacer, teller, client, near, far, now));
        this.far = new Side(
                far, new StreamForwarder(sockets, courses.get(Direction.DOWN), pacer, teller, client, far, near, now));
    }

    /** Both sockets, as long as they are open. */
    List<Integer> descriptors() {
        return List.of(near, far).stream().filter(s -> s.open).map(s -> s.fd).toList();
    }

    /** Both sockets, open or not. */
    List<Integer> all() {
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

    /** What to wait for on one of its sockets. */
    Interest interest(int fd) {
        Side side = side(fd);
        if (!connected) {
            return side == far ? Interest.WRITE : Interest.NONE;
        }
        boolean read = side.from.wantsRead(System.nanoTime());
        boolean write = other(side).from.wantsWrite();
        return read ? write ? Interest.READ_WRITE : Interest.READ : write ? Interest.WRITE : Interest.NONE;
    }

    /** The connection to the server is made, or is not. */
    private void connect() {
        Optional<Errno> error = sockets.error(far.fd);
        if (error.isPresent()) {
            witness.tell(
                    RelayLogLine.Kind.PROBLEM,
                    "relay.noServer",
                    client,
                    error.get().describe());
            reset();
        } else {
            connected = true;
        }
    }

    /** Goes on as far as it can without waiting. */
    void proceed(int fd, boolean error) {
        Side side = side(fd);
        if (!connected) {
            if (side == far) {
                connect();
            } else {
                reset(); // the client gave up meanwhile
            }
            return;
        }
        boolean deaf = error && interest(fd) == Interest.NONE;
        if (deaf && sockets.error(fd).isPresent() || side.open && side.from.read() == StreamForwarder.Progress.RESET) {
            broken(side);
        }
        advance();
    }

    /** One side broke off: the other hears of it, unless nothing passes. */
    private void broken(Side side) {
        if (swallows() || side.from.stalled(System.nanoTime())) {
            sockets.close(side.fd);
            side.open = false;
            over = !other(side).open;
        } else {
            witness.tell(
                    RelayLogLine.Kind.CLIENT,
                    "relay.broken",
                    client,
                    side == near ? Direction.UP.arrow() : Direction.DOWN.arrow());
            reset();
        }
    }

    private boolean swallows() {
        return courses.values().stream()
                .anyMatch(c -> c.impairment().find(HalfOpen.class).isPresent());
    }

    /** Writes what is due, and ends what is to end. */
    void advance() {
        long now = System.nanoTime();
        if (over || !connected) {
            return;
        }
        if ((!near.open || !far.open) && !swallows() && !near.from.stalled(now) && !far.from.stalled(now)) {
            reset(); // what broke off while nothing passed is heard of now
            return;
        }
        for (Side side : List.of(near, far)) {
            if (other(side).open && side.from.write() == StreamForwarder.Progress.RESET) {
                broken(other(side));
            }
            if (!over && side.from.resetDue(now)) {
                witness.tell(RelayLogLine.Kind.CLIENT, "relay.reset", client);
                reset();
            }
            if (over) {
                return;
            }
        }
        if (near.from.over() && far.from.over()) {
            witness.tell(RelayLogLine.Kind.CLIENT, "relay.closed", client);
            close();
        }
    }

    /** When time alone will change something: what goes to a socket that is closed is never due. */
    OptionalLong next(long now) {
        OptionalLong a = far.open ? near.from.next(now) : OptionalLong.empty();
        OptionalLong b = near.open ? far.from.next(now) : OptionalLong.empty();
        return a.isEmpty()
                ? b
                : b.isEmpty() ? a : OptionalLong.of(a.getAsLong() - b.getAsLong() < 0 ? a.getAsLong() : b.getAsLong());
    }

    private void reset() {
        List.of(near, far).forEach(s -> {
            if (s.open) {
                sockets.reset(s.fd);
                s.open = false;
            }
        });
        over = true;
    }

    /** Closes both sockets. */
    void close() {
        descriptors().forEach(sockets::close);
        near.open = false;
        far.open = false;
        over = true;
    }
}
