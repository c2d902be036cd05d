package socklab.view.reason;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import socklab.call.Outcome;
import socklab.call.Result;
import socklab.call.SocketAddress;
import socklab.session.Event;
import socklab.text.Message;

/**
 * Why nothing comes to a UDP socket that waits, or waited in vain: what it sent before went to an address where no
 * socket is, or where a socket takes datagrams of another peer only.
 *
 * <p>Source: udp(7): an unconnected socket is not told of ICMP errors.
 */
final class WaitRules {
    private WaitRules() {}

    /** For a call that is still waiting, or that came back without a datagram. */
    static List<Message> unanswered(EndedCall f) {
        if (!f.receives() || !f.udp()) {
            return List.of();
        }
        Optional<Event.Finished> sent = EndedCall.last(f.succeeded().filter(EndedCall::sends));
        Optional<List<Facts.InetEntry>> table = f.facts().inet(false);
        if (sent.isEmpty() || table.isEmpty()) {
            return List.of();
        }
        Optional<SocketAddress> to =
                EndedCall.typed(sent.get()).or(() -> f.socket().flatMap(s -> s.remote()));
        if (to.isEmpty() || !(sent.get().outcome() instanceof Outcome.Returned returned)) {
            return List.of();
        }
        if (f.succeeded().anyMatch(c -> c.at() > sent.get().at() && received(c))) {
            return List.of();
        }
        List<Facts.InetEntry> at = table.get().stream()
                .filter(e -> Addresses.reaches(to.get(), e.row().local()))
                .toList();
        Optional<SocketAddress> own =
                f.socket().flatMap(s -> f.facts().status(s)).flatMap(s -> s.local());
        List<Message> said = new ArrayList<>();
        if (at.isEmpty()) {
            said.add(Message.of("why.wait.nobody", returned.value(), to.get(), EndedCall.reference(sent.get())));
            said.add(Message.of(f.connected().isPresent() ? "why.wait.connected" : "why.wait.untold"));
        } else if (at.stream()
                .noneMatch(e -> Addresses.none(e.row().remote())
                        || own.filter(o -> Addresses.reaches(e.row().remote(), o))
                                .isPresent())) {
            Facts.InetEntry other = at.getFirst();
            said.add(Message.of(
                    "why.wait.peer",
                    returned.value(),
                    to.get(),
                    EndedCall.reference(sent.get()),
                    Owners.name(other),
                    other.row().remote()));
        }
        return said;
    }

    private static boolean received(Event.Finished call) {
        Result result = call.invocation().call().result();
        return result == Result.RECEIVED || result == Result.RECEIVED_MESSAGES;
    }
}
