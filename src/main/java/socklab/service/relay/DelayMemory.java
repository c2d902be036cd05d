package socklab.service.relay;

import java.util.OptionalLong;
import socklab.service.relay.netem.Impairment;
import socklab.service.relay.netem.ImpairmentModel.Delay;
import socklab.service.relay.netem.ImpairmentModel.Rate;

/**
 * How many bytes a TCP relay keeps. Bytes that are delayed have to be kept, so this bounds the throughput: as many as
 * arrive in the time of the delay at {@link #WANTED}, but no more than {@link #MOST} for one connection, and all
 * connections together a quarter of the heap.
 */
final class DelayMemory {
    /** Each connection may keep so many, delayed or not. */
    private static final long LEAST = 256 << 10;

    private static final long MOST = 64 << 20;
    /** The throughput aimed at, in bits per second. */
    private static final double WANTED = 1e9;

    private static final double NANOS = 1e9;

    private final long budget;
    private long used;

    /** @param budget the bytes that all connections may keep together */
    DelayMemory(long budget) {
        this.budget = budget;
    }

    /** A quarter of the heap. */
    static DelayMemory ofHeap() {
        return new DelayMemory(Runtime.getRuntime().maxMemory() / 4);
    }

    /** Whether a direction of a connection that keeps so many bytes may read more. */
    boolean hasRoom(long kept, Impairment impairment) {
        return kept < LEAST || kept < capacity(impairment) && used < budget;
    }

    private long capacity(Impairment impairment) {
        double wanted = WANTED / 8 * delay(impairment) / NANOS;
        return Math.clamp((long) (1.25 * wanted), LEAST, Math.min(MOST, Math.max(budget, LEAST)));
    }

    /** The longest delay, in nanoseconds. */
    private static long delay(Impairment impairment) {
        return impairment.find(Delay.class).map(d -> d.time() + d.jitter()).orElse(0L);
    }

    /** The most megabytes that a direction of a connection keeps. */
    long megabytes(Impairment impairment) {
        return capacity(impairment) >> 20;
    }

    /** The throughput in Mbit/s that the delay allows, if that is less than wanted and less than the rate. */
    OptionalLong limit(Impairment impairment) {
        long delay = delay(impairment);
        double most = delay == 0 ? WANTED : capacity(impairment) * 8.0 * NANOS / delay;
        double wanted =
                impairment.find(Rate.class).map(r -> (double) r.bitsPerSecond()).orElse(WANTED);
        return most < Math.min(wanted, WANTED) ? OptionalLong.of(Math.round(most / 1e6)) : OptionalLong.empty();
    }

    /** So many bytes more are kept. */
    void add(long bytes) {
        used += bytes;
    }

    /** So many bytes are no longer kept. */
    void remove(long bytes) {
        used -= bytes;
    }
}
