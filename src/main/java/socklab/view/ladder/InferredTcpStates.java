package socklab.view.ladder;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import socklab.call.Arg;
import socklab.call.Const;
import socklab.call.Outcome;
import socklab.call.Param;
import socklab.call.Result;
import socklab.session.Event;
import socklab.session.Socket;

/**
 * The TCP states that calls lead to: as the kernel's tables showed them where the session looked (feedback verbose),
 * else what follows from the calls by RFC 9293's diagram, marked as inferred.
 */
final class InferredTcpStates {
    private final Map<Integer, String> now = new HashMap<>();
    private final Set<String> seen = new HashSet<>();

    /** A state that a socket is in from a call on. */
    record Change(String socket, String state, boolean inferred) {}

    /** Which direction shutdown ends. */
    enum Half {
        READING,
        WRITING,
        BOTH
    }

    /** The direction that a call ends, if it ends one. */
    static Optional<Half> half(Event.Finished f) {
        for (int i = 0; i < f.invocation().args().size(); i++) {
            if (f.invocation().call().params().get(i) instanceof Param.Choice p
                    && p.group() == Const.Group.HOW
                    && f.invocation().args().get(i) instanceof Arg.Num n) {
                return n.value() == Const.SHUT_RD.value()
                        ? Optional.of(Half.READING)
                        : Optional.of(n.value() == Const.SHUT_WR.value() ? Half.WRITING : Half.BOTH);
            }
        }
        return Optional.empty();
    }

    /** What changes with the end of a call; calls must be given in the order of their ends. */
    List<Change> after(Event.Finished f, String lane) {
        if (!f.changes().isEmpty()) {
            List<Change> changes = new ArrayList<>();
            for (Event.Finished.Change c : f.changes()) {
                seen.add(c.socket());
                changes.add(new Change(c.socket(), c.after(), false));
            }
            f.socket()
                    .ifPresent(s -> f.changes().stream()
                            .filter(c -> c.socket().equals(s.name()))
                            .forEach(c -> now.put(s.id(), c.after())));
            return changes;
        }
        boolean stream = f.socket()
                .filter(s -> s.stream() && s.domain() != Const.AF_UNIX.value())
                .isPresent();
        if (!stream || !(f.outcome() instanceof Outcome.Returned r)) {
            return List.of();
        }
        Socket socket = f.socket().orElseThrow();
        return f.invocation().call().result() == Result.ACCEPTED
                ? to(f.id().number(), f.made().isEmpty() ? lane : f.made().getFirst(), "ESTABLISHED")
                : next(f, r, socket)
                        .map(state -> to(socket.id(), socket.name(), state))
                        .orElse(List.of());
    }

    private List<Change> to(int id, String name, String state) {
        boolean same = state.equals(now.put(id, state));
        return same ? List.of() : List.of(new Change(name, state, true));
    }

    private Optional<String> next(Event.Finished f, Outcome.Returned r, Socket socket) {
        String state = now.getOrDefault(socket.id(), "CLOSED");
        return switch (f.invocation().call().result()) {
            case ZERO ->
                half(f).filter(h -> h != Half.READING).map(_ -> ended(state)).or(() -> opened(f, state));
            case RECEIVED -> r.value() == 0 && room(f) ? peerEnded(state) : Optional.empty();
            case CLOSED ->
                state.equals("CLOSED") || seen.contains(socket.name())
                        ? Optional.empty()
                        : Optional.of(state.equals("LISTEN") ? "CLOSED" : ended(state));
            case DESCRIPTOR,
                    ACCEPTED,
                    SENT,
                    OPTION,
                    LOCAL_NAME,
                    PEER_NAME,
                    PAIR,
                    EPOLL,
                    SENT_MESSAGES,
                    RECEIVED_MESSAGES,
                    FLAGS,
                    NUMBER,
                    READY -> Optional.empty();
        };
    }

    /** Whether a receiving call left room for data, so that 0 means the end. */
    private static boolean room(Event.Finished f) {
        return f.invocation().first(Arg.Space.class).map(a -> a.length() > 0).orElse(true);
    }

    private static Optional<String> opened(Event.Finished f, String state) {
        List<Param> params = f.invocation().call().params();
        boolean connects = params.stream().anyMatch(Param.Peer.class::isInstance);
        boolean listens = params.size() == 2 && params.getLast() instanceof Param.Int;
        return connects && f.invocation().first(Arg.Address.class).isPresent()
                ? Optional.of("ESTABLISHED")
                : listens && !state.equals("LISTEN") ? Optional.of("LISTEN") : Optional.empty();
    }

    /** After one's own FIN; a listening or unconnected socket sends none. Source: RFC 9293 §3.3.2, figure 5. */
    private static String ended(String state) {
        return switch (state) {
            case "ESTABLISHED" -> "FIN-WAIT-2"; // on this machine the peer's ACK is a matter of microseconds
            case "CLOSE-WAIT" -> "LAST-ACK";
            default -> state.equals("LISTEN") ? "CLOSED" : state;
        };
    }

    private static Optional<String> peerEnded(String state) {
        return switch (state) {
            case "ESTABLISHED" -> Optional.of("CLOSE-WAIT");
            case "FIN-WAIT-1", "FIN-WAIT-2" -> Optional.of("TIME-WAIT");
            default -> Optional.empty();
        };
    }
}
