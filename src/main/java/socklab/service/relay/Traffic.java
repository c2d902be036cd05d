package socklab.service.relay;

import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import socklab.service.Counters;
import socklab.service.Counts;

/** What passed in one direction. The relay's thread counts; any thread may read. */
public final class Traffic {
    private static final double NANOS = 1e9;

    private final Counters<Count> counters = new Counters<>(Count.class);
    private long delayed;
    private double sum;
    private double squares;
    private Optional<Long> first = Optional.empty();
    private long last;

    /** What is counted. */
    public enum Count {
        /** Arrived at the relay. */
        ARRIVED,
        /** Chosen to be lost by the loss model, {@code drop} or {@code first}; copies included. */
        LOST,
        /** Chosen to be sent twice. */
        DUPLICATED,
        /** One bit inverted. */
        CORRUPTED,
        /** Sent at once, before what waited. */
        OVERTOOK,
        /** Dropped because too much was on its way. */
        FULL,
        /** Passed to the kernel for the receiver. */
        SENT,
        /** Refused by the kernel. */
        UNSENT,
        /** Taken and not passed on, by {@code half-open}. */
        SWALLOWED
    }

    /** How long what was sent had been kept: how many, the sum in nanoseconds, the sum of squares in seconds. */
    record Delays(long count, double sum, double squares) {
        /** The mean, in milliseconds. */
        double mean() {
            return count == 0 ? 0 : sum / count / 1e6;
        }

        /** The standard deviation, in milliseconds. */
        double deviation() {
            double mean = mean() / 1e3;
            return count == 0 ? 0 : Math.sqrt(Math.max(0, squares / count - mean * mean)) * 1e3;
        }
    }

    void count(Count kind, long size) {
        counters.count(kind, 1, size);
    }

    /** Something was sent that arrived at {@code arrived}. Times by {@link System#nanoTime}. */
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

    synchronized Delays delays() {
        return new Delays(delayed, sum, squares);
    }

    Counts<Count> counts() {
        return counters.counts();
    }

    /** The datagrams that were not lost, dropped or sent yet. */
    static long itemsInTransit(Counts<Count> counts) {
        return inTransit(counts::of);
    }

    /** The bytes that were not lost, dropped or sent yet. */
    static long bytesInTransit(Counts<Count> counts) {
        return inTransit(counts::bytesOf);
    }

    private static long inTransit(ToLongFunction<Count> of) {
        long in = of.applyAsLong(Count.ARRIVED) + of.applyAsLong(Count.DUPLICATED);
        return in
                - Stream.of(Count.LOST, Count.FULL, Count.SENT, Count.UNSENT, Count.SWALLOWED)
                        .mapToLong(of)
                        .sum();
    }
}
