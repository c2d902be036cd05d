package socklab.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import socklab.call.Outcome;
import socklab.call.Result;
import socklab.view.ladder.SequenceDiagram;

/** Places a ladder on a plane: lanes from left to right, by hosts where there is a wire, and time downwards. */
public final class LadderLayout {
    private static final long MILLI = 1_000_000;
    private static final int NEST = 9;
    private static final int STATE_HEIGHT = 22;
    private static final int GLYPH = 16;

    private final SequenceDiagram diagram;
    private final Look look;
    private final TimeScale scale;
    private final LaneColumns columns;
    private final Map<SequenceDiagram.Span, LadderPicture.Box> boxes = new IdentityHashMap<>();
    private final List<LadderPicture.Arrow> arrows = new ArrayList<>();
    private final List<LadderPicture.State> states = new ArrayList<>();

    /**
     * What is drawn of a ladder.
     *
     * @param now when the picture is taken: calls in flight reach down to it
     * @param blank the numbers of calls whose results, and what they lead to, the reader fills in
     */
    public record Look(long now, Set<Integer> blank) {}

    private LadderLayout(SequenceDiagram diagram, Look look) {
        this.diagram = diagram;
        this.look = look;
        this.scale = new TimeScale(diagram, look.now());
        this.columns = new LaneColumns(diagram);
    }

    /** The picture of a ladder. */
    public static LadderPicture of(SequenceDiagram diagram, Look look) {
        return new LadderLayout(diagram, look).picture();
    }

    private LadderPicture picture() {
        boxes();
        diagram.deliveries().forEach(this::delivery);
        diagram.frames().forEach(this::frame);
        states();
        LadderPicture.Marks all = new LadderPicture.Marks(
                lines(),
                ticks(),
                scale.gaps(),
                diagram.spans().stream().map(boxes::get).toList(),
                arrows,
                states);
        ScaleBar bar = ScaleBar.of(scale::units);
        return new LadderPicture(
                columns.width(),
                columns.heads(),
                columns.hosts(),
                StripCutter.cut(all, scale.height(), this::clock),
                bar.units(),
                Durations.text(bar.nanos()));
    }

    /** A call that begins while another of its lane has not returned stands inside that one's box. */
    private void boxes() {
        Map<Integer, List<SequenceDiagram.Span>> open = new HashMap<>();
        for (SequenceDiagram.Span span : diagram.spans()) {
            List<SequenceDiagram.Span> lane = open.computeIfAbsent(span.lane(), _ -> new ArrayList<>());
            lane.removeIf(s -> scale.bottom(s) <= scale.top(span));
            boxes.put(span, box(span, Math.min(lane.size(), columns.laneWidth() / NEST / 3)));
            lane.add(span);
        }
    }

    private LadderPicture.Box box(SequenceDiagram.Span span, int depth) {
        int width = columns.boxWidth() - depth * NEST;
        int x = columns.middle(span.lane()) - columns.boxWidth() / 2 + depth * NEST;
        long nanos = span.until(look.now()) - span.start();
        boolean blank = look.blank().contains(span.number()) && span.number() > 0;
        String number = span.number() == 0 ? "" : span.number() + " ";
        String result = blank ? "" : span.result();
        LadderPicture.Ending ending = ending(span, blank);
        return new LadderPicture.Box(
                span.number(),
                x,
                scale.top(span),
                width,
                scale.bottom(span) - scale.top(span),
                ending,
                Cut.toWidth(number + span.label(), width),
                Cut.toWidth(result, ending == LadderPicture.Ending.FAILED ? width - GLYPH : width),
                Cut.title(number + span.label() + (blank ? "" : " → " + result + ", " + Durations.text(nanos))),
                nanos >= MILLI && !blank ? Optional.of(Durations.text(nanos)) : Optional.empty());
    }

    private static LadderPicture.Ending ending(SequenceDiagram.Span span, boolean blank) {
        if (blank) {
            return LadderPicture.Ending.BLANK;
        }
        return span.event()
                .map(f -> f.outcome() instanceof Outcome.Returned
                        ? LadderPicture.Ending.RETURNED
                        : LadderPicture.Ending.FAILED)
                .orElse(LadderPicture.Ending.BLOCKS);
    }

    private void delivery(SequenceDiagram.Delivery delivery) {
        LadderPicture.Box from = boxes.get(delivery.from());
        LadderPicture.Box to = boxes.get(delivery.to());
        if (seenOnTheWire(delivery)
                || from.ending() == LadderPicture.Ending.BLANK
                || to.ending() == LadderPicture.Ending.BLANK
                || delivery.from().lane() == delivery.to().lane()) {
            return;
        }
        boolean right = from.x() < to.x();
        int y1 = from.bottom() - LadderPicture.LABEL;
        int y2 = Math.max(y1, to.bottom() - LadderPicture.LABEL);
        String what = (delivery.certain() ? "" : "~") + (delivery.fin() ? "FIN" : delivery.bytes() + " B");
        arrows.add(ArrowShape.between(
                delivery.fin() ? LadderPicture.Load.END_OF_STREAM : LadderPicture.Load.DATA,
                delivery.certain(),
                new ArrowShape.Ends(
                        right ? from.x() + from.width() : from.x(), y1, right ? to.x() : to.x() + to.width(), y2),
                what,
                what + ": " + from.label() + " → " + to.label(),
                from.number()));
    }

    /** Whether frames show how it went: then nothing need be inferred. */
    private boolean seenOnTheWire(SequenceDiagram.Delivery delivery) {
        return !diagram.frames().isEmpty()
                && !columns.host(delivery.from().lane())
                        .equals(columns.host(delivery.to().lane()));
    }

    /** A frame crosses from one host's end of the cable to the other's; a lost one gets a part of the way. */
    private void frame(SequenceDiagram.FrameArrow frame) {
        Optional<Integer> tail =
                columns.cable(frame.event().from(), frame.event().to());
        Optional<Integer> head = columns.cable(frame.event().to(), frame.event().from());
        if (tail.isEmpty()) {
            return;
        }
        int x1 = tail.get();
        int end = head.orElse(x1 + columns.channel());
        boolean lost = frame.event().lost();
        int x2 = lost ? x1 + (end - x1) * 5 / 8 : end;
        int y1 = scale.sentAt(frame);
        int y2 = lost ? y1 + 8 : scale.arrivedAt(frame).orElse(y1 + 6);
        arrows.add(ArrowShape.between(
                lost ? LadderPicture.Load.LOST : LadderPicture.Load.FRAME,
                true,
                new ArrowShape.Ends(x1, y1, x2, y2),
                Cut.toWidth(frame.label(), Math.abs(end - x1)),
                Cut.title("#" + frame.event().number() + " " + frame.event().text()),
                frame.event().number()));
    }

    private void states() {
        Map<String, Integer> lanes = new HashMap<>();
        diagram.lanes().forEach(l -> lanes.put(l.name(), l.id()));
        Map<SequenceDiagram.Span, Map<String, Integer>> count = new IdentityHashMap<>();
        for (SequenceDiagram.StateChange change : diagram.states()) {
            Optional<Integer> lane = Optional.ofNullable(lanes.get(change.socket()));
            int nth =
                    count.computeIfAbsent(change.span(), _ -> new HashMap<>()).merge(change.socket(), 1, Integer::sum);
            if (lane.isEmpty() || boxes.get(change.span()).ending() == LadderPicture.Ending.BLANK) {
                continue;
            }
            String text = (change.inferred() ? "~" : "") + change.state();
            states.add(new LadderPicture.State(
                    columns.middle(lane.get()),
                    scale.bottom(change.span()) + 4 + (nth - 1) * STATE_HEIGHT,
                    Cut.widthOf(text) + 14,
                    text,
                    change.inferred()));
        }
    }

    /** Each socket's line, from the call that made it to its close, and each host's end of the cable. */
    private List<LadderPicture.Line> lines() {
        Map<Integer, Integer> births = new LinkedHashMap<>();
        Map<Integer, Integer> deaths = new HashMap<>();
        for (SequenceDiagram.Span span : diagram.spans()) {
            span.made().forEach(lane -> births.put(lane, scale.bottom(span)));
            boolean closes = span.event()
                    .filter(f ->
                            f.invocation().call().result() == Result.CLOSED && f.outcome() instanceof Outcome.Returned)
                    .isPresent();
            if (closes) {
                deaths.put(span.lane(), scale.top(span));
            }
        }
        List<LadderPicture.Line> lines = new ArrayList<>();
        for (SequenceDiagram.Lane lane : diagram.lanes()) {
            if (lane.id() != SequenceDiagram.NO_SOCKET) {
                lines.add(new LadderPicture.Line(
                        LadderPicture.Line.Kind.SOCKET,
                        columns.middle(lane.id()),
                        births.getOrDefault(lane.id(), 0),
                        deaths.getOrDefault(lane.id(), scale.height())));
            }
        }
        columns.cables()
                .forEach(x -> lines.add(new LadderPicture.Line(LadderPicture.Line.Kind.CABLE, x, 0, scale.height())));
        return lines;
    }

    /** Times at the axis, as many as there is room for. */
    private List<LadderPicture.Tick> ticks() {
        List<LadderPicture.Tick> ticks = new ArrayList<>();
        Map<Integer, Long> times = diagram.spans().stream()
                .sorted(Comparator.comparingLong(SequenceDiagram.Span::start))
                .collect(Collectors.toMap(scale::top, SequenceDiagram.Span::start, (a, b) -> a, LinkedHashMap::new));
        diagram.frames().forEach(f -> times.putIfAbsent(scale.sentAt(f), f.sent()));
        int free = 0;
        for (int y : times.keySet().stream().sorted().toList()) {
            if (y >= free) {
                ticks.add(new LadderPicture.Tick(y, Durations.text(times.get(y) - scale.first())));
                free = y + LadderPicture.LABEL + 6;
            }
        }
        return ticks;
    }

    /** The time at which what begins at or below a height begins. */
    private String clock(int y) {
        return diagram.spans().stream()
                .filter(s -> scale.top(s) >= y)
                .findFirst()
                .map(s -> Durations.text(s.start() - scale.first()))
                .orElse("");
    }
}
