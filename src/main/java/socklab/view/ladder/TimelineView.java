package socklab.view.ladder;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import socklab.session.Event;
import socklab.text.DisplayWidth;
import socklab.text.Messages;
import socklab.view.Escape;

/**
 * The calls of a journal as a ladder: a lane for each socket, time downwards, a box for each call, arrows for what one
 * call sent and another got, TCP states at the side.
 *
 * <p>A pure function of the events: what the picture infers, it marks with {@code ~}.
 */
public final class TimelineView {
    private static final int GUTTER = 10;
    private static final int LEAST_LANE = 14;
    private static final int MOST_LANE = 32;

    private TimelineView() {}

    /**
     * How to draw.
     *
     * @param columns how wide the screen is, 40 at least
     * @param most how many calls are shown, the newest
     * @param now when the picture is taken: calls in flight reach down to it
     */
    public record Shape(int columns, int most, long now, Glyphs glyphs) {
        private int side() {
            return columns >= 110 ? 24 : columns >= 72 ? 19 : 0;
        }

        private int mostLanes() {
            return Math.max(1, (columns - GUTTER - side()) / (LEAST_LANE + 1));
        }
    }

    /**
     * Where things stand on the sheet.
     *
     * @param columns how wide the sheet is
     * @param side the column at which states are told; 0 where that is in the lanes
     */
    record Frame(Shape shape, List<SequenceDiagram.Lane> lanes, int laneWidth, int columns, int side) {
        /** As wide as the screen. */
        private static Frame ofScreen(Shape shape, List<SequenceDiagram.Lane> lanes) {
            int width = Math.min(MOST_LANE, (shape.columns() - GUTTER - shape.side()) / lanes.size() - 1);
            return new Frame(
                    shape, lanes, width, shape.columns(), shape.side() == 0 ? 0 : shape.columns() - shape.side());
        }

        /** As wide as it takes; states in the lanes, so that they are seen wherever one looks. */
        private static Frame ofSheet(Shape shape, List<SequenceDiagram.Lane> lanes) {
            return lanes.size() <= shape.mostLanes()
                    ? ofScreen(shape, lanes)
                    : new Frame(shape, lanes, LEAST_LANE, GUTTER + lanes.size() * (LEAST_LANE + 1), 0);
        }

        private List<Integer> stops() {
            return lanes.stream().map(l -> x(l.id())).toList();
        }

        int x(int lane) {
            for (int i = 0; i < lanes.size(); i++) {
                if (lanes.get(i).id() == lane) {
                    return GUTTER + i * (laneWidth + 1);
                }
            }
            throw new IllegalArgumentException("no lane " + lane);
        }

        int centre(int lane) {
            return x(lane) + laneWidth / 2;
        }
    }

    /** The lines of a timeline; lanes that do not fit on the screen are left out. */
    public static List<String> lines(List<Event> events, Shape shape, Messages messages) {
        return lines(SequenceDiagram.of(events), shape, messages);
    }

    /** The lines of a timeline of a diagram; lanes that do not fit on the screen are left out. */
    public static List<String> lines(SequenceDiagram all, Shape shape, Messages messages) {
        return draw(all, shape, chosen(all, recent(all, shape), shape.mostLanes()), Frame::ofScreen, messages)
                .lines();
    }

    /** A timeline with all its lanes. */
    public static ScrollView sheet(List<Event> events, Shape shape, Messages messages) {
        SequenceDiagram all = SequenceDiagram.of(events);
        return draw(all, shape, chosen(all, recent(all, shape), Integer.MAX_VALUE), Frame::ofSheet, messages);
    }

    private static List<SequenceDiagram.Span> recent(SequenceDiagram all, Shape shape) {
        return all.spans()
                .subList(
                        Math.max(0, all.spans().size() - shape.most()),
                        all.spans().size());
    }

    private static ScrollView draw(
            SequenceDiagram all,
            Shape shape,
            List<SequenceDiagram.Lane> lanes,
            BiFunction<Shape, List<SequenceDiagram.Lane>, Frame> framing,
            Messages messages) {
        if (all.spans().isEmpty()) {
            return new ScrollView(List.of(), List.of(), List.of(messages.say("list.none")), List.of(0), 0);
        }
        List<SequenceDiagram.Span> recent = recent(all, shape);
        Set<Integer> ids = lanes.stream().map(SequenceDiagram.Lane::id).collect(Collectors.toSet());
        List<SequenceDiagram.Span> shown =
                recent.stream().filter(s -> ids.contains(s.lane())).toList();
        Set<SequenceDiagram.Span> known = Collections.newSetFromMap(new IdentityHashMap<>());
        known.addAll(shown);
        SequenceDiagram ladder = new SequenceDiagram(
                lanes,
                shown,
                all.deliveries().stream()
                        .filter(d -> known.contains(d.from()) && known.contains(d.to()))
                        .filter(d -> d.certain() || !seen(all, d))
                        .toList(),
                all.frames(),
                all.states().stream().filter(c -> known.contains(c.span())).toList(),
                all.observations().stream().filter(o -> ids.contains(o.lane())).toList());
        Frame frame = framing.apply(shape, lanes);
        return new ScrollView(
                heads(frame),
                new TimelineRows(ladder, frame, messages).draw(),
                notes(all, recent, shown, lanes, shape, messages),
                frame.stops(),
                frame.columns());
    }

    /** Whether the wire showed what a delivery infers. */
    private static boolean seen(SequenceDiagram all, SequenceDiagram.Delivery delivery) {
        return !all.frames().isEmpty()
                && all.lanes().stream()
                        .filter(l -> l.id() == delivery.from().lane()
                                || l.id() == delivery.to().lane())
                        .allMatch(l -> l.host().isPresent());
    }

    /**
     * The lanes of the calls shown, those of a host beside each other; where they are too many, those with the most
     * calls.
     */
    private static List<SequenceDiagram.Lane> chosen(SequenceDiagram all, List<SequenceDiagram.Span> recent, int most) {
        Map<Integer, Integer> calls = new HashMap<>();
        recent.forEach(s -> calls.merge(s.lane(), 1, Integer::sum));
        Set<Integer> best = all.lanes().stream()
                .filter(l -> calls.containsKey(l.id()))
                .sorted(Comparator.comparing((SequenceDiagram.Lane l) -> -calls.get(l.id())))
                .limit(most)
                .map(SequenceDiagram.Lane::id)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Map<String, List<SequenceDiagram.Lane>> byHost = new LinkedHashMap<>();
        all.lanes().stream()
                .filter(l -> best.contains(l.id()))
                .forEach(l -> byHost.computeIfAbsent(l.host().orElse(""), _ -> new ArrayList<>())
                        .add(l));
        return byHost.values().stream().flatMap(List::stream).toList();
    }

    private static List<String> heads(Frame frame) {
        TextRow names = new TextRow(frame.columns());
        TextRow kinds = new TextRow(frame.columns());
        for (SequenceDiagram.Lane lane : frame.lanes()) {
            centred(names, frame, lane.id(), Escape.printable(lane.name()));
            centred(kinds, frame, lane.id(), lane.host().map(h -> h + " ").orElse("") + lane.kind());
        }
        return List.of(names.toString(), kinds.toString());
    }

    /** A text in the middle of a lane. */
    static void centred(TextRow strip, Frame frame, int lane, String text) {
        String cut = TextRow.cut(text, frame.laneWidth(), frame.shape().glyphs().ellipsis());
        strip.put(Math.max(frame.x(lane), frame.centre(lane) - DisplayWidth.of(cut) / 2), cut);
    }

    private static List<String> notes(
            SequenceDiagram all,
            List<SequenceDiagram.Span> recent,
            List<SequenceDiagram.Span> shown,
            List<SequenceDiagram.Lane> lanes,
            Shape shape,
            Messages messages) {
        List<String> notes = new ArrayList<>();
        notes.add("");
        notes.add(messages.say("timeline.scale"));
        if (all.spans().size() > recent.size()) {
            notes.add(messages.say("timeline.earlier", all.spans().size() - recent.size()));
        }
        if (shown.size() < recent.size()) {
            List<String> hidden = all.lanes().stream()
                    .filter(l -> !lanes.contains(l) && recent.stream().anyMatch(s -> s.lane() == l.id()))
                    .map(l -> Escape.printable(l.name()))
                    .toList();
            notes.add(messages.say("timeline.hidden", recent.size() - shown.size(), hidden));
        }
        notes.add(messages.say(all.frames().isEmpty() ? "timeline.inferred" : "timeline.framed"));
        return notes.stream()
                .flatMap(n -> n.isEmpty() ? Stream.of("") : DisplayWidth.wrap(n, shape.columns()).stream())
                .toList();
    }
}
