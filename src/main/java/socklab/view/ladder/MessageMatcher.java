package socklab.view.ladder;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import socklab.call.Arg;
import socklab.call.Bytes;
import socklab.call.Call;
import socklab.call.Const;
import socklab.call.Out;
import socklab.call.Outcome;
import socklab.call.Param;
import socklab.call.Result;
import socklab.call.SocketAddress;
import socklab.session.Event;
import socklab.session.Socket;

/**
 * Which send's data a recv got: found by the journal alone, from addresses, counts and bytes.
 *
 * <p>Datagrams are matched one to one, the oldest first; streams by counting the bytes of each direction.
 */
final class MessageMatcher {
    private static final long SLACK = 1_000_000_000;

    private final Map<Integer, SocketAddress> local = new HashMap<>();
    private final List<SequenceDiagram.Span> spans;
    private final List<SequenceDiagram.Delivery> found = new ArrayList<>();

    private MessageMatcher(List<SequenceDiagram.Span> spans) {
        this.spans = spans;
    }

    static List<SequenceDiagram.Delivery> of(List<Event> events, List<SequenceDiagram.Span> spans) {
        MessageMatcher deliveries = new MessageMatcher(spans);
        deliveries.learn(events);
        deliveries.datagrams();
        StreamMatcher.find(spans, deliveries.local, deliveries.found);
        return List.copyOf(deliveries.found);
    }

    /** Addresses that some call has told for certain; those that only found a value are in no lane. */
    private void learn(List<Event> events) {
        events.stream()
                .filter(e -> e instanceof Event.Finished f && f.socket().isPresent())
                .map(Event.Finished.class::cast)
                .forEach(f -> learn(f.socket().orElseThrow().id(), f));
        spans.forEach(s -> s.event().ifPresent(f -> learn(s.lane(), f)));
    }

    private void learn(int lane, Event.Finished f) {
        if (f.outcome() instanceof Outcome.Returned r) {
            f.socket().flatMap(Socket::local).ifPresent(a -> local.put(lane, a));
            if (f.invocation().call().result() == Result.LOCAL_NAME) {
                Out.address(r.outs()).ifPresent(a -> local.put(lane, a));
            }
        }
    }

    private void datagrams() {
        List<SequenceDiagram.Span> received = spans.stream()
                .filter(s -> data(s, Result.RECEIVED) && !socket(s).stream())
                // what the error queue returns was sent by this socket itself, and never arrived anywhere
                .filter(s -> !flagged(s, Const.MSG_ERRQUEUE))
                .sorted(Comparator.comparing(s -> s.end().orElseThrow()))
                .toList();
        List<SequenceDiagram.Span> onTheWay = spans.stream()
                .filter(s -> data(s, Result.SENT) && !socket(s).stream())
                .collect(Collectors.toCollection(ArrayList::new));
        for (SequenceDiagram.Span to : received) {
            Optional<Candidate> best = best(to, onTheWay);
            best.ifPresent(c -> {
                found.add(new SequenceDiagram.Delivery(c.from(), to, count(to), false, c.certain()));
                from(to).filter(_ -> !local.containsKey(c.from().lane()))
                        .ifPresent(a -> local.put(c.from().lane(), a));
                if (!peeks(to)) {
                    remove(onTheWay, c.from());
                }
            });
        }
    }

    /** Looks from the oldest on: that is the one, where datagrams arrive in order. */
    private static void remove(List<SequenceDiagram.Span> onTheWay, SequenceDiagram.Span span) {
        int at = 0;
        while (onTheWay.get(at) != span) {
            at++;
        }
        onTheWay.remove(at);
    }

    /** The oldest of those whose addresses prove it, or else of those that nothing speaks against. */
    private Optional<Candidate> best(SequenceDiagram.Span to, List<SequenceDiagram.Span> onTheWay) {
        boolean provable = local.containsKey(to.lane())
                && from(to).or(() -> socket(to).remote()).isPresent();
        Optional<Candidate> best = Optional.empty();
        for (SequenceDiagram.Span from : onTheWay) {
            Optional<Candidate> next = before(from, to) ? candidate(from, to) : Optional.empty();
            if (next.filter(Candidate::certain).isPresent()) {
                return next;
            }
            best = best.or(() -> next);
            if (best.isPresent() && !provable) {
                return best;
            }
        }
        return best;
    }

    /**
     * Whether a call can have been made before another ended. A call's end is its start and the time that the kernel
     * took; what passed between writing the start down and entering the kernel is missing in it, so some slack is due.
     */
    static boolean before(SequenceDiagram.Span from, SequenceDiagram.Span to) {
        return from.start() <= to.end().orElseThrow() + SLACK;
    }

    private record Candidate(SequenceDiagram.Span from, boolean certain) {}

    /** Whether a datagram can be what was received: nothing that is known may speak against it. */
    private Optional<Candidate> candidate(SequenceDiagram.Span from, SequenceDiagram.Span to) {
        Bytes sent = payload(from);
        Bytes got = Out.data(returned(to).outs()).orElse(Bytes.EMPTY);
        if (got.length() > sent.length()
                || !sent.slice(0, got.length()).equals(got)
                || count(to) > got.length() && count(to) != sent.length()) {
            return Optional.empty();
        }
        Evidence there = agree(destination(from), Optional.ofNullable(local.get(to.lane())));
        Evidence back = agree(from(to).or(() -> socket(to).remote()), Optional.ofNullable(local.get(from.lane())));
        if (there == Evidence.AGAINST
                || back == Evidence.AGAINST
                || socket(from).domain() != socket(to).domain()) {
            return Optional.empty();
        }
        return Optional.of(new Candidate(from, there == Evidence.FOR && back == Evidence.FOR));
    }

    /** What two addresses say about being the same. */
    private enum Evidence {
        FOR,
        AGAINST,
        UNKNOWN
    }

    private static Evidence agree(Optional<SocketAddress> wanted, Optional<SocketAddress> own) {
        if (wanted.isEmpty() || own.isEmpty()) {
            return Evidence.UNKNOWN;
        }
        return same(wanted.get(), own.get()) ? Evidence.FOR : Evidence.AGAINST;
    }

    /** Whether what goes to an address arrives at a socket of another: the same, or a wildcard of the same port. */
    static boolean same(SocketAddress wanted, SocketAddress own) {
        return switch (own) {
            case SocketAddress.Inet4 o ->
                wanted instanceof SocketAddress.Inet4 w
                        && w.port() == o.port()
                        && (o.address() == 0 || w.address() == 0 || w.address() == o.address());
            case SocketAddress.Inet6 o ->
                wanted instanceof SocketAddress.Inet6 w
                        && w.port() == o.port()
                        && (o.high() == 0 && o.low() == 0
                                || w.high() == 0 && w.low() == 0
                                || w.high() == o.high() && w.low() == o.low());
            case SocketAddress.Unix _, SocketAddress.Unspec _, SocketAddress.Other _ -> own.equals(wanted);
        };
    }

    static Socket socket(SequenceDiagram.Span span) {
        return span.event().orElseThrow().socket().orElseThrow();
    }

    static Outcome.Returned returned(SequenceDiagram.Span span) {
        return (Outcome.Returned) span.event().orElseThrow().outcome();
    }

    /** How many bytes a call returned. */
    static long count(SequenceDiagram.Span span) {
        return returned(span).value();
    }

    /** Whether a call moved data and went well. */
    static boolean data(SequenceDiagram.Span span, Result result) {
        return span.event()
                .filter(f -> f.socket().isPresent()
                        && f.outcome() instanceof Outcome.Returned
                        && f.invocation().call().result() == result)
                .isPresent();
    }

    /** Whether a receiving call left the data where it was. */
    static boolean peeks(SequenceDiagram.Span span) {
        return flagged(span, Const.MSG_PEEK);
    }

    private static boolean flagged(SequenceDiagram.Span span, Const flag) {
        Call call = span.event().orElseThrow().invocation().call();
        List<Arg> args = span.event().orElseThrow().invocation().args();
        for (int i = 0; i < args.size(); i++) {
            if (call.params().get(i) instanceof Param.Flags
                    && args.get(i) instanceof Arg.Num n
                    && (n.value() & flag.value()) != 0) {
                return true;
            }
        }
        return false;
    }

    private static Bytes payload(SequenceDiagram.Span span) {
        var invocation = span.event().orElseThrow().invocation();
        return invocation
                .first(Arg.Payload.class)
                .map(Arg.Payload::data)
                .or(() -> invocation
                        .first(Arg.Message.class)
                        .map(m -> m.pieces().stream().reduce(Bytes.EMPTY, Bytes::plus)))
                .orElse(Bytes.EMPTY);
    }

    private static Optional<SocketAddress> destination(SequenceDiagram.Span span) {
        var invocation = span.event().orElseThrow().invocation();
        return invocation
                .first(Arg.Address.class)
                .map(Arg.Address::address)
                .or(() -> invocation.first(Arg.Message.class).flatMap(Arg.Message::to))
                .or(() -> socket(span).remote());
    }

    private static Optional<SocketAddress> from(SequenceDiagram.Span span) {
        return Out.address(returned(span).outs());
    }
}
