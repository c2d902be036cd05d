package socklab.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import socklab.kernel.Kernel;
import socklab.kernel.SocketStatus;

/**
 * The states of all sockets before a call, to tell afterwards what changed. Looks from outside, and only when feedback
 * is verbose.
 */
final class StateSnapshot {
    private final Session session;
    private final Kernel kernel;
    private final Map<Integer, String> before;
    private final Set<Integer> known;

    private StateSnapshot(Session session, Kernel kernel) {
        this.session = session;
        this.kernel = kernel;
        this.before = states();
        this.known = session.sockets().stream().map(Socket::id).collect(Collectors.toSet());
    }

    /** Looks, if anybody wants to know. */
    static Optional<StateSnapshot> start(Session session, Kernel kernel) {
        return session.settings().feedback() == Settings.Feedback.VERBOSE
                ? Optional.of(new StateSnapshot(session, kernel))
                : Optional.empty();
    }

    private Map<Integer, String> states() {
        Map<Integer, String> states = new LinkedHashMap<>();
        List<Socket> streams = session.sockets().stream().filter(Socket::stream).toList();
        Map<Integer, SocketStatus> seen =
                kernel.observe(streams.stream().map(Socket::fd).toList());
        for (Socket socket : streams) {
            Optional.ofNullable(seen.get(socket.fd()))
                    .flatMap(SocketStatus::state)
                    .ifPresent(state -> states.put(socket.id(), state));
        }
        return states;
    }

    List<Event.Finished.Change> changes() {
        Map<Integer, String> after = states();
        List<Event.Finished.Change> changes = new ArrayList<>();
        for (Socket socket : session.sockets()) {
            Optional<String> was = known.contains(socket.id())
                    ? Optional.of(before.getOrDefault(socket.id(), "CLOSED"))
                    : Optional.empty();
            String is = after.getOrDefault(socket.id(), "CLOSED");
            if (socket.stream() && !was.orElse("CLOSED").equals(is)) {
                changes.add(new Event.Finished.Change(socket.name(), was, is));
            }
        }
        return changes;
    }
}
