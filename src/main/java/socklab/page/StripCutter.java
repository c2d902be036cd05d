package socklab.page;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;

/** Cuts a picture into strips that fit on a page, at heights where no text stands. */
final class StripCutter {
    /** As high as a page of A4 has room for, with margins and the heads of the lanes. */
    static final int MOST = 860;

    private static final int TEXT = 24;
    private static final int LABEL = 9;

    private StripCutter() {}

    static List<LadderPicture.Strip> cut(LadderPicture.Marks all, int height, IntFunction<String> clock) {
        BitSet text = text(all, height);
        List<LadderPicture.Strip> strips = new ArrayList<>();
        int top = 0;
        while (top < height || strips.isEmpty()) {
            int bottom = Math.min(height, top + MOST);
            while (bottom < height && bottom > top + MOST / 2 && text.get(bottom)) {
                bottom--;
            }
            LadderPicture.Marks marks = between(all, top, bottom);
            int from = top;
            int calls = (int) marks.boxes().stream().filter(b -> b.y() >= from).count();
            strips.add(new LadderPicture.Strip(
                    strips.size(), top, Math.max(1, bottom - top), clock.apply(top), calls, marks));
            top = bottom;
        }
        return strips;
    }

    private static BitSet text(LadderPicture.Marks all, int height) {
        BitSet text = new BitSet(height + 1);
        all.boxes().forEach(b -> {
            set(text, b.y() - 2, Math.min(b.bottom(), b.y() + 2 * TEXT));
            set(text, Math.max(b.y(), b.bottom() - TEXT), b.bottom() + 2);
        });
        all.states().forEach(s -> set(text, s.y() - 2, s.y() + TEXT));
        all.gaps().forEach(g -> set(text, g.y() - LABEL, g.y() + LABEL));
        all.ticks().forEach(t -> set(text, t.y() - 2, t.y() + LABEL + 6));
        all.arrows().forEach(a -> set(text, a.labelY() - LadderPicture.LABEL, a.labelY() + 4));
        return text;
    }

    private static void set(BitSet bits, int from, int to) {
        bits.set(Math.max(0, from), Math.max(0, to + 1));
    }

    private static LadderPicture.Marks between(LadderPicture.Marks all, int from, int to) {
        return new LadderPicture.Marks(
                of(all.lines(), LadderPicture.Line::top, LadderPicture.Line::bottom, from, to),
                of(all.ticks(), LadderPicture.Tick::y, t -> t.y() + LABEL, from, to),
                of(all.gaps(), g -> g.y() - LABEL, g -> g.y() + LABEL, from, to),
                of(all.boxes(), LadderPicture.Box::y, LadderPicture.Box::bottom, from, to),
                of(all.arrows(), LadderPicture.Arrow::top, LadderPicture.Arrow::bottom, from, to),
                of(all.states(), LadderPicture.State::y, s -> s.y() + TEXT, from, to));
    }

    private static <T> List<T> of(List<T> all, ToIntFunction<T> top, ToIntFunction<T> bottom, int from, int to) {
        return all.stream()
                .filter(t -> top.applyAsInt(t) < to && bottom.applyAsInt(t) > from)
                .toList();
    }
}
