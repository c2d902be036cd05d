package socklab.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** Cuts a picture into strips that fit on a page, at heights where no text stands. */
final class StripCutter {
    /** As high as a page of A4 has room for, with margins and the heads of the lanes. */
    static final int MOST = 860;

    private static final int TEXT = 24;
    private static final int LABEL = 9;

    private StripCutter() {}

    static List<LadderPicture.Strip> cut(LadderPicture.Marks all, int height, IntFunction<String> clock) {
        int[] tops = tops(text(all, height), height);
        Parts parts = new Parts(tops, all);
        List<LadderPicture.Strip> strips = new ArrayList<>();
        for (int i = 0; i < tops.length; i++) {
            int top = tops[i];
            int bottom = i + 1 < tops.length ? tops[i + 1] : height;
            LadderPicture.Marks marks = parts.marks(i);
            int calls = (int) marks.boxes().stream().filter(b -> b.y() >= top).count();
            strips.add(new LadderPicture.Strip(i, top, Math.max(1, bottom - top), clock.apply(top), calls, marks));
        }
        return strips;
    }

    /** The heights at which strips begin: at least one. */
    private static int[] tops(BitSet text, int height) {
        IntStream.Builder tops = IntStream.builder();
        int top = 0;
        do {
            tops.add(top);
            int bottom = Math.min(height, top + MOST);
            while (bottom < height && bottom > top + MOST / 2 && text.get(bottom)) {
                bottom--;
            }
            top = bottom;
        } while (top < height);
        return tops.build().toArray();
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

    /** The marks of each strip. One that reaches over a cut is in both. */
    private static final class Parts {
        private final int[] tops;
        private final List<List<LadderPicture.Line>> lines;
        private final List<List<LadderPicture.Tick>> ticks;
        private final List<List<LadderPicture.Gap>> gaps;
        private final List<List<LadderPicture.Box>> boxes;
        private final List<List<LadderPicture.Arrow>> arrows;
        private final List<List<LadderPicture.State>> states;

        Parts(int[] tops, LadderPicture.Marks all) {
            this.tops = tops;
            this.lines = split(all.lines(), LadderPicture.Line::top, LadderPicture.Line::bottom);
            this.ticks = split(all.ticks(), LadderPicture.Tick::y, t -> t.y() + LABEL);
            this.gaps = split(all.gaps(), g -> g.y() - LABEL, g -> g.y() + LABEL);
            this.boxes = split(all.boxes(), LadderPicture.Box::y, LadderPicture.Box::bottom);
            this.arrows = split(all.arrows(), LadderPicture.Arrow::top, LadderPicture.Arrow::bottom);
            this.states = split(all.states(), LadderPicture.State::y, s -> s.y() + TEXT);
        }

        private <T> List<List<T>> split(List<T> all, ToIntFunction<T> top, ToIntFunction<T> bottom) {
            List<List<T>> split = new ArrayList<>();
            for (int _ : tops) {
                split.add(new ArrayList<>());
            }
            for (T mark : all) {
                for (int i = at(top.applyAsInt(mark)); i < tops.length && tops[i] < bottom.applyAsInt(mark); i++) {
                    split.get(i).add(mark);
                }
            }
            return split;
        }

        /** The strip that a height is in. */
        private int at(int height) {
            int found = Arrays.binarySearch(tops, height);
            return found >= 0 ? found : Math.max(0, -found - 2);
        }

        LadderPicture.Marks marks(int strip) {
            return new LadderPicture.Marks(
                    lines.get(strip),
                    ticks.get(strip),
                    gaps.get(strip),
                    boxes.get(strip),
                    arrows.get(strip),
                    states.get(strip));
        }
    }
}
