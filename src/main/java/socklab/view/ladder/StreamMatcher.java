package socklab.view.ladder;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import socklab.call.Arg;
import socklab.call.Out;
import socklab.call.Outcome;
import socklab.call.Result;
import socklab.call.SocketAddress;
import socklab.session.Event;

/**
 * Which send's bytes a recv on a stream got: connections are put together from their two ends, then bytes are counted.
 */
final class StreamMatcher {
    private final List<SequenceDiagram.Span> spans;
    private final Map<Integer, SocketAddress> local;
    private final List<SequenceDiagram.Delivery> found;
    private final Map<Integer, Peer> peers = new HashMap<>();

    /** The other end of a connection, and whether addresses prove it. */
    private record Peer(int lane, boolean certain) {}

    private StreamMatcher(
            List<SequenceDiagram.Span> spans, Map<Integer, SocketAddress> local, List<SequenceDiagram.Delivery> found) {
        this.spans = spans;
        this.local = local;
        this.found = found;
    }

    static void find(
            List<SequenceDiagram.Span> spans, Map<Integer, SocketAddress> local, List<SequenceDiagram.Delivery> found) {
        StreamMatcher streams = new StreamMatcher(spans, local, found);
        streams.pairs();
        streams.accepts();
        streams.peers.forEach(streams::direction);
    }

    private void pairs() {
        for (SequenceDiagram.Span span : spans) {
            if (span.event()
                    .filter(f -> f.outcome() instanceof Outcome.Returned
                            && f.invocation().call().result() == Result.PAIR)
                    .isPresent()) {
                join(span.made().getFirst(), span.made().getLast(), true);
            }
        }
    }

    private void join(int a, int b, boolean certain) {
        peers.put(a, new Peer(b, certain));
        peers.put(b, new Peer(a, certain));
    }

    /**
     * An accepted connection belongs to the connect whose own address is the peer's; where none is known, to the oldest
     * left.
     */
    private void accepts() {
        List<SequenceDiagram.Span> connects = new ArrayList<>(spans.stream()
                .filter(s -> s.event().filter(StreamMatcher::connects).isPresent())
                .toList());
        for (SequenceDiagram.Span accept : spans) {
            if (!MessageMatcher.data(accept, Result.ACCEPTED) || accept.made().isEmpty()) {
                continue;
            }
            Optional<SocketAddress> peer =
                    Out.address(MessageMatcher.returned(accept).outs());
            Optional<SequenceDiagram.Span> proven = connects.stream()
                    .filter(c -> peer.isPresent() && peer.equals(Optional.ofNullable(local.get(c.lane()))))
                    .findFirst();
            Optional<SequenceDiagram.Span> likely = proven.or(() -> connects.stream()
                    .filter(c -> !local.containsKey(c.lane()) && reaches(c, accept.lane()))
                    .findFirst());
            likely.ifPresent(c -> {
                join(c.lane(), accept.made().getFirst(), proven.isPresent());
                connects.remove(c);
            });
        }
    }

    /** Whether a call connects a stream, at once or, when it does not block, in time. */
    private static boolean connects(Event.Finished f) {
        boolean under = f.outcome() instanceof Outcome.Returned
                || f.outcome() instanceof Outcome.Failed e && e.errno() == socklab.call.Errno.EINPROGRESS;
        return under
                && f.socket().filter(s -> s.stream()).isPresent()
                && f.invocation().call().result() == Result.ZERO
                && target(f).isPresent()
                && f.invocation().call().params().stream().anyMatch(socklab.call.Param.Peer.class::isInstance);
    }

    private static Optional<SocketAddress> target(Event.Finished f) {
        return f.invocation().first(Arg.Address.class).map(Arg.Address::address);
    }

    private boolean reaches(SequenceDiagram.Span connect, int listening) {
        Optional<SocketAddress> own = Optional.ofNullable(local.get(listening));
        return own.isEmpty()
                || MessageMatcher.same(target(connect.event().orElseThrow()).orElseThrow(), own.get());
    }

    /** All that goes to one end: bytes by counting, then the end of the stream. */
    private void direction(int receiver, Peer sender) {
        List<SequenceDiagram.Span> sends = of(sender.lane(), Result.SENT);
        long received = 0;
        int next = 0;
        long before = 0; // bytes of the sends before the next one
        for (SequenceDiagram.Span to : of(receiver, Result.RECEIVED)) {
            long count = MessageMatcher.count(to);
            if (count == 0) {
                fin(sender, to);
            }
            long wanted = received + count;
            int send = next;
            long at = before;
            while (send < sends.size() && at < wanted) {
                long size = MessageMatcher.count(sends.get(send));
                long bytes = Math.min(wanted, at + size) - Math.max(received, at);
                if (bytes > 0) {
                    found.add(new SequenceDiagram.Delivery(sends.get(send), to, bytes, false, sender.certain()));
                }
                if (at + size > wanted) {
                    break; // the rest of it goes to the next recv
                }
                at += size;
                send++;
            }
            if (!MessageMatcher.peeks(to)) {
                received = wanted;
                next = send;
                before = at;
            }
        }
    }

    private List<SequenceDiagram.Span> of(int lane, Result result) {
        return spans.stream()
                .filter(s -> s.lane() == lane
                        && MessageMatcher.data(s, result)
                        && s.end().isPresent())
                .toList();
    }

    /** The end of the stream came of the peer's first shutdown of that direction, or of its close. */
    private void fin(Peer sender, SequenceDiagram.Span to) {
        spans.stream()
                .filter(s -> s.lane() == sender.lane()
                        && MessageMatcher.before(s, to)
                        && s.event().filter(StreamMatcher::ends).isPresent())
                .findFirst()
                .ifPresent(s -> found.add(new SequenceDiagram.Delivery(s, to, 0, true, sender.certain())));
    }

    private static boolean ends(Event.Finished f) {
        Optional<InferredTcpStates.Half> half = InferredTcpStates.half(f);
        return f.outcome() instanceof Outcome.Returned
                && (f.invocation().call().result() == Result.CLOSED
                        || half.filter(h -> h != InferredTcpStates.Half.READING).isPresent());
    }
}
