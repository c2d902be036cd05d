package socklab.view.ladder;

import java.util.Comparator;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import socklab.text.DisplayWidth;

/**
 * Frames on the wire as rows of a timeline: an arrow between the nearest lanes of two hosts. One that takes a
 * millisecond or more leaves in one row and comes in another; one that is lost ends on its way.
 */
final class FrameRows {
    private static final long MILLI = 1_000_000;

    private final TimelineView.Frame frame;
    private final Supplier<TextRow> row;
    private final Consumer<TextRow> add;

    FrameRows(TimelineView.Frame frame, Supplier<TextRow> row, Consumer<TextRow> add) {
        this.frame = frame;
        this.row = row;
        this.add = add;
    }

    /** From where to where, by the columns of the lanes' middles. */
    private record Way(int tail, int head) {
        int left() {
            return Math.min(tail, head) + 1;
        }

        int length() {
            return Math.abs(head - tail) - 1;
        }

        boolean rightwards() {
            return head > tail;
        }
    }

    /** Draws a frame, if both hosts have a lane. */
    void draw(SequenceDiagram.FrameArrow arrow, String clock) {
        way(arrow.event().from(), arrow.event().to()).ifPresent(way -> {
            TextRow first = row.get();
            first.put(0, clock);
            boolean late =
                    arrow.arrived().filter(a -> a - arrow.sent() >= MILLI).isPresent();
            int length = late ? way.length() / 2 : arrow.event().lost() ? way.length() * 2 / 3 : way.length();
            Glyphs glyphs = frame.shape().glyphs();
            String head = arrow.event().lost()
                    ? glyphs.lost()
                    : late ? glyphs.horizontal() : way.rightwards() ? glyphs.right() : glyphs.left();
            line(first, way, 0, length, head);
            label(first, way, arrow.label());
            add.accept(first);
            if (late) {
                TextRow second = row.get();
                line(second, way, length, way.length() - length, way.rightwards() ? glyphs.right() : glyphs.left());
                add.accept(second);
            }
        });
    }

    private Optional<Way> way(String from, String to) {
        return IntStream.range(0, frame.lanes().size())
                .boxed()
                .filter(i -> frame.lanes().get(i).host().equals(Optional.of(from)))
                .flatMap(i -> IntStream.range(0, frame.lanes().size())
                        .boxed()
                        .filter(j -> frame.lanes().get(j).host().equals(Optional.of(to)))
                        .map(j -> new Way(middle(i), middle(j))))
                .min(Comparator.comparingInt(Way::length));
    }

    private int middle(int index) {
        return frame.centre(frame.lanes().get(index).id());
    }

    /** A part of the way, counted from its tail. */
    private void line(TextRow target, Way way, int from, int length, String head) {
        String dashes = frame.shape().glyphs().horizontal().repeat(Math.max(0, length - 1));
        int start = way.rightwards() ? way.left() + from : way.left() + way.length() - from - length;
        target.put(start, way.rightwards() ? dashes + head : head + dashes);
    }

    private void label(TextRow target, Way way, String text) {
        String label =
                TextRow.cut(text, way.length() / 2, frame.shape().glyphs().ellipsis());
        int at = way.rightwards() ? way.left() + 1 : way.left() + way.length() - 1 - DisplayWidth.of(label);
        target.put(at, label);
    }
}
