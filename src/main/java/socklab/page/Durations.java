package socklab.page;

import java.util.Locale;

/** Durations for a reader, in the unit that suits them: {@code 41 µs}, {@code 3.2 ms}, {@code 12.3 s}. */
final class Durations {
    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000;

    private Durations() {}

    static String text(long nanos) {
        if (nanos < MILLI) {
            return nanos / MICRO + " µs";
        }
        return nanos < SECOND
                ? String.format(Locale.ROOT, "%.1f ms", nanos / (double) MILLI)
                : String.format(Locale.ROOT, nanos < 10 * SECOND ? "%.2f s" : "%.1f s", nanos / (double) SECOND);
    }
}
