package socklab.lab.strace;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import socklab.call.SocketAddress;

/**
 * Which socket of a log has which port, also where no call told: what a server accepts or receives came from a socket
 * that connected or sent to the server's port, if the log has one.
 */
final class PeerPorts {
    /** More sockets of one server are not told apart. */
    private static final int MOST_WAITING = 1_000;

    private final Map<Integer, Deque<TracedSocket>> senders = new HashMap<>();
    private final Set<Integer> chosen = new HashSet<>();

    /** A program chose a port itself: it is the same on every run, unless the kernel had chosen it before. */
    void chosen(SocketAddress address, Collection<TracedSocket> sockets) {
        if (!owners(sockets).containsKey(address.port())) {
            chosen.add(address.port());
        }
    }

    /** The ports that programs chose. */
    Set<Integer> chosen() {
        return Set.copyOf(chosen);
    }

    /** A socket connects, or sends, to an address. */
    void sent(TracedSocket socket, SocketAddress to) {
        Deque<TracedSocket> waiting = senders.computeIfAbsent(to.port(), _ -> new ArrayDeque<>());
        if (to.port() > 0 && waiting.size() < MOST_WAITING && !waiting.contains(socket)) {
            waiting.add(socket);
        }
    }

    /** A server accepts a connection. */
    void accepted(TracedSocket server, SocketAddress peer) {
        from(server, peer);
    }

    /** A socket receives a datagram. */
    void received(TracedSocket server, SocketAddress peer) {
        from(server, peer);
    }

    private void from(TracedSocket server, SocketAddress peer) {
        Optional<Integer> port = server.local().map(SocketAddress::port);
        Deque<TracedSocket> waiting = port.map(senders::get).orElse(new ArrayDeque<>());
        boolean known = waiting.stream()
                .anyMatch(s -> s.local().filter(a -> a.port() == peer.port()).isPresent());
        if (!known) {
            waiting.stream().filter(s -> s.local().isEmpty()).findFirst().ifPresent(s -> s.infer(peer));
        }
    }

    /** The names of sockets by their ports. */
    Map<Integer, String> owners(Collection<TracedSocket> sockets) {
        Map<Integer, String> owners = new HashMap<>();
        for (TracedSocket socket : sockets) {
            socket.local()
                    .map(SocketAddress::port)
                    .filter(p -> p > 0)
                    .ifPresent(p -> owners.putIfAbsent(p, socket.name()));
        }
        return owners;
    }
}
