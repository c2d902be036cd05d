package socklab.view;

import java.util.Locale;

/** The numbers of a chart as text. */
public final class ChartNumbers {
    private static final double SECOND = 1e9;
    /** From here on a value has no decimals. */
    private static final double LARGE = 100;

    private ChartNumbers() {}

    /** A value: without decimals where it is whole or large. */
    public static String value(double value) {
        return value == Math.rint(value) || value >= LARGE
                ? Long.toString(Math.round(value))
                : String.format(Locale.ROOT, "%.2f", value);
    }

    /** A time since the chart begins. */
    public static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.3f s", nanos / SECOND);
    }
}
