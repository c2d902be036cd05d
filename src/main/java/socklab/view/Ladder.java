package socklab.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import socklab.call.Outcome;
import socklab.call.Result;
import socklab.lang.Command;
import socklab.lang.Parser;
import socklab.session.Event;
import socklab.session.Socket;

/**
 * What a timeline draws, read off the journal: lanes, the calls in them, and what went from one call to another.
 *
 * @param lanes in the order in which their sockets came up
 * @param spans by the time at which they were made
 */
record Ladder(List<Lane> lanes, List<Span> spans, List<Delivery> deliveries) {

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
     */
    record Span(int lane, int number, long start, Optional<Long> end, String label, Optional<Event.Finished> event) {
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
    static Ladder of(List<Event> events) {
        Map<Integer, Lane> lanes = new LinkedHashMap<>();
        Map<Integer, Event.Started> open = new LinkedHashMap<>();
        List<Span> spans = new ArrayList<>();
        for (Event event : events) {
            switch (event) {
                case Event.Started s -> {
                    open.put(s.id().number(), s);
                    s.socket().ifPresent(socket -> lane(lanes, socket));
                }
                case Event.Finished f when f.id().typed() && made(f.outcome()) -> {
                    open.remove(f.id().number());
                    spans.add(finished(lanes, f));
                }
                case Event.Finished f -> open.remove(f.id().number());
                case Event.Typed _, Event.Resolved _, Event.Unfinished _, Event.Note _, Event.Printed _, Event.Problem _ -> { }
            }
        }
        open.values().forEach(s -> spans.add(new Span(s.socket().map(Socket::id).orElse(lane(lanes, NO_SOCKET, "-", "")), s.id().number(),
                s.at(), Optional.empty(), label(s.id(), s.invocation().call().function()), Optional.empty())));
        spans.sort(Comparator.comparingLong(Span::start).thenComparing(Span::number));
        return new Ladder(List.copyOf(lanes.values()), List.copyOf(spans), Deliveries.of(events, spans));
    }

    private static boolean made(Outcome outcome) {
        return outcome instanceof Outcome.Returned || outcome instanceof Outcome.Failed;
    }

    static long nanos(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Returned r -> r.nanos();
            case Outcome.Failed f -> f.nanos();
            case Outcome.Unsupported _, Outcome.Unresolved _ -> 0;
        };
    }

    private static Span finished(Map<Integer, Lane> lanes, Event.Finished f) {
        int lane = f.socket().map(s -> lane(lanes, s)).orElse(NO_SOCKET);
        Result result = f.invocation().call().result();
        for (int i = 0; i < f.made().size(); i++) {
            boolean passed = result == Result.RECEIVED || result == Result.RECEIVED_MESSAGES;
            if (!passed) { // a descriptor that came with a message has its lane from its first call on
                lane(lanes, i == 0 ? f.id().number() : -f.id().number(), f.made().get(i), kind(f));
            }
        }
        if (f.socket().isEmpty()) {
            lane = f.made().isEmpty() ? lane(lanes, NO_SOCKET, "-", "") : f.id().number();
        }
        return new Span(lane, f.id().number(), f.at(), Optional.of(f.at() + nanos(f.outcome())),
                label(f.id(), f.invocation().call().function()), Optional.of(f));
    }

    /** What kind of socket a call makes: that of the one it is made on, or the word it was typed with. */
    private static String kind(Event.Finished f) {
        return f.socket().map(Socket::kind).orElseGet(() -> {
            String label = label(f.id(), "");
            int blank = label.indexOf(' ');
            return blank < 0 || f.invocation().call().result() == Result.EPOLL ? "" : label.substring(blank + 1);
        });
    }

    private static int lane(Map<Integer, Lane> lanes, Socket socket) {
        return lane(lanes, socket.id(), socket.name(), socket.kind());
    }

    /** A lane by its socket's id; the newest name counts, and the first kind known. */
    private static int lane(Map<Integer, Lane> lanes, int id, String name, String kind) {
        lanes.merge(id, new Lane(id, name, kind), (was, now) -> new Lane(id, now.name(), was.kind().isEmpty() ? now.kind() : was.kind()));
        return id;
    }

    /** The call as typed, less the names before it. */
    private static String label(Event.CallId id, String function) {
        String text = id.typed() && Parser.parse(id.line()).command() instanceof Command.Invoke c
                ? c.line().substring(c.word().span().start()).strip() : function;
        return Escape.printable(text).replace('\n', ' ').replace('\t', ' ');
    }
}
