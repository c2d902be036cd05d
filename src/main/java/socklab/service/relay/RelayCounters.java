package socklab.service.relay;

import java.util.Optional;
import socklab.service.relay.RelayStats.Count;
import socklab.service.relay.RelayStats.Spread;

/** Counts in one direction as a relay works. For its thread; the counts may be read from any. */
final class RelayCounters {
    private static final double NANOS = 1e9;
    private static final int KINDS = Count.values().length;

    private final long[] items = new long[KINDS];
    private final long[] bytes = new long[KINDS];
    private long delayed;
    private double sum;
    private double squares;
    private Optional<Long> first = Optional.empty();
    private long last;

    synchronized void count(Count count, long size) {
        items[count.ordinal()]++;
        bytes[count.ordinal()] += size;
    }

    /** Something was sent that came at {@code arrived}. Readings of nanoTime. */
    synchronized void sent(long size, long arrived, long now) {
        count(Count.SENT, size);
        double seconds = (now - arrived) / NANOS;
        delayed++;
        sum += now - arrived;
        squares += seconds * seconds;
        first = first.or(() -> Optional.of(arrived));
        last = now;
    }

    /** The nanoseconds from the first arrival that was passed on to the last sending. */
    synchronized long span() {
        return first.map(f -> last - f).orElse(0L);
    }

    synchronized RelayStats counts() {
        return RelayStats.of(items, bytes, new Spread(delayed, sum, squares));
    }
}
