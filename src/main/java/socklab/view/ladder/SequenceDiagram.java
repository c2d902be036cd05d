package socklab.view.ladder;

import java.util.List;
import java.util.Optional;
import socklab.call.Outcome;
import socklab.session.Event;
import socklab.view.ResultView;

/**
 * What a timeline draws, read off the journal: lanes, the calls in them, and what went from one call to another.
 *
 * @param lanes in the order in which their sockets came up
 * @param spans by the time at which they were made
 */
record SequenceDiagram(List<Lane> lanes, List<Span> spans, List<Delivery> deliveries) {

    /** The lane of calls that are made on no one socket. */
    static final int NO_SOCKET = 0;

    /** A socket's lane. */
    record Lane(int id, String name, String kind) {}

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
    record Span(
            int lane,
            int number,
            long start,
            Optional<Long> end,
            String label,
            Optional<Event.Finished> event,
            List<Integer> made) {
        /** Where it ends or, while it has not, where the picture ends. */
        long until(long now) {
            return end.orElse(now);
        }

        /** Its result, as the result line has it. */
        String result() {
            return event.map(ResultView::result).orElse(ResultView.BLOCKS);
        }
    }

    /**
     * Data, or the end of a stream, on its way from one call to another.
     *
     * @param bytes how many of the receiver's bytes came of that sender; 0 with {@code fin} for the end of the stream
     * @param certain whether addresses at both ends, and the bytes, prove it; otherwise it is inferred
     */
    record Delivery(Span from, Span to, long bytes, boolean fin, boolean certain) {}

    /** Reads a journal, oldest event first. */
    static SequenceDiagram of(List<Event> events) {
        SequenceDiagramBuilder reader = new SequenceDiagramBuilder();
        events.forEach(reader::add);
        List<Span> spans = reader.spans();
        return new SequenceDiagram(reader.lanes(), spans, MessageMatcher.of(events, spans));
    }

    static long nanos(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Returned r -> r.nanos();
            case Outcome.Failed f -> f.nanos();
            case Outcome.Unsupported _, Outcome.Unresolved _ -> 0;
        };
    }
}
