package socklab.bench;

import java.util.List;
import java.util.stream.IntStream;

/** What several runs of one thing gave: their middle, the least and the most. */
public record Spread(double median, double least, double most, int runs) {

    /** The spread of at least one figure; of an even number of them the median is the mean of the middle two. */
    public static Spread of(List<Double> figures) {
        double[] sorted =
                figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("no figures");
        }
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1], sorted.length);
    }

    /** The spread of one row of figures over another, turn by turn; as many turns as the shorter row has. */
    public static Spread ratio(List<Double> ours, List<Double> theirs) {
        int turns = Math.min(ours.size(), theirs.size());
        return of(IntStream.range(0, turns)
                .mapToObj(i -> ours.get(i) / theirs.get(i))
                .toList());
    }
}
