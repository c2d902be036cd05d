package socklab.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import socklab.call.Arg;
import socklab.call.Out;
import socklab.call.Outcome;

/**
 * The record of all that happened, in order.
 *
 * <p>It is bounded: of a session of millions of calls the newest {@link #MOST_EVENTS} events and at most
 * {@link #MOST_BYTES} of their data are kept, and {@link #forgotten} counts the others. A built-in server's calls
 * have a bound of their own: however busy it is, it drives none of the user's calls out.
 */
public final class Journal {
    /** How many events are kept. */
    public static final int MOST_EVENTS = 200_000;

    /** How many bytes of data are kept with them. */
    public static final long MOST_BYTES = 64L << 20;

    /** How many of the calls of built-in servers are kept, and how many bytes of data with them. */
    public static final int MOST_SERVED = 5_000;
    static final long MOST_SERVED_BYTES = 4L << 20;

    /** An event and its place among all. */
    private record Entry(long place, Event event) {}

    /** Events of which the newest are kept. */
    private static final class Tail {
        private final Deque<Entry> entries = new ArrayDeque<>();
        private final int most;
        private final long mostBytes;
        private long bytes;

        Tail(int most, long mostBytes) {
            this.most = most;
            this.mostBytes = mostBytes;
        }

        /** Adds an event; returns how many had to go. */
        int add(Entry entry) {
            entries.addLast(entry);
            bytes += size(entry.event());
            int gone = 0;
            while (entries.size() > most || bytes > mostBytes && entries.size() > 1) {
                bytes -= size(entries.removeFirst().event());
                gone++;
            }
            return gone;
        }

        void clear() {
            entries.clear();
            bytes = 0;
        }
    }

    private final Tail own = new Tail(MOST_EVENTS, MOST_BYTES);
    private final Tail served = new Tail(MOST_SERVED, MOST_SERVED_BYTES);
    private final List<Consumer<Event>> listeners = new CopyOnWriteArrayList<>();
    private long places;
    private long forgotten;

    /** Adds an event, and tells the listeners. */
    public synchronized void append(Event event) {
        forgotten += (event instanceof Event.Served ? served : own).add(new Entry(places++, event));
        for (Consumer<Event> listener : listeners) {
            listener.accept(event);
        }
    }

    private static long size(Event event) {
        if (event instanceof Event.Served s) {
            return size(s.call()) + s.call().invocation().first(Arg.Payload.class).map(p -> p.data().length()).orElse(0);
        }
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
        List<Event> all = new ArrayList<>(own.entries.size() + served.entries.size());
        Iterator<Entry> theirs = served.entries.iterator();
        Optional<Entry> next = next(theirs);
        for (Entry entry : own.entries) {
            while (next.isPresent() && next.get().place() < entry.place()) {
                all.add(next.get().event());
                next = next(theirs);
            }
            all.add(entry.event());
        }
        next.ifPresent(e -> all.add(e.event()));
        theirs.forEachRemaining(e -> all.add(e.event()));
        return all;
    }

    private static Optional<Entry> next(Iterator<Entry> entries) {
        return entries.hasNext() ? Optional.of(entries.next()) : Optional.empty();
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
        own.clear();
        served.clear();
        forgotten = 0;
    }
}
