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
import socklab.call.SocketOption;
import socklab.session.Event;
import socklab.session.Socket;

/**
 * The TCP states that calls lead to: what feedback verbose saw, else what follows from the calls with certainty, marked
 * as inferred. Where several states are possible, it says none. What the kernel's tables showed goes before.
 */
final class InferredTcpStates {
    /** One of several states; which, the calls do not tell. */
    private static final String UNKNOWN = "";

    /** Of a socket that only its name tells. */
    private static final int NO_ID = 0;

    private final Map<Integer, String> now = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final Set<Integer> shutForReading = new HashSet<>();
    /** Sockets with SO_LINGER: close may reset their connection. */
    private final Set<Integer> lingering = new HashSet<>();

    /** A state that a socket is in from a call on. */
    record Change(int id, String socket, String state, boolean inferred) {}

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
                int id = f.socket()
                        .filter(s -> s.name().equals(c.socket()))
                        .map(Socket::id)
                        .orElse(f.made().contains(c.socket()) ? f.id().number() : NO_ID);
                now.put(id, c.after());
                changes.add(new Change(id, c.socket(), c.after(), false));
            }
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
        return same ? List.of() : List.of(new Change(id, name, state, true));
    }

    /** Takes in what the kernel's tables showed; returns whether that was known. */
    boolean observed(Event.TcpSeen s) {
        return s.state().equals(now.put(s.id(), s.state()));
    }

    private Optional<String> next(Event.Finished f, Outcome.Returned r, Socket socket) {
        String state = now.getOrDefault(socket.id(), "CLOSED");
        return switch (f.invocation().call().result()) {
            case ZERO -> {
                Optional<Half> half = half(f);
                half.filter(h -> h != Half.WRITING).ifPresent(_ -> shutForReading.add(socket.id()));
                if (f.invocation()
                        .first(Arg.SetOption.class)
                        .filter(o -> o.option() == SocketOption.SO_LINGER)
                        .isPresent()) {
                    lingering.add(socket.id());
                }
                yield half.isPresent()
                        ? half.filter(h -> h != Half.READING).flatMap(_ -> ended(state, socket))
                        : opened(f, state);
            }
            case RECEIVED -> r.value() == 0 && room(f) ? peerEnded(state, socket) : Optional.empty();
            case CLOSED -> seen.contains(socket.name()) ? Optional.empty() : ended(state, socket);
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

    /**
     * After this side's end of sending. A listening socket is closed; a socket whose peer has ended sends the last FIN.
     * From ESTABLISHED the state depends on what the network does and on data that was not read: nothing is inferred.
     *
     * <p>Source: RFC 9293 §3.3.2, figure 5; RFC 2525 §2.17 (unread data is answered with RST).
     */
    private Optional<String> ended(String state, Socket socket) {
        return switch (state) {
            case "LISTEN" -> Optional.of("CLOSED");
            case "CLOSE-WAIT" -> lingering.contains(socket.id()) ? Optional.empty() : Optional.of("LAST-ACK");
            default -> {
                now.put(socket.id(), UNKNOWN);
                yield Optional.empty();
            }
        };
    }

    /** 0 bytes mean the peer's FIN, unless this side was shut down for reading, or is its own peer. */
    private Optional<String> peerEnded(String state, Socket socket) {
        boolean itself = socket.local().isPresent() && socket.local().equals(socket.remote());
        return state.equals("ESTABLISHED") && !itself && !shutForReading.contains(socket.id())
                ? Optional.of("CLOSE-WAIT")
                : Optional.empty();
    }
}
