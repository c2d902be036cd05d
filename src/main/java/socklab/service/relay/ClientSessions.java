package socklab.service.relay;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import socklab.call.OptionValue;
import socklab.call.SocketAddress;
import socklab.call.SocketOption;
import socklab.kernel.Poller;
import socklab.kernel.Poller.Interest;
import socklab.kernel.UnsupportedEnvironment;
import socklab.service.CallFailure;
import socklab.service.LogLine;
import socklab.service.ServiceListener;
import socklab.service.ServiceSockets;
import socklab.session.AddressText;

/** The UDP clients that a relay remembers, each with a socket of its own toward the server. */
final class ClientSessions {
    /** How many are remembered at once; what one more client sends is dropped. */
    private static final int MOST = 4096;

    private static final long LEAST_NANOS = 1_000_000;

    private final ServiceSockets sockets;
    private final Poller poller;
    private final SocketAddress upstream;
    private final long idleNanos;
    private final ServiceListener listener;
    private final Map<SocketAddress, ClientSession> byClient = new HashMap<>();
    private final Map<Integer, ClientSession> byFd = new HashMap<>();
    private final AtomicLong opened = new AtomicLong();
    private long expireAt;
    private boolean toldProblem;

    ClientSessions(ServiceSockets sockets, Poller poller, RelayConfig config) {
        this.sockets = sockets;
        this.poller = poller;
        this.upstream = config.upstream();
        this.idleNanos = config.idle().toNanos();
        this.listener = sockets.listener();
        this.expireAt = System.nanoTime() + idleNanos;
    }

    /** How many there were. For any thread. */
    long opened() {
        return opened.get();
    }

    /** The session whose upstream socket that is. */
    Optional<ClientSession> byDescriptor(int fd) {
        return Optional.ofNullable(byFd.get(fd));
    }

    /** A client's session, opened when it sends for the first time; none if there can be no more. */
    Optional<ClientSession> of(SocketAddress client, OptionalInt ttl) {
        ClientSession known = byClient.get(client);
        if (known != null) {
            return Optional.of(known);
        }
        if (byClient.size() >= MOST) {
            expire(System.nanoTime());
        }
        OptionalInt nextTtl = HopLimit.next(ttl);
        if (nextTtl.isEmpty()) {
            return problem("relay.hops", client, ttl.orElse(0));
        }
        return byClient.size() < MOST ? open(client, nextTtl.getAsInt()) : problem("relay.crowded", client, MOST);
    }

    private Optional<ClientSession> open(SocketAddress client, int ttl) {
        int fd = -1;
        try {
            fd = sockets.open(upstream.family());
            HopLimit.set(sockets, fd, upstream, ttl);
            if (upstream instanceof SocketAddress.Unix) { // without a name of its own it could not be answered
                String name = "socklab-relay-" + ProcessHandle.current().pid() + "-" + opened.get() + "-" + fd;
                sockets.bind(fd, new SocketAddress.Unix(SocketAddress.Unix.Kind.ABSTRACT, name));
            }
            sockets.connect(fd, upstream);
            poller.add(fd, Interest.READ);
        } catch (CallFailure | UnsupportedEnvironment e) {
            if (fd >= 0) {
                sockets.close(fd);
            }
            return problem("relay.noWay", client, e.getMessage());
        }
        OptionalInt otherPorts = otherPorts(fd, ttl);
        ClientSession session = new ClientSession(client, fd, otherPorts, System.nanoTime());
        byClient.put(client, session);
        byFd.put(fd, session);
        otherPorts.ifPresent(other -> byFd.put(other, session));
        opened.incrementAndGet();
        toldProblem = false;
        listener.log(LogLine.Kind.CLIENT, "relay.client", session.name());
        return Optional.of(session);
    }

    /**
     * A socket without a peer on the port of one that has a peer. The kernel gives it what comes from other ports than
     * the peer's. Both allow that for a moment only: a port that the kernel chooses must never be another client's.
     */
    private OptionalInt otherPorts(int connected, int ttl) {
        if (upstream instanceof SocketAddress.Unix) {
            return OptionalInt.empty();
        }
        int fd = -1;
        try {
            fd = sockets.open(upstream.family());
            HopLimit.set(sockets, fd, upstream, ttl);
            sockets.set(connected, SocketOption.SO_REUSEADDR, new OptionValue.Number(1));
            sockets.set(fd, SocketOption.SO_REUSEADDR, new OptionValue.Number(1));
            sockets.bind(fd, sockets.local(connected));
            sockets.set(fd, SocketOption.SO_REUSEADDR, new OptionValue.Number(0));
            poller.add(fd, Interest.READ);
            return OptionalInt.of(fd);
        } catch (CallFailure | UnsupportedEnvironment e) {
            if (fd >= 0) {
                sockets.close(fd);
            }
            // answers from other ports are lost then, as in any program with a connected socket
            return OptionalInt.empty();
        } finally {
            sockets.set(connected, SocketOption.SO_REUSEADDR, new OptionValue.Number(0));
        }
    }

    /** Logs once that clients cannot be served, until one can. */
    private Optional<ClientSession> problem(String key, SocketAddress client, Object why) {
        if (!toldProblem) {
            toldProblem = true;
            listener.log(LogLine.Kind.PROBLEM, key, AddressText.show(client), why);
        }
        return Optional.empty();
    }

    /** Forgets idle clients when it is time; returns the nanoseconds until the next time. */
    long tick(long now) {
        if (expireAt - now <= 0) {
            expire(now);
            expireAt = now + Math.max(idleNanos / 2, LEAST_NANOS);
        }
        return expireAt - now;
    }

    private void expire(long now) {
        List<ClientSession> idle = byClient.values().stream()
                .filter(s -> s.idleSince(now - idleNanos))
                .toList();
        for (ClientSession session : idle) {
            close(session);
            listener.log(LogLine.Kind.CLIENT, "relay.expired", session.name());
        }
    }

    private void close(ClientSession session) {
        byClient.remove(session.client());
        byFd.remove(session.fd());
        poller.remove(session.fd());
        sockets.close(session.fd());
        session.otherPorts().ifPresent(other -> {
            byFd.remove(other);
            poller.remove(other);
            sockets.close(other);
        });
    }

    void close() {
        List.copyOf(byClient.values()).forEach(this::close);
    }
}
