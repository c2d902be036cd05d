package socklab.view.ladder;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import socklab.kernel.SocketStatus;
import socklab.session.Event;

/**
 * The TCP states of a journal: those that the kernel's tables showed, and where nobody looked those that follow from
 * the calls. A state that was observed after a call takes the place of what the call alone would tell.
 *
 * @param changes from the end of a call on
 * @param observations between calls
 */
record TcpStates(List<SequenceDiagram.StateChange> changes, List<SequenceDiagram.Observation> observations) {

    /** Reads the states off the events of a journal and the spans of its calls. */
    static TcpStates of(List<Event> events, List<SequenceDiagram.Span> spans, List<SequenceDiagram.Lane> lanes) {
        Map<Integer, String> names =
                lanes.stream().collect(Collectors.toMap(SequenceDiagram.Lane::id, SequenceDiagram.Lane::name));
        Map<Integer, List<Event.Observed>> afterCalls = new HashMap<>();
        List<Event.Observed> between = new ArrayList<>();
        for (Event event : events) {
            if (event instanceof Event.Observed o) {
                o.after()
                        .ifPresentOrElse(
                                n -> afterCalls
                                        .computeIfAbsent(n, _ -> new ArrayList<>())
                                        .add(o),
                                () -> between.add(o));
            }
        }
        Reader reader = new Reader();
        int next = 0;
        for (SequenceDiagram.Span span : spans.stream()
                .filter(s -> s.end().isPresent())
                .sorted(Comparator.comparing(s -> s.end().orElseThrow()))
                .toList()) {
            for (; next < between.size() && between.get(next).at() < span.end().orElseThrow(); next++) {
                reader.between(between.get(next));
            }
            reader.call(span, names.getOrDefault(span.lane(), ""), afterCalls.getOrDefault(span.number(), List.of()));
        }
        between.subList(next, between.size()).forEach(reader::between);
        return new TcpStates(List.copyOf(reader.changes), List.copyOf(reader.observations));
    }

    private static final class Reader {
        private final InferredTcpStates states = new InferredTcpStates();
        private final List<SequenceDiagram.StateChange> changes = new ArrayList<>();
        private final List<SequenceDiagram.Observation> observations = new ArrayList<>();

        /** A call ended; what was observed after it replaces what it leads to. */
        void call(SequenceDiagram.Span span, String lane, List<Event.Observed> observed) {
            Map<String, SequenceDiagram.StateChange> found = new java.util.LinkedHashMap<>();
            for (InferredTcpStates.Change c : states.after(span.event().orElseThrow(), lane)) {
                found.put(c.socket(), new SequenceDiagram.StateChange(span, c.socket(), c.state(), c.inferred()));
            }
            for (Event.Observed o : observed) {
                for (Event.TcpSeen s : o.sockets()) {
                    boolean known = states.observed(s);
                    if (!known || found.containsKey(s.socket())) {
                        found.put(s.socket(), new SequenceDiagram.StateChange(span, s.socket(), s.state(), false));
                    }
                }
            }
            changes.addAll(found.values());
        }

        /** Somebody looked. Of several looks at one state the last is kept: it tells how long TIME-WAIT still takes. */
        void between(Event.Observed o) {
            for (Event.TcpSeen s : o.sockets()) {
                Optional<Long> left = s.timer()
                        .filter(t -> t.kind() == SocketStatus.Timer.Kind.TIME_WAIT)
                        .map(SocketStatus.Timer::millis);
                if (states.observed(s)) {
                    if (left.isEmpty()) {
                        continue;
                    }
                    observations.removeIf(
                            seen -> seen.lane() == s.id() && seen.state().equals(s.state()));
                }
                observations.add(new SequenceDiagram.Observation(o.at(), s.id(), s.socket(), s.state(), left));
            }
        }
    }
}
