package socklab.service.relay;

import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import socklab.call.Bytes;
import socklab.service.relay.netem.Decision;
import socklab.service.relay.netem.Impairment;
import socklab.service.relay.netem.ImpairmentModel.Limit;
import socklab.service.relay.netem.ImpairmentModel.Rate;

/**
 * What is on its way in one direction: datagrams by the time they are due, no more of them than the limit, and a
 * link that takes its time for each. Times are readings of nanoTime.
 *
 * <p>Source: Linux, net/sched/sch_netem.c, netem_enqueue and tfifo_enqueue.
 */
public final class DelayQueue<P> {
    /** However high the limit is, so many bytes wait at most. */
    static final long MOST_BYTES = 64L << 20;

    private final PriorityQueue<Transit<P>> queue = new PriorityQueue<>(
            Comparator.<Transit<P>>comparingLong(t -> t.due() - ORIGIN).thenComparingLong(Transit::order));
    private static final long ORIGIN = System.nanoTime();
    private long bytes;
    private long order;
    private long lastDue;

    /** A datagram on its way. */
    public record Transit<P>(long due, long order, long arrived, Bytes data, P path) {}

    /** Whether one more of that size is too much. */
    public boolean full(Impairment impairment, int size) {
        int limit = impairment.find(Limit.class).map(Limit::datagrams).orElse(Limit.USUAL);
        return queue.size() >= limit || bytes + size > MOST_BYTES;
    }

    /** Adds a datagram; returns how many nanoseconds it will take. */
    public long enter(Impairment impairment, Decision.Transmission passage, Bytes data, P path, long now) {
        long due = due(impairment, passage, data.length(), now);
        lastDue = queue.isEmpty() ? due : Math.max(due, lastDue);
        queue.add(new Transit<>(due, order++, now, data, path));
        bytes += data.length();
        return due - now;
    }

    private long due(Impairment impairment, Decision.Transmission passage, int size, long now) {
        if (passage.overtakes()) {
            return now;
        }
        Optional<Rate> rate = impairment.find(Rate.class);
        if (rate.isEmpty()) {
            return now + passage.delay();
        }
        long onWire = rate.get().nanos((long) size + Rate.HEADERS);
        if (queue.isEmpty()) {
            return now + passage.delay() + onWire;
        }
        // what it waits for the one before counts toward its own delay
        return lastDue + Math.max(0, passage.delay() - (lastDue - now)) + onWire;
    }

    /** The next that is due, taken off. */
    public Optional<Transit<P>> take(long now) {
        if (queue.isEmpty() || queue.peek().due() - now > 0) {
            return Optional.empty();
        }
        Transit<P> transit = queue.remove();
        bytes -= transit.data().length();
        return Optional.of(transit);
    }

    /** When the next is due. */
    public OptionalLong next() {
        return queue.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(queue.peek().due());
    }

    /** How many are on their way. */
    int size() {
        return queue.size();
    }
}
