package socklab.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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
    public static final int MOST_EVENTS = 200_000;

    /** How many bytes of data are kept with them. */
    public static final long MOST_BYTES = 64L << 20;

    private final Deque<Event> events = new ArrayDeque<>();
    private final List<Consumer<Event>> listeners = new CopyOnWriteArrayList<>();
    private long bytes;
    private long forgotten;

    /** Adds an event, and tells the listeners. */
    public synchronized void append(Event event) {
        events.addLast(event);
        bytes += size(event);
        while (events.size() > MOST_EVENTS || bytes > MOST_BYTES && events.size() > 1) {
            bytes -= size(events.removeFirst());
            forgotten++;
        }
        for (Consumer<Event> listener : listeners) {
            listener.accept(event);
        }
    }

    private static long size(Event event) {
        if (!(event instanceof Event.Finished f) || !(f.outcome() instanceof Outcome.Returned r)) {
            return 0;
        }
        long size = 0;
        for (Out out : r.outs()) {
            size += out instanceof Out.Data d ? d.data().length() : 0;
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
    public void listen(Consumer<Event> listener) {
        listeners.add(listener);
    }

    /** That listener hears no more. */
    public void unlisten(Consumer<Event> listener) {
        listeners.remove(listener);
    }

    /** Forgets everything. */
    public synchronized void clear() {
        events.clear();
        bytes = 0;
        forgotten = 0;
    }
}
