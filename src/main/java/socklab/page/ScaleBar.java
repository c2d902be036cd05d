package socklab.page;

import java.util.function.LongToIntFunction;

/** The bar of a scale: a round duration that is about an inch high. */
record ScaleBar(int units, long nanos) {
    private static final int LEAST = 30;
    private static final long LONGEST = 1_000_000_000_000L;

    static ScaleBar of(LongToIntFunction units) {
        long nanos = 1_000_000;
        while (units.applyAsInt(nanos) < LEAST && nanos < LONGEST) {
            nanos = Long.toString(nanos).startsWith("2") ? nanos / 2 * 5 : nanos * 2;
        }
        return new ScaleBar(units.applyAsInt(nanos), nanos);
    }
}
