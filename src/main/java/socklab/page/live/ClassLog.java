package socklab.page.live;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What is sent to the room: entries in order, each with a number, and the newest of each state.
 *
 * <p>It is bounded: of a long lecture the newest {@link #MOST_ENTRIES} entries are kept. Each is written as a
 * server-sent event once, for all viewers.
 */
final class ClassLog {
    /** How many entries are kept. */
    static final int MOST_ENTRIES = 20_000;

    /** How many bytes of entries are kept. */
    static final long MOST_BYTES = 16L << 20;

    /** How many entries before the newest one a viewer that comes first is sent. */
    static final int BACKLOG = 300;

    /** How many entries are given at once. */
    private static final int BATCH = 500;

    private final String epoch;
    /** Entries as they are sent, each at its number modulo the length: each viewer begins at a place of its own. */
    private final byte[][] entries = new byte[MOST_ENTRIES][];

    private final Map<State, Version> states = new EnumMap<>(State.class);
    private long first;
    private long end;
    private long bytes;
    private long changes;
    private boolean closed;

    /** What has only a newest value. */
    enum State {
        SOCKETS,
        LADDER,
        QUESTION
    }

    private record Version(long change, byte[] sent) {}

    /** @param epoch tells this log's numbers from those of an earlier one */
    ClassLog(String epoch) {
        this.epoch = epoch;
    }

    /** How far a viewer has read: the number of the next entry, and the newest change of states that it was sent. */
    record Place(long next, long change) {}

    /**
     * What a viewer is sent next.
     *
     * @param events server-sent events, each as a whole
     * @param closed whether nothing more will come: these events are the last
     */
    record Batch(List<byte[]> events, Place place, boolean closed) {}

    /** Adds an entry. */
    synchronized void add(JsonObject json) {
        byte[] sent = event("id: " + epoch + "-" + end + "\n", json);
        if (end - first == MOST_ENTRIES) {
            dropFirst();
        }
        entries[place(end)] = sent;
        end++;
        bytes += sent.length;
        while (bytes > MOST_BYTES) {
            dropFirst();
        }
        notifyAll();
    }

    private static int place(long number) {
        return (int) (number % MOST_ENTRIES);
    }

    private void dropFirst() {
        bytes -= entries[place(first)].length;
        entries[place(first)] = new byte[0];
        first++;
    }

    /** Replaces a state. */
    synchronized void put(State state, JsonObject json) {
        states.put(state, new Version(++changes, event("", json)));
        notifyAll();
    }

    private static byte[] event(String id, JsonObject json) {
        return (id + "data: " + json + "\n\n").getBytes(StandardCharsets.UTF_8); // JSON has no line breaks
    }

    /** Where a viewer begins that comes for the first time. */
    synchronized Place newcomer() {
        return new Place(Math.max(first, end - BACKLOG), 0);
    }

    /** Where a viewer goes on that had an event of that id last; as a newcomer if the id is none of this log's. */
    synchronized Place after(String id) {
        String number = id.startsWith(epoch + "-") ? id.substring(epoch.length() + 1) : "";
        if (!number.matches("\\d{1,18}") || Long.parseLong(number) >= end) {
            return newcomer();
        }
        return new Place(Long.parseLong(number) + 1, 0);
    }

    /** Waits until there is something after a place, or the time has passed; then it is empty. */
    synchronized Batch await(Place place, long nanos) throws InterruptedException {
        long until = System.nanoTime() + nanos;
        while (!closed && place.next() >= end && place.change() >= changes) {
            long left = until - System.nanoTime();
            if (left <= 0) {
                return new Batch(List.of(), place, false);
            }
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
        }
        List<byte[]> events = new ArrayList<>();
        long next = place.next();
        if (next < first) { // it was away for longer than is kept
            JsonObject gap = new JsonObject();
            gap.addProperty("t", "gap");
            gap.addProperty("lost", first - next);
            events.add(event("", gap));
            next = first;
        }
        long last = Math.min(end, next + BATCH);
        for (; next < last; next++) {
            events.add(entries[place(next)]);
        }
        boolean all = next == end;
        if (all) { // states are of now: they come after all that led to them
            states.values().stream().filter(s -> s.change() > place.change()).forEach(s -> events.add(s.sent()));
        }
        return new Batch(events, new Place(next, all ? changes : place.change()), closed && all);
    }

    /** Lets all viewers go. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
