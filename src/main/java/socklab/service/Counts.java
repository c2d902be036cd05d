package socklab.service;

import java.util.Map;

/** A snapshot of {@link Counters}. */
public record Counts<C extends Enum<C>>(Map<C, Long> items, Map<C, Long> bytes) {

    /** How many. */
    public long of(C kind) {
        return items.getOrDefault(kind, 0L);
    }

    /** How many bytes in all of these. */
    public long bytesOf(C kind) {
        return bytes.getOrDefault(kind, 0L);
    }
}
