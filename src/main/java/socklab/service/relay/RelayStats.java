package socklab.service.relay;

import java.util.EnumMap;
import java.util.Map;

/**
 * What passed in one direction so far.
 *
 * @param bytes of all counts
 * @param delays of what was sent: how long it was kept
 */
public record RelayStats(Map<Count, Long> bytes, Map<Count, Long> items, Spread delays) {

    /** What is counted. */
    public enum Count {
        /** Came to the relay. */
        ARRIVED,
        /** Chosen to be lost: by the loss model, {@code drop} or {@code first}; copies included. */
        LOST,
        /** Chosen to be sent twice. */
        DUPLICATED,
        /** One bit turned over. */
        CORRUPTED,
        /** Sent at once, before what waited. */
        OVERTOOK,
        /** Dropped because too much was on its way. */
        FULL,
        /** Handed to the kernel for its receiver. */
        SENT,
        /** Refused by the kernel. */
        UNSENT,
        /** Taken, and not passed on, by {@code half-open}. */
        SWALLOWED
    }

    /** How many. */
    public long of(Count count) {
        return items.getOrDefault(count, 0L);
    }

    /** How many bytes. */
    public long bytesOf(Count count) {
        return bytes.getOrDefault(count, 0L);
    }

    /** Times: how many, their sum in nanoseconds, and the sum of their squares in seconds. */
    public record Spread(long count, double sum, double squares) {
        /** The mean, in milliseconds. */
        public double mean() {
            return count == 0 ? 0 : sum / count / 1e6;
        }

        /** The standard deviation, in milliseconds. */
        public double deviation() {
            double mean = mean() / 1e3;
            return count == 0 ? 0 : Math.sqrt(Math.max(0, squares / count - mean * mean)) * 1e3;
        }
    }

    static RelayStats of(long[] items, long[] bytes, Spread delays) {
        Map<Count, Long> itemMap = new EnumMap<>(Count.class);
        Map<Count, Long> byteMap = new EnumMap<>(Count.class);
        for (Count c : Count.values()) {
            itemMap.put(c, items[c.ordinal()]);
            byteMap.put(c, bytes[c.ordinal()]);
        }
        return new RelayStats(byteMap, itemMap, delays);
    }
}
