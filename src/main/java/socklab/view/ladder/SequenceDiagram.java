package socklab.view.ladder;

import java.util.List;
import java.util.Optional;
import socklab.call.Outcome;
import socklab.session.Event;
import socklab.view.ResultView;

/**
 * The model of a ladder, read off the journal: lanes, the calls in them, what went from one call to another, the frames
 * on the wire, the TCP states. The terminal, a page and a live page draw the same model.
 *
 * <p>All times are {@link System#nanoTime} readings.
 *
 * @param lanes in the order in which their sockets came up
 * @param spans by the time at which they were made
 * @param deliveries in no order
 * @param frames by number, those without housekeeping; empty where there is no wire
 * @param states by the time from which on they hold
 * @param observations states that were seen between calls, by time
 */
public record SequenceDiagram(
        List<Lane> lanes,
        List<Span> spans,
        List<Delivery> deliveries,
        List<FrameArrow> frames,
        List<StateChange> states,
        List<Observation> observations) {

    /** The lane of calls that are made on no one socket. */
    public static final int NO_SOCKET = 0;

    /**
     * A socket's lane.
     *
     * @param host the host on the wire in which the socket is; none for one in the network of the process
     */
    public record Lane(int id, String name, String kind, Optional<String> host) {}

    /**
     * A call in a lane.
     *
     * @param number the call's number; 0 for one that nobody typed
     * @param start when it was made, by {@link System#nanoTime}
     * @param end when it returned; none while it has not
     * @param label the call as typed, without names
     * @param event its end, if it has come
     * @param made the lanes of the sockets that it made
     */
    public record Span(
            int lane,
            int number,
            long start,
            Optional<Long> end,
            String label,
            Optional<Event.Finished> event,
            List<Integer> made) {
        /** Where it ends or, while it has not, where the picture ends. */
        public long until(long now) {
            return end.orElse(now);
        }

        /** Its result, as the result line has it. */
        public String result() {
            return event.map(ResultView::result).orElse(ResultView.BLOCKS);
        }
    }

    /**
     * Data, or the end of a stream, on its way from one call to another.
     *
     * @param bytes how many of the receiver's bytes came of that sender; 0 with {@code fin} for the end of the stream
     * @param certain whether addresses at both ends, and the bytes, prove it; otherwise it is inferred
     */
    public record Delivery(Span from, Span to, long bytes, boolean fin, boolean certain) {}

    /**
     * A frame on its way from one host to another.
     *
     * @param event the last that the journal tells of it
     */
    public record FrameArrow(Event.Frame event) {
        /** When it came to the wire. */
        public long sent() {
            return event.at();
        }

        /** When it left the wire at the other host; none if it never did. */
        public Optional<Long> arrived() {
            return event.arrived();
        }

        /** Its words for an arrow. */
        public String label() {
            return event.brief();
        }
    }

    /**
     * A TCP state that a socket is in from the end of a call on.
     *
     * @param inferred whether it follows from the calls; otherwise the kernel's tables showed it
     */
    public record StateChange(Span span, String socket, String state, boolean inferred) {}

    /**
     * A TCP state that the kernel's tables showed between two calls.
     *
     * @param lane the socket's
     * @param left the milliseconds until TIME-WAIT ends, of a connection in that state
     */
    public record Observation(long at, int lane, String socket, String state, Optional<Long> left) {}

    /** Reads a journal, oldest event first. */
    public static SequenceDiagram of(List<Event> events) {
        SequenceDiagramBuilder reader = new SequenceDiagramBuilder();
        events.forEach(reader::add);
        List<Span> spans = reader.spans();
        TcpStates states = TcpStates.of(events, spans, reader.lanes());
        return new SequenceDiagram(
                reader.lanes(),
                spans,
                MessageMatcher.of(events, spans),
                reader.frames(),
                states.changes(),
                states.observations());
    }

    /** The states that a call leads to, in the order in which they were found. */
    public List<StateChange> changes(Span span) {
        return states.stream().filter(c -> c.span() == span).toList();
    }

    static long nanos(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Returned r -> r.nanos();
            case Outcome.Failed f -> f.nanos();
            case Outcome.Unsupported _, Outcome.Unresolved _ -> 0;
        };
    }
}
