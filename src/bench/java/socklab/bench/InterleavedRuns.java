package socklab.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import socklab.text.Message;

/** Sides measured by turns. The first is socklab's own. */
final class InterleavedRuns {
    private final List<ComparedProgram> sides;
    private final Map<ComparedProgram, List<List<Double>>> taken = new LinkedHashMap<>();
    private final Map<ComparedProgram, Message> lacking = new LinkedHashMap<>();

    private InterleavedRuns(List<ComparedProgram> sides) {
        this.sides = List.copyOf(sides);
    }

    /**
     * Measures each side as often as the effort says, in one order and then in the other, so that what a side leaves
     * behind is not always the same one's to bear; one that lacks something is left out.
     */
    static InterleavedRuns take(Effort effort, List<ComparedProgram> sides) throws IOException {
        InterleavedRuns turns = new InterleavedRuns(sides);
        for (int round = 0; round < effort.rounds(); round++) {
            for (ComparedProgram side : round % 2 == 0 ? sides : sides.reversed()) {
                turns.turn(side);
            }
        }
        return turns;
    }

    private void turn(ComparedProgram side) throws IOException {
        if (lacking.containsKey(side)) {
            return;
        }
        try {
            List<Double> figures = side.turn().measure();
            taken.computeIfAbsent(side, _ -> new ArrayList<>()).add(figures);
        } catch (MissingTool e) {
            lacking.put(side, e.why());
        }
    }

    /** The figures at an index of those that each turn gives, and the ratio of the first side to each other side. */
    Figures figures(Message title, String unit, int index, Map<ComparedProgram, Goal> goals) {
        Optional<List<Double>> ours = column(sides.getFirst(), index);
        return new Figures(
                title, unit, rows(index, sides.getFirst(), column -> ours.map(o -> Spread.ratio(o, column)), goals));
    }

    /** The first figures of each turn, and the ratio of each side to the base. */
    Figures comparedWith(
            ComparedProgram base, Message ratio, Message title, String unit, Map<ComparedProgram, Goal> goals) {
        Optional<List<Double>> theirs = column(base, 0);
        return new Figures(
                title, unit, ratio, rows(0, base, column -> theirs.map(t -> Spread.ratio(column, t)), goals));
    }

    private List<Figures.Row> rows(
            int index,
            ComparedProgram without,
            Function<List<Double>, Optional<Spread>> ratio,
            Map<ComparedProgram, Goal> goals) {
        List<Figures.Row> rows = new ArrayList<>();
        for (ComparedProgram side : sides) {
            Optional<List<Double>> column = column(side, index);
            rows.add(
                    column.isEmpty()
                            ? new Figures.Row.LeftOut(side.name(), lacking.get(side))
                            : new Figures.Row.Measured(
                                    side.name(),
                                    Spread.of(column.get()),
                                    side == without ? Optional.empty() : ratio.apply(column.get()),
                                    Optional.ofNullable(goals.get(side))));
        }
        return rows;
    }

    private Optional<List<Double>> column(ComparedProgram side, int index) {
        return Optional.ofNullable(lacking.containsKey(side) ? null : taken.get(side))
                .map(t -> t.stream().map(f -> f.get(index)).toList());
    }
}
