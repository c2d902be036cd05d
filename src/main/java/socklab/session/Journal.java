package socklab.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import socklab.call.Out;
import socklab.call.Outcome;

/**
 * The record of all that happened, in order.
 *
 * <p>It is bounded: of a session of millions of calls the newest {@link #MOST_EVENTS} events and at most
 * {@link #MOST_BYTES} of their data are kept, and {@link #forgotten} counts the others.
 */
public final class Journal {
    /** How many events are kept. */
    public static final int MOST_EVENTS = 100_000;

    /** How many bytes of data are kept with them. */
    public static final long MOST_BYTES = 64L << 20;

    private final Deque<Event> events = new ArrayDeque<>();
    /** The size of each event's data, apart from the event: letting go of an old event must not fetch it from far memory. */
    private final Sizes sizes = new Sizes();
    private List<Consumer<Event>> listeners = List.of();
    private long bytes;
    private long forgotten;

    /** Adds an event, and tells the listeners. */
    public synchronized void append(Event event) {
        events.addLast(event);
        int size = size(event);
        sizes.addLast(size);
        bytes += size;
        while (events.size() > MOST_EVENTS || bytes > MOST_BYTES && events.size() > 1) {
            events.removeFirst();
            bytes -= sizes.removeFirst();
            forgotten++;
        }
        for (int i = 0; i < listeners.size(); i++) {
            listeners.get(i).accept(event);
        }
    }

    /** A queue of numbers without boxes. */
    private static final class Sizes {
        private int[] ring = new int[16];
        private int first;
        private int count;

        void addLast(int size) {
            if (count == ring.length) {
                int[] larger = new int[2 * count];
                for (int i = 0; i < count; i++) {
                    larger[i] = ring[(first + i) % count];
                }
                ring = larger;
                first = 0;
            }
            ring[(first + count++) % ring.length] = size;
        }

        int removeFirst() {
            int size = ring[first];
            first = (first + 1) % ring.length;
            count--;
            return size;
        }

        void clear() {
            count = 0;
        }
    }

    private static int size(Event event) {
        if (!(event instanceof Event.Finished f) || !(f.outcome() instanceof Outcome.Returned r)) {
            return 0;
        }
        int size = 0;
        for (Out out : r.outs()) {
            size += switch (out) {
                case Out.Data d -> d.data().length();
                case Out.Message m -> m.data().length();
                case Out.Messages m -> m.lengths().stream().mapToInt(Integer::intValue).sum();
                case Out.Nothing _, Out.Untouched _, Out.Name _, Out.Value _, Out.Pair _, Out.Number _, Out.Ready _, Out.Left _ -> 0;
            };
        }
        return size;
    }

    /** All events kept, oldest first. */
    public synchronized List<Event> events() {
        return new ArrayList<>(events);
    }

    /** How many events were let go. */
    public synchronized long forgotten() {
        return forgotten;
    }

    /** From now on that listener hears of every event. */
    public synchronized void listen(Consumer<Event> listener) {
        List<Consumer<Event>> more = new ArrayList<>(listeners);
        more.add(listener);
        listeners = List.copyOf(more);
    }

    /** That listener hears no more. */
    public synchronized void unlisten(Consumer<Event> listener) {
        listeners = listeners.stream().filter(l -> l != listener).toList();
    }

    /** Forgets everything. */
    public synchronized void clear() {
        events.clear();
        sizes.clear();
        bytes = 0;
        forgotten = 0;
    }
}
