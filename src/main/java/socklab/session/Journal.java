package socklab.session;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import socklab.call.Arg;
import socklab.call.Outcome;

/**
 * The record of all that happened, in order.
 *
 * <p>It is bounded: of a session of millions of calls the newest {@link #MOST_EVENTS} events and at most
 * {@link #MOST_BYTES} of their data are kept, and {@link #forgotten} counts the others. What built-in servers do
 * is bounded apart, so that a busy server does not push out what the user did.
 */
public final class Journal {
    /** How many events are kept. */
    public static final int MOST_EVENTS = 30_000;

    /** How many bytes of data are kept with them. */
    public static final long MOST_BYTES = 64L << 20;

    /** How many of the calls of built-in servers are kept. */
    public static final int MOST_SERVED = 5_000;

    /** How many bytes of data are kept with those. */
    static final long MOST_SERVED_BYTES = 4L << 20;

    private final Tail own = new Tail(MOST_EVENTS, MOST_BYTES);
    private final Tail served = new Tail(MOST_SERVED, MOST_SERVED_BYTES);
    private List<Consumer<Event>> listeners = List.of();
    private long places;
    private long forgotten;

    /** Adds an event, and tells the listeners. */
    public synchronized void append(Event event) {
        Tail tail = event instanceof Event.Served ? served : own;
        forgotten += tail.add(places++, size(event), event);
        for (int i = 0; i < listeners.size(); i++) {
            listeners.get(i).accept(event);
        }
    }

    private static int size(Event event) {
        if (event instanceof Event.Served s) {
            return size(s.call()) + s.call().invocation().first(Arg.Payload.class).map(p -> p.data().length()).orElse(0);
        }
        if (!(event instanceof Event.Finished f) || !(f.outcome() instanceof Outcome.Returned r)) {
            return 0;
        }
        int size = 0;
        for (int i = 0; i < r.outs().size(); i++) {
            size += r.outs().get(i).size();
        }
        return size;
    }

    /** All events kept, oldest first. */
    public synchronized List<Event> events() {
        List<Event> all = new ArrayList<>(own.count() + served.count());
        int next = 0;
        for (int i = 0; i < own.count(); i++) {
            while (next < served.count() && served.place(next) < own.place(i)) {
                all.add(served.event(next++));
            }
            all.add(own.event(i));
        }
        while (next < served.count()) {
            all.add(served.event(next++));
        }
        return all;
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
        own.clear();
        served.clear();
        forgotten = 0;
    }
}
