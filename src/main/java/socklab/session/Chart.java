package socklab.session;

import java.util.List;
import socklab.text.Message;

/**
 * Values over time. It is data only: a terminal, a table and a page each draw it in their own way.
 *
 * @param unit of the values
 */
public record Chart(Message title, Message unit, List<Series> series) {
    /**
     * One thing that is drawn.
     *
     * @param points by time, oldest first
     */
    public record Series(Message name, Mark mark, List<Point> points) {}

    /**
     * A value at a moment.
     *
     * @param nanos since the chart begins
     * @param low the lower end; equal to the upper one for a single value
     */
    public record Point(long nanos, double low, double high) {
        /** A single value. */
        public static Point of(long nanos, double value) {
            return new Point(nanos, value, value);
        }
    }

    /** How points are drawn. */
    public enum Mark {
        /** A line; a value holds until the next one. */
        LINE,
        /** The same, dotted. */
        DOTTED,
        /** A bar from the lower end to the upper one. */
        BAR,
        /** A segment that is sent again. */
        AGAIN,
        /** A segment that is lost. */
        LOST;

        /** Whether a value holds until the next one. */
        public boolean holds() {
            return this == LINE || this == DOTTED;
        }
    }

    /** The time of the last point, in nanoseconds since the chart begins. */
    public long until() {
        return series.stream()
                .flatMap(s -> s.points().stream())
                .mapToLong(Point::nanos)
                .max()
                .orElse(0);
    }

    /** The largest value. */
    public double top() {
        return series.stream()
                .flatMap(s -> s.points().stream())
                .mapToDouble(Point::high)
                .max()
                .orElse(0);
    }
}
