package socklab.service;

import java.util.EnumMap;
import java.util.Map;

/** Counts, with their bytes, by kind. One thread counts; any thread may read. */
public final class Counters<C extends Enum<C>> {
    private final Class<C> kinds;
    private final long[] items;
    private final long[] bytes;

    public Counters(Class<C> kinds) {
        this.kinds = kinds;
        this.items = new long[kinds.getEnumConstants().length];
        this.bytes = new long[items.length];
    }

    /** Adds one without bytes. */
    public void count(C kind) {
        count(kind, 1, 0);
    }

    public synchronized void count(C kind, long moreItems, long moreBytes) {
        items[kind.ordinal()] += moreItems;
        bytes[kind.ordinal()] += moreBytes;
    }

    /** The counts as they are now. */
    public synchronized Counts<C> counts() {
        Map<C, Long> itemsByKind = new EnumMap<>(kinds);
        Map<C, Long> bytesByKind = new EnumMap<>(kinds);
        for (C kind : kinds.getEnumConstants()) {
            itemsByKind.put(kind, items[kind.ordinal()]);
            bytesByKind.put(kind, bytes[kind.ordinal()]);
        }
        return new Counts<>(itemsByKind, bytesByKind);
    }
}
