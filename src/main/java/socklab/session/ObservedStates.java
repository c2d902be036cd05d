package socklab.session;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import socklab.call.SocketAddress;
import socklab.kernel.SocketStatus;

/**
 * What the kernel's tables showed last of the session's TCP sockets: their states, and the addresses of their
 * connections, by which a connection is found that has lost its socket.
 */
final class ObservedStates {
    private static final String CLOSED = "CLOSED";

    /** How many closed sockets are looked for, the newest. */
    private static final int MOST_CLOSED = 32;

    private final Map<Integer, String> states = new LinkedHashMap<>();
    private final Map<Integer, Pair> pairs = new LinkedHashMap<>();
    /** Closed sockets whose connection was not seen to be over, by id. */
    private final Map<Integer, Socket> closed = new LinkedHashMap<>();

    /** The two addresses of a connection. */
    record Pair(SocketAddress local, SocketAddress remote) {
        /** The addresses that a status or a socket has, if it has both. */
        static Optional<Pair> of(Optional<SocketAddress> local, Optional<SocketAddress> remote) {
            return local.flatMap(l -> remote.map(r -> new Pair(l, r)));
        }

        /** Whether these are the two ends of one connection; an IPv4 address and its IPv6 form are the same. */
        boolean otherEndOf(Pair other) {
            return same(local, other.remote) && same(remote, other.local);
        }

        private static boolean same(SocketAddress a, SocketAddress b) {
            InetAddress left = SocketAddress.javaAddress(a);
            return a.port() == b.port() && left.equals(SocketAddress.javaAddress(b));
        }
    }

    /** The addresses of a socket's connection: as they were seen, or as calls told them. */
    synchronized Optional<Pair> pair(Socket socket) {
        return Optional.ofNullable(pairs.get(socket.id())).or(() -> Pair.of(socket.local(), socket.remote()));
    }

    /** Takes in the addresses that a socket was seen to have. */
    synchronized void addresses(Socket socket, SocketStatus status) {
        Pair.of(status.local(), status.remote()).ifPresent(p -> pairs.put(socket.id(), p));
    }

    /** The state that a socket was seen in last. */
    synchronized String state(Socket socket) {
        return states.getOrDefault(socket.id(), CLOSED);
    }

    /** A socket was closed; returns it with the addresses of its connection, if they are known. */
    synchronized Socket close(Socket socket) {
        Optional<Pair> pair = pair(socket);
        if (!TcpWatch.tcp(socket) || pair.isEmpty()) {
            states.remove(socket.id());
            return socket;
        }
        Socket known = socket.at(
                Optional.of(pair.get().local()), Optional.of(pair.get().remote()));
        boolean over = pairs.containsKey(socket.id()) && !states.containsKey(socket.id());
        if (over) {
            forget(socket);
            return known;
        }
        closed.put(socket.id(), known);
        if (closed.size() > MOST_CLOSED) {
            forget(closed.values().iterator().next());
        }
        return known;
    }

    /** The closed sockets whose connection was not seen to be over. */
    synchronized List<Socket> lingering() {
        return List.copyOf(closed.values());
    }

    /** A closed socket is looked for no longer. */
    synchronized void forget(Socket socket) {
        closed.remove(socket.id());
        states.remove(socket.id());
        pairs.remove(socket.id());
    }

    /**
     * Takes in a state; returns whether it is another than before. An open socket that nobody saw before was closed.
     */
    synchronized boolean take(Event.TcpSeen seen) {
        String before = states.getOrDefault(seen.id(), closed.containsKey(seen.id()) ? "" : CLOSED);
        if (!seen.state().equals(CLOSED)) {
            states.put(seen.id(), seen.state());
        } else {
            states.remove(seen.id());
            if (closed.remove(seen.id()) != null) {
                pairs.remove(seen.id());
            }
        }
        return !before.equals(seen.state());
    }

    synchronized void clear() {
        states.clear();
        pairs.clear();
        closed.clear();
    }
}
