package socklab.page;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import socklab.view.ladder.SequenceDiagram;

/**
 * Heights for moments. The order of moments is kept; time in which a call or a frame is under way is to scale where it
 * is long enough, and time in which nothing happens is a gap of one size.
 */
final class TimeScale {
    /** The least height of a call's box: two lines of text. */
    static final int BOX = 38;

    static final int GAP = 34;
    private static final int BETWEEN = 9;
    private static final int STATE = 22;
    /** Room for a cut between a call's end and the next one's start in another lane. */
    private static final int STEP = 6;

    private static final int FRAME = 19;
    private static final int SLOPE = 6;
    private static final long MILLI = 1_000_000;
    /** Less time without a call is not worth a remark. */
    private static final long IDLE = 100 * MILLI;

    /** The longest wait is that high, and no millisecond higher than the other. */
    private static final double LONGEST = 260;

    private static final double MOST_PER_MILLI = 6;

    private final Map<SequenceDiagram.Span, Integer> starts = new IdentityHashMap<>();
    private final Map<SequenceDiagram.Span, Integer> ends = new IdentityHashMap<>();
    private final Map<Long, Integer> sent = new HashMap<>();
    private final Map<Long, Integer> arrived = new HashMap<>();
    private final List<LadderPicture.Gap> gaps = new ArrayList<>();
    private final Map<Integer, Integer> free = new HashMap<>();
    private final Map<SequenceDiagram.Span, List<Integer>> states = new IdentityHashMap<>();
    private final double perNano;
    private final long first;
    private int y;
    private int frameFree;

    /**
     * A moment; of those at the same time the ends come first, but no end before its own start.
     *
     * @param under how many calls and frames more are under way from then on
     */
    private record Mark(long at, int order, int under, Runnable place) {}

    TimeScale(SequenceDiagram diagram, long now) {
        Map<String, Integer> lanes = new HashMap<>();
        diagram.lanes().forEach(l -> lanes.put(l.name(), l.id()));
        diagram.states()
                .forEach(c -> states.computeIfAbsent(c.span(), _ -> new ArrayList<>())
                        .add(lanes.getOrDefault(c.socket(), c.span().lane())));
        List<Mark> marks = new ArrayList<>();
        for (SequenceDiagram.Span span : diagram.spans()) {
            marks.add(new Mark(span.start(), 1, 1, () -> start(span)));
            long end = Math.max(span.until(now), span.start());
            marks.add(new Mark(end, span.start() < end ? 0 : 2, -1, () -> end(span)));
        }
        for (SequenceDiagram.FrameArrow frame : diagram.frames()) {
            marks.add(new Mark(frame.sent(), 1, frame.arrived().isPresent() ? 1 : 0, () -> sent(frame)));
            frame.arrived().ifPresent(at -> marks.add(new Mark(at, 2, -1, () -> arrived(frame))));
        }
        marks.sort(Comparator.comparingLong(Mark::at).thenComparingInt(Mark::order));
        first = marks.isEmpty() ? 0 : marks.getFirst().at();
        perNano = Math.min(MOST_PER_MILLI / MILLI, LONGEST / Math.max(MILLI, longest(marks)));
        place(marks);
    }

    /** The longest time between two moments in which something is under way. */
    private long longest(List<Mark> marks) {
        long longest = 0;
        int open = 0;
        for (int i = 0; i + 1 < marks.size(); i++) {
            open += marks.get(i).under();
            if (open > 0) {
                longest = Math.max(longest, marks.get(i + 1).at() - marks.get(i).at());
            }
        }
        return longest;
    }

    private void place(List<Mark> marks) {
        long before = first;
        int open = 0;
        for (Mark mark : marks) {
            long passed = mark.at() - before;
            if (open > 0) {
                y += Math.max(passed > 0 ? 1 : 0, (int) Math.round(passed * perNano));
            } else if (passed >= IDLE) {
                y = Math.max(
                        Math.max(y, frameFree),
                        free.values().stream().mapToInt(f -> f).max().orElse(y));
                gaps.add(new LadderPicture.Gap(y + GAP / 2, Durations.text(passed)));
                y += GAP;
            }
            mark.place().run();
            before = mark.at();
            open += mark.under();
        }
    }

    private void start(SequenceDiagram.Span span) {
        y = Math.max(y + STEP, free.getOrDefault(span.lane(), 0));
        starts.put(span, y);
    }

    private void end(SequenceDiagram.Span span) {
        y = Math.max(y, starts.get(span) + BOX);
        ends.put(span, y);
        free.merge(span.lane(), y + BETWEEN, Math::max);
        List<Integer> changed = states.getOrDefault(span, List.of());
        for (int lane : changed) {
            int nth = Collections.frequency(changed, lane);
            free.merge(lane, y + BETWEEN + nth * STATE, Math::max);
        }
    }

    private void sent(SequenceDiagram.FrameArrow frame) {
        y = Math.max(y + STEP, frameFree);
        frameFree = y + FRAME;
        sent.put(frame.event().number(), y);
    }

    private void arrived(SequenceDiagram.FrameArrow frame) {
        y = Math.max(y, sent.get(frame.event().number()) + SLOPE);
        arrived.put(frame.event().number(), y);
    }

    int top(SequenceDiagram.Span span) {
        return starts.get(span);
    }

    int bottom(SequenceDiagram.Span span) {
        return ends.get(span);
    }

    int sentAt(SequenceDiagram.FrameArrow frame) {
        return sent.get(frame.event().number());
    }

    Optional<Integer> arrivedAt(SequenceDiagram.FrameArrow frame) {
        return Optional.ofNullable(arrived.get(frame.event().number()));
    }

    List<LadderPicture.Gap> gaps() {
        return gaps;
    }

    /** The time of the first moment. */
    long first() {
        return first;
    }

    /** Where everything ends. */
    int height() {
        return Math.max(y, free.values().stream().mapToInt(f -> f).max().orElse(0)) + BETWEEN;
    }

    /** How high so much time is, where it is to scale. */
    int units(long nanos) {
        return (int) Math.round(nanos * perNano);
    }
}
