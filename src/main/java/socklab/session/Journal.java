package socklab.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import socklab.call.Invocation;

/**
 * The record of all that happened, in order.
 *
 * <p>It is bounded: of a session of millions of calls the newest {@link #MOST_EVENTS} events and at most
 * {@link #MOST_BYTES} of their data are kept, and {@link #forgotten} counts the others. What built-in servers do
 * is bounded apart, and so are frames on the wire, so that a busy server does not push out what the user did.
 */
public final class Journal {
    /** How many events are kept. */
    public static final int MOST_EVENTS = 20_000;

    /** How many bytes of data are kept with them. */
    public static final long MOST_BYTES = 64L << 20;

    /** How many of the calls of built-in servers are kept. */
    public static final int MOST_SERVED = 5_000;

    /** How many bytes of data are kept with those. */
    static final long MOST_SERVED_BYTES = 4L << 20;

    private final BoundedLog<Event> own = new BoundedLog<>(MOST_EVENTS, MOST_BYTES, Event::dataBytes);
    private final BoundedLog<Between> served =
            new BoundedLog<>(MOST_SERVED, MOST_SERVED_BYTES, b -> b.event().dataBytes());
    private List<Consumer<Event>> listeners = List.of();
    /** All of them in one: a loop over them would be compiled together with what each of them does. */
    private Consumer<Event> told = _ -> {};

    private final List<Source> sources = new ArrayList<>();
    private int calls;

    /** A built-in server's call or a frame, and how many other events came before it. */
    private record Between(long before, Event event) {}

    /** Adds that a call is about to be made, and gives it its number. */
    synchronized Event.Started start(String line, Invocation invocation, Optional<Socket> socket) {
        Event.Started started = new Event.Started(nextCall(line), invocation, socket);
        add(started);
        return started;
    }

    /** The number that the next call will have. */
    public synchronized int nextNumber() {
        return calls + 1;
    }

    /** Adds what another program did, without telling listeners; its calls get the next numbers. */
    public synchronized void load(List<Event> events) {
        for (Event event : events) {
            own.add(event);
            if (event instanceof Event.Started s) {
                calls = Math.max(calls, s.id().number());
            }
        }
    }

    /** The number of a call. */
    synchronized Event.CallId nextCall(String line) {
        return new Event.CallId(++calls, line);
    }

    /**
     * Adds an event, and tells the listeners. What sources have comes before the end of a call that received something.
     */
    public synchronized void append(Event event) {
        if (event instanceof Event.Finished f
                && f.invocation().call().received().isPresent()) {
            takeFromSources();
        }
        add(event);
    }

    /** Something that happens beside the user's calls, such as what a service does. */
    public interface Source {
        /** The events that are not in the journal yet, in order. The journal's lock is held, so it must not block. */
        List<Timed> take();

        /** An event and when it happened, by {@link System#nanoTime}. */
        record Timed(long at, Event event) {}
    }

    /** From now on the journal takes events from that source, too. */
    public synchronized void attach(Source source) {
        sources.add(source);
    }

    /** The journal takes nothing more from that source. */
    public synchronized void detach(Source source) {
        sources.remove(source);
    }

    /** Adds what all sources have, in the order in which it happened. */
    public synchronized void takeFromSources() {
        sources.stream()
                .flatMap(s -> s.take().stream())
                .sorted(Comparator.comparingLong(Source.Timed::at))
                .map(Source.Timed::event)
                .toList()
                .forEach(this::add);
    }

    private void add(Event event) {
        if (event instanceof Event.Served || event instanceof Event.Frame) {
            served.add(new Between(own.end(), event));
        } else {
            own.add(event);
        }
        told.accept(event);
    }

    /** All events kept, oldest first. */
    public synchronized List<Event> events() {
        List<Event> events = own.all();
        List<Between> between = served.all();
        if (between.isEmpty()) {
            return events;
        }
        List<Event> all = new ArrayList<>(events.size() + between.size());
        int next = 0;
        for (int i = 0; i < events.size(); i++) {
            for (; next < between.size() && between.get(next).before() <= own.gone() + i; next++) {
                all.add(between.get(next).event());
            }
            all.add(events.get(i));
        }
        between.subList(next, between.size()).forEach(b -> all.add(b.event()));
        return all;
    }

    /** How many events were let go. */
    public synchronized long forgotten() {
        return own.gone() + served.gone();
    }

    /** From now on that listener hears of every event. */
    public synchronized void listen(Consumer<Event> listener) {
        List<Consumer<Event>> more = new ArrayList<>(listeners);
        more.add(listener);
        listeners(List.copyOf(more));
    }

    /** That listener hears no more. */
    public synchronized void unlisten(Consumer<Event> listener) {
        listeners(listeners.stream().filter(l -> l != listener).toList());
    }

    private void listeners(List<Consumer<Event>> all) {
        listeners = all;
        told = all.stream().reduce(Consumer::andThen).orElse(_ -> {});
    }

    /** Forgets everything; the next call is the first. */
    public synchronized void clear() {
        calls = 0;
        own.clear();
        served.clear();
    }
}
