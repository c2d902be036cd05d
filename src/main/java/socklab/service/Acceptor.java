package socklab.service;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.call.OptionValue;
import socklab.call.Outcome;
import socklab.call.SocketAddress;
import socklab.call.SocketOption;
import socklab.kernel.Kernel;
import socklab.kernel.Poller;
import socklab.kernel.Poller.Interest;
import socklab.kernel.Poller.Ready;

/**
 * A listening socket, which accepts connections as long as there is room. No error of accept ends the service: an
 * error of one connection is logged and the next is accepted; after any other error it rests before it tries again.
 *
 * <p>Source: accept(2), "Error handling".
 */
public final class Acceptor {
    private static final int BATCH = 64;
    private static final long REST_NANOS = 200_000_000;
    /** At the limit a service is full and has room again a thousand times a second. */
    private static final long LOG_AGAIN_NANOS = 10_000_000_000L;
    /** Descriptors left to the rest of the program: a Java program without any cannot load a class. */
    private static final int RESERVE = 16;

    private final ServiceSockets sockets;
    private final Poller poller;
    private final Connections connections;
    private final int mostDescriptors;
    private final Map<String, Long> quietUntil = new HashMap<>();
    private int fd = -1;
    private Optional<SocketAddress> local = Optional.empty();
    private Interest watched = Interest.READ;
    private OptionalLong restUntil = OptionalLong.empty();
    private boolean full;

    /** The connections that were accepted. */
    public interface Connections {
        /** How many are open. */
        int count();

        /** Whether one more may be accepted. */
        boolean haveRoom();

        /** Takes an accepted connection. */
        void accepted(int fd, Optional<SocketAddress> peer);

        /** Closes those that need not stay open: descriptors are scarce. */
        void shed();
    }

    public Acceptor(ServiceSockets sockets, Poller poller, Kernel kernel, Connections connections) {
        this.sockets = sockets;
        this.poller = poller;
        this.connections = connections;
        this.mostDescriptors = kernel.descriptorLimit().map(n -> n - RESERVE).orElse(Integer.MAX_VALUE);
    }

    /** The number that descriptors of connections stay below, as far as that is known. */
    public int mostDescriptors() {
        return mostDescriptors;
    }

    /**
     * Opens the socket. SO_REUSEADDR lets a service bind again while connections of before are in TIME_WAIT.
     *
     * @param switches further options to set to 1 before listen
     */
    public void open(SocketAddress address, int backlog, SocketOption... switches) throws CallFailure {
        fd = sockets.open(Const.AF_INET);
        sockets.set(fd, SocketOption.SO_REUSEADDR, new OptionValue.Number(1));
        for (SocketOption option : switches) {
            sockets.set(fd, option, new OptionValue.Number(1));
        }
        sockets.bind(fd, address);
        sockets.listen(fd, backlog);
        local = Optional.of(sockets.local(fd));
        poller.add(fd, Interest.READ);
    }

    public SocketAddress local() {
        return local.orElseThrow();
    }

    /**
     * Accepts if the listening socket is among those that are ready. To be called after all other sockets were
     * handled: a new connection may get a descriptor that was closed meanwhile.
     */
    public void ready(List<Ready> ready) {
        if (ready.stream().noneMatch(r -> r.fd() == fd)) {
            return;
        }
        int failures = 0;
        for (int i = 0; i < BATCH && mayAccept(); i++) {
            switch (sockets.accept(fd)) {
                case Outcome.Returned r -> accepted((int) r.value(), ServiceSockets.address(r));
                case Outcome.Failed f
                when f.errno() == Errno.EAGAIN -> {
                    return;
                }
                case Outcome.Failed f -> failures += failed(f.errno());
                case Outcome.Unsupported _, Outcome.Unresolved _ -> {
                    return;
                }
            }
        }
        if (failures == BATCH) {
            rest();
        }
    }

    private void accepted(int connected, Optional<SocketAddress> peer) {
        opened(connected);
        connections.accepted(connected, peer);
        update();
    }

    /** Returns 1 if the error was one of a single connection. */
    private int failed(Errno errno) {
        switch (errno) {
            case EINTR -> {
                return 0;
            }
            case ECONNABORTED,
                    EPROTO,
                    ENETDOWN,
                    ENOPROTOOPT,
                    EHOSTDOWN,
                    ENONET,
                    EHOSTUNREACH,
                    EOPNOTSUPP,
                    ENETUNREACH -> {
                logNowAndThen("service.aborted", errno.describe());
                return 1;
            }
            default -> {
                logNowAndThen("service.accept", errno.describe(), connections.count());
                rest();
                return 0;
            }
        }
    }

    private void rest() {
        restUntil = OptionalLong.of(System.nanoTime() + REST_NANOS);
        connections.shed();
        update();
    }

    /** A descriptor was opened. The kernel gives the lowest free number, so a high one means that few are left. */
    public void opened(int newest) {
        if (newest >= mostDescriptors && !full) {
            logNowAndThen("service.full", connections.count(), mostDescriptors + RESERVE);
            full = true;
            connections.shed();
            update();
        }
    }

    /** A connection was closed: there may be room again. */
    public void closed() {
        full = false;
        restUntil = OptionalLong.empty();
        update();
    }

    private boolean mayAccept() {
        return restUntil.isEmpty() && !full && connections.haveRoom();
    }

    private void update() {
        Interest wanted = mayAccept() ? Interest.READ : Interest.NONE;
        if (fd >= 0 && wanted != watched) {
            watched = wanted;
            poller.change(fd, wanted);
        }
    }

    private void logNowAndThen(String key, Object... args) {
        long now = System.nanoTime();
        if (quietUntil.getOrDefault(key, now) - now <= 0) {
            quietUntil.put(key, now + LOG_AGAIN_NANOS);
            sockets.listener().log(LogLine.Kind.PROBLEM, key, args);
        }
    }

    /** Ends a rest that is over; returns the nanoseconds until one is, {@link Long#MAX_VALUE} if it does not rest. */
    public long tick(long now) {
        if (restUntil.isPresent() && restUntil.getAsLong() - now <= 0) {
            restUntil = OptionalLong.empty();
            update();
        }
        return restUntil.isPresent() ? restUntil.getAsLong() - now : Long.MAX_VALUE;
    }

    public void close() {
        if (fd >= 0) {
            poller.remove(fd);
            sockets.close(fd);
            fd = -1;
        }
    }
}
