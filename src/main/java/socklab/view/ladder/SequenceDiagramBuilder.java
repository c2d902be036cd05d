package socklab.view.ladder;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import socklab.call.Outcome;
import socklab.call.Result;
import socklab.lang.Command;
import socklab.lang.Parser;
import socklab.session.Event;
import socklab.session.Socket;
import socklab.view.Escape;

/** Puts events into lanes: a user's socket has the lane of its id, a built-in server's one by server and descriptor. */
final class SequenceDiagramBuilder {
    private static final int SERVED = Integer.MIN_VALUE;

    private final Map<Integer, SequenceDiagram.Lane> lanes = new LinkedHashMap<>();
    private final Map<Integer, Event.Unfinished> open = new LinkedHashMap<>();
    private final Map<String, Integer> served = new HashMap<>();
    private final List<SequenceDiagram.Span> spans = new ArrayList<>();
    private final Map<Long, SequenceDiagram.FrameArrow> frames = new TreeMap<>();
    private int servedLanes;

    /** Takes in an event. */
    void add(Event event) {
        switch (event) {
            case Event.Started s -> s.socket().ifPresent(this::lane);
            case Event.Unfinished u -> open.put(u.call().id().number(), u);
            case Event.Finished f -> {
                open.remove(f.id().number());
                if (f.id().typed() && made(f.outcome())) {
                    spans.add(own(f));
                }
            }
            case Event.Served s -> {
                if (made(s.call().outcome())) {
                    spans.add(served(s));
                }
            }
            case Event.Frame f when !f.housekeeping() -> frames.put(f.number(), new SequenceDiagram.FrameArrow(f));
            case Event.Typed _,
                    Event.Resolved _,
                    Event.Frame _,
                    Event.Observed _,
                    Event.Note _,
                    Event.Printed _,
                    Event.Plotted _,
                    Event.Problem _ -> {}
        }
    }

    /** The frames by number: of one that waited, what became of it. */
    List<SequenceDiagram.FrameArrow> frames() {
        return List.copyOf(frames.values());
    }

    List<SequenceDiagram.Lane> lanes() {
        return List.copyOf(lanes.values());
    }

    /** All calls by the time at which they were made; those in flight have no end. */
    List<SequenceDiagram.Span> spans() {
        List<SequenceDiagram.Span> all = new ArrayList<>(spans);
        open.values().forEach(u -> all.add(inFlight(u.call(), u.since())));
        all.sort(Comparator.comparingLong(SequenceDiagram.Span::start).thenComparing(SequenceDiagram.Span::number));
        return List.copyOf(all);
    }

    private SequenceDiagram.Span inFlight(Event.Started s, long since) {
        return new SequenceDiagram.Span(
                s.socket().map(Socket::id).orElseGet(this::noSocket),
                s.id().number(),
                since,
                Optional.empty(),
                label(s.id(), s.invocation().call().function()),
                Optional.empty(),
                List.of());
    }

    /** Whether a call reached the kernel. */
    private static boolean made(Outcome outcome) {
        return outcome instanceof Outcome.Returned || outcome instanceof Outcome.Failed;
    }

    private SequenceDiagram.Span own(Event.Finished f) {
        List<Integer> made = new ArrayList<>();
        Result result = f.invocation().call().result();
        boolean passed = result == Result.RECEIVED || result == Result.RECEIVED_MESSAGES;
        f.socket().ifPresent(this::lane);
        for (int i = 0;
                i < f.made().size() && !passed;
                i++) { // a descriptor that came with a message has its lane from its first call on
            made.add(lane(i == 0 ? f.id().number() : -f.id().number(), f.made().get(i), kind(f)));
        }
        int lane = f.socket().map(Socket::id).orElseGet(() -> made.isEmpty() ? noSocket() : made.getFirst());
        return span(lane, f, label(f.id(), f.invocation().call().function()), made);
    }

    private static SequenceDiagram.Span span(int lane, Event.Finished f, String label, List<Integer> made) {
        return new SequenceDiagram.Span(
                lane,
                f.id().number(),
                f.at(),
                Optional.of(f.at() + SequenceDiagram.nanos(f.outcome())),
                label,
                Optional.of(f),
                List.copyOf(made));
    }

    private SequenceDiagram.Span served(Event.Served event) {
        Event.Finished f = event.call();
        Result result = f.invocation().call().result();
        List<Integer> made = new ArrayList<>();
        if ((result == Result.DESCRIPTOR || result == Result.ACCEPTED) && f.outcome() instanceof Outcome.Returned r) {
            String key = key(event, (int) r.value());
            served.put(key, SERVED + ++servedLanes);
            made.add(lane(served.get(key), event.server(), ""));
        }
        String key = f.invocation().fd().map(fd -> key(event, fd)).orElse("");
        int lane = !made.isEmpty() && key.isEmpty()
                ? made.getFirst()
                : served.computeIfAbsent(key, _ -> SERVED + ++servedLanes);
        lane(new SequenceDiagram.Lane(
                lane,
                f.socket()
                        .map(s -> s.name().equals("server") ? event.server() : s.name())
                        .orElse(event.server()),
                f.socket().map(Socket::kind).orElse(""),
                f.socket().flatMap(Socket::host)));
        if (result == Result.CLOSED) {
            served.remove(key);
        }
        return span(lane, f, f.invocation().call().function(), made);
    }

    private static String key(Event.Served event, int fd) {
        return event.server() + " " + fd;
    }

    private int noSocket() {
        return lane(SequenceDiagram.NO_SOCKET, "-", "");
    }

    /** What kind of socket a call makes: that of the one it is made on, or the word it was typed with. */
    private static String kind(Event.Finished f) {
        return f.socket().map(Socket::kind).orElseGet(() -> {
            String label = label(f.id(), "");
            int blank = label.indexOf(' ');
            // in C's words, socket AF_INET SOCK_STREAM, the next call on the socket tells its kind
            return blank < 0
                            || label.indexOf(' ', blank + 1) > 0
                            || f.invocation().call().result() == Result.EPOLL
                    ? ""
                    : label.substring(blank + 1);
        });
    }

    private int lane(Socket socket) {
        return lane(new SequenceDiagram.Lane(socket.id(), socket.name(), socket.kind(), socket.host()));
    }

    private int lane(int id, String name, String kind) {
        return lane(new SequenceDiagram.Lane(id, name, kind, Optional.empty()));
    }

    /** A lane by its id; the newest name counts, and the first kind and host known. */
    private int lane(SequenceDiagram.Lane lane) {
        lanes.merge(
                lane.id(),
                lane,
                (was, now) -> new SequenceDiagram.Lane(
                        lane.id(),
                        now.name(),
                        was.kind().isEmpty() ? now.kind() : was.kind(),
                        was.host().or(now::host)));
        return lane.id();
    }

    /** The call as typed, less the names before it. */
    private static String label(Event.CallId id, String function) {
        String text = id.typed() && Parser.parse(id.line()).command() instanceof Command.Invoke c
                ? c.line().substring(c.word().span().start()).strip()
                : function;
        return Escape.printable(text).replace('\n', ' ').replace('\t', ' ');
    }
}
