package socklab.view.ladder;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import socklab.call.Result;
import socklab.text.DisplayWidth;
import socklab.text.Messages;
import socklab.view.Escape;

/** The rows of a timeline, from the first call's start to the last one's end. */
final class TimelineRows {
    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000;
    private static final int MOST_ROWS = 6;
    private static final int SIDE_MORE = 8;

    private final SequenceDiagram ladder;
    private final TimelineView.Frame frame;
    private final Glyphs glyphs;
    private final Messages messages;
    private final List<String> rows = new ArrayList<>();
    /** Calls in flight, and how deep each stands inside others of its lane. */
    private final Map<SequenceDiagram.Span, Integer> open = new LinkedHashMap<>();

    private final Set<SequenceDiagram.Span> timed = new HashSet<>();
    private final Set<Integer> alive = new HashSet<>();

    /** A call's start or end. */
    private record Mark(long at, boolean end, SequenceDiagram.Span span) {
        /** Ends come before starts of the same moment, but no end before its own start. */
        int order() {
            return !end ? 1 : span.start() < at ? 0 : 2;
        }
    }

    TimelineRows(SequenceDiagram ladder, TimelineView.Frame frame, Messages messages) {
        this.ladder = ladder;
        this.frame = frame;
        this.glyphs = frame.shape().glyphs();
        this.messages = messages;
    }

    List<String> draw() {
        List<Mark> marks = new ArrayList<>();
        for (SequenceDiagram.Span span : ladder.spans()) {
            marks.add(new Mark(span.start(), false, span));
            span.end().ifPresent(end -> marks.add(new Mark(end, true, span)));
        }
        marks.sort(Comparator.comparingLong(Mark::at).thenComparingInt(Mark::order));
        bornBefore();
        long first = marks.getFirst().at();
        long before = first;
        List<Between> between = between(first);
        int next = 0;
        for (Mark mark : marks) {
            for (; next < between.size() && between.get(next).at() <= mark.at(); next++) {
                before = draw(between.get(next), before, first);
            }
            gap(mark.at() - before);
            before = mark.at();
            if (mark.end()) {
                end(mark.span(), mark.at() - first);
            } else {
                start(mark.span(), mark.at() - first);
            }
        }
        for (Between late : between.subList(next, between.size())) {
            before = draw(late, before, first);
        }
        if (!open.isEmpty()) {
            gap(frame.shape().now() - before);
            unfinished(frame.shape().now() - first);
        }
        return rows;
    }

    /** What happened beside calls: frames, and states that were seen. */
    private record Between(long at, Consumer<String> row) {}

    private List<Between> between(long first) {
        FrameRows frameRows = new FrameRows(frame, this::row, this::add);
        List<Between> all = new ArrayList<>();
        ladder.frames().stream()
                .filter(f -> f.sent() >= first)
                .forEach(f -> all.add(new Between(f.sent(), clock -> frameRows.draw(f, clock))));
        ladder.observations().stream()
                .filter(o -> o.at() >= first)
                .forEach(o -> all.add(new Between(o.at(), clock -> observed(o, clock))));
        all.sort(Comparator.comparingLong(Between::at));
        return all;
    }

    /** Draws it, and returns the time up to which is drawn. */
    private long draw(Between between, long before, long first) {
        long at = Math.max(before, between.at());
        gap(at - before);
        between.row().accept(clock(at - first));
        return at;
    }

    private void observed(SequenceDiagram.Observation o, String clock) {
        TextRow row = row();
        row.put(0, clock);
        String left = o.left().map(millis -> " " + (millis + 999) / 1000 + " s").orElse("");
        String text = Escape.printable(o.socket()) + " " + o.state() + left;
        int start = frame.columns() - DisplayWidth.of(text);
        if (frame.side() > start && start > frame.side() - SIDE_MORE) {
            row.put(start, text); // no call ends in this row, so that there is more room
        } else {
            state(row, o.socket(), o.state() + left);
        }
        add(row);
    }

    /** Sockets that no call shown makes are there from the start. */
    private void bornBefore() {
        Set<Integer> made = new HashSet<>();
        ladder.spans().forEach(s -> made.addAll(s.made()));
        ladder.lanes().stream()
                .map(SequenceDiagram.Lane::id)
                .filter(id -> id != SequenceDiagram.NO_SOCKET && !made.contains(id))
                .forEach(alive::add);
    }

    private TextRow row() {
        TextRow row = new TextRow(frame.columns());
        alive.forEach(id -> row.put(frame.centre(id), glyphs.vertical()));
        open.forEach((span, depth) -> {
            row.put(left(span, depth), glyphs.vertical() + " ".repeat(inner(depth)) + glyphs.vertical());
        });
        return row;
    }

    private void add(TextRow row) {
        rows.add(row.toString());
    }

    private int left(SequenceDiagram.Span span, int depth) {
        return frame.x(span.lane()) + depth;
    }

    private int inner(int depth) {
        return Math.max(0, frame.laneWidth() - 2 - 2 * depth);
    }

    /** Time that passes: by its logarithm while a call is in flight, else a single row. */
    private void gap(long nanos) {
        if (open.isEmpty()) {
            if (nanos >= MILLI) {
                TextRow row = new TextRow(frame.columns());
                alive.forEach(id -> row.put(frame.centre(id), glyphs.idle()));
                add(row);
            }
            return;
        }
        for (int i = 0; i < steps(nanos); i++) {
            TextRow row = row();
            duration(row);
            add(row);
        }
    }

    /** 1 from a millisecond on, 2 from ten, and so on. */
    static int steps(long nanos) {
        int steps = 0;
        for (long limit = MILLI; nanos >= limit && steps < MOST_ROWS; limit *= 10) {
            steps++;
        }
        return steps;
    }

    /** Writes into the boxes of calls that last how long they do, once into each. */
    private void duration(TextRow row) {
        open.forEach((span, depth) -> {
            long nanos = span.until(frame.shape().now()) - span.start();
            if (nanos >= MILLI && timed.add(span)) {
                row.put(left(span, depth) + 1, TextRow.cut(" " + time(nanos), inner(depth), glyphs.ellipsis()));
            }
        });
    }

    private void start(SequenceDiagram.Span span, long since) {
        int depth = 0;
        while (taken(span.lane(), depth)) {
            depth++;
        }
        TextRow row = row();
        open.put(span, Math.min(depth, frame.laneWidth() / 4));
        String number = span.number() == 0 ? "" : span.number() + " ";
        edge(row, span, 0, number + span.label());
        row.put(0, clock(since));
        add(row);
    }

    private boolean taken(int lane, int depth) {
        return open.entrySet().stream().anyMatch(e -> e.getKey().lane() == lane && e.getValue() == depth);
    }

    /** The upper or lower edge of a call's box, with a text in it. */
    private void edge(TextRow row, SequenceDiagram.Span span, int corner, String text) {
        int depth = open.get(span);
        String cut = TextRow.cut(text, inner(depth), glyphs.ellipsis());
        String line = cut + glyphs.horizontal().repeat(Math.max(0, inner(depth) - DisplayWidth.of(cut)));
        row.put(left(span, depth), glyphs.corner(corner) + line + glyphs.corner(corner + 1));
    }

    private void end(SequenceDiagram.Span span, long since) {
        arrows(span);
        TextRow row = row();
        edge(row, span, 2, span.result());
        if (since > 0 && span.until(0) - span.start() >= MILLI) {
            row.put(0, clock(since));
        }
        open.remove(span);
        alive.addAll(span.made().stream()
                .filter(id -> ladder.lanes().stream().anyMatch(l -> l.id() == id))
                .toList());
        sideways(row, ladder.changes(span));
        if (span.event()
                .filter(f -> f.invocation().call().result() == Result.CLOSED)
                .isPresent()) {
            alive.remove(span.lane());
        }
    }

    /** State changes: at the side, or where there is none in the lane. */
    private void sideways(TextRow row, List<SequenceDiagram.StateChange> changes) {
        TextRow current = row;
        boolean first = true;
        for (SequenceDiagram.StateChange change : changes) {
            if (!first || frame.side() == 0) {
                add(current);
                current = row();
            }
            first = false;
            state(current, change.socket(), (change.inferred() ? "~" : "") + change.state());
        }
        add(current);
    }

    private void state(TextRow row, String socket, String state) {
        Optional<SequenceDiagram.Lane> lane =
                ladder.lanes().stream().filter(l -> l.name().equals(socket)).findFirst();
        if (frame.side() > 0) {
            int room = frame.columns() - frame.side();
            String name = TextRow.cut(
                    Escape.printable(socket), Math.max(1, room - DisplayWidth.of(state) - 1), glyphs.ellipsis());
            row.put(frame.side(), name + " " + state);
        } else if (lane.isPresent()) {
            TimelineView.centred(row, frame, lane.get().id(), state);
        }
    }

    private void unfinished(long since) {
        TextRow row = row();
        duration(row);
        open.forEach((span, depth) -> row.put(
                left(span, depth) + 1,
                TextRow.cut(" " + messages.say("timeline.blocks"), inner(depth), glyphs.ellipsis())));
        row.put(0, clock(since));
        add(row);
    }

    /** An arrow for each piece of data, or end of stream, that a call got. */
    private void arrows(SequenceDiagram.Span to) {
        for (SequenceDiagram.Delivery d : ladder.deliveries()) {
            if (!d.to().equals(to)) {
                continue;
            }
            TextRow row = row();
            duration(row);
            String what = (d.certain() ? "" : "~") + (d.fin() ? "FIN" : d.bytes() + " B");
            int from = d.from().lane();
            if (from == to.lane()) {
                row.put(
                        left(to, open.get(to)) + 1,
                        TextRow.cut(" " + glyphs.right() + " " + what, inner(open.get(to)), glyphs.ellipsis()));
            } else {
                arrow(row, frame.centre(from), to, what);
            }
            add(row);
        }
    }

    private void arrow(TextRow row, int tail, SequenceDiagram.Span to, String what) {
        int depth = open.get(to);
        boolean rightwards = tail < frame.x(to.lane());
        int head = rightwards ? left(to, depth) - 1 : left(to, depth) + inner(depth) + 2;
        int start = Math.min(tail, head);
        int length = Math.abs(head - tail) + 1;
        row.put(start, glyphs.horizontal().repeat(length));
        row.put(head, rightwards ? glyphs.right() : glyphs.left());
        String label = " " + what + " ";
        if (DisplayWidth.of(label) <= length - 2) {
            row.put(start + (length - DisplayWidth.of(label)) / 2, label);
        } else if (what.length() <= length - 1) {
            row.put(rightwards ? start : start + 1, what);
        }
    }

    /** The time since the first call, for the gutter. */
    private String clock(long nanos) {
        String text = time(nanos);
        return " ".repeat(Math.max(0, 8 - DisplayWidth.of(text))) + text;
    }

    /** A duration, in the unit that suits it: {@code 41 µs}, {@code 3.2 ms}, {@code 12.3 s}. */
    private String time(long nanos) {
        if (nanos < MILLI) {
            return nanos / MICRO + " " + glyphs.micro() + "s";
        }
        return nanos < SECOND
                ? String.format(Locale.ROOT, "%.1f ms", nanos / (double) MILLI)
                : String.format(Locale.ROOT, "%.1f s", nanos / (double) SECOND);
    }
}
