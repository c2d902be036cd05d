package socklab.session;

import java.util.Arrays;

/**
 * The newest of a row of events, each with its place among all events.
 *
 * <p>Sizes and places lie apart from the events: letting go of an old event must not fetch it from far memory,
 * for that is what a line in a {@code /repeat} would wait for. The events' array is one of objects: an interface's
 * would be asked on every store whether the event is one.
 */
final class Tail {
    private final int most;
    private final long mostBytes;
    /** A power of two long, so that an index goes round without a division. */
    private Object[] events = new Object[16];
    private long[] places = new long[16];
    private int[] sizes = new int[16];
    private int first;
    private int count;
    private long bytes;

    /** Keeps at most so many events, and so many bytes of data with them. */
    Tail(int most, long mostBytes) {
        this.most = most;
        this.mostBytes = mostBytes;
    }

    /** Adds an event with so many bytes of data; returns how many had to go. */
    int add(long place, int size, Event event) {
        if (count == events.length) {
            grow();
        }
        int at = first + count++ & events.length - 1;
        events[at] = event;
        places[at] = place;
        sizes[at] = size;
        bytes += size;
        int gone = 0;
        while (count > most || bytes > mostBytes && count > 1) {
            removeFirst();
            gone++;
        }
        return gone;
    }

    private void grow() {
        int length = events.length;
        rotate();
        events = Arrays.copyOf(events, 2 * length);
        places = Arrays.copyOf(places, 2 * length);
        sizes = Arrays.copyOf(sizes, 2 * length);
    }

    /** Brings the oldest to the front of the arrays. */
    private void rotate() {
        Object[] newEvents = new Object[events.length];
        long[] newPlaces = new long[events.length];
        int[] newSizes = new int[events.length];
        for (int i = 0; i < count; i++) {
            int at = first + i & events.length - 1;
            newEvents[i] = events[at];
            newPlaces[i] = places[at];
            newSizes[i] = sizes[at];
        }
        events = newEvents;
        places = newPlaces;
        sizes = newSizes;
        first = 0;
    }

    private void removeFirst() {
        bytes -= sizes[first];
        Arrays.fill(events, first, first + 1, null); // the garbage collector's, now
        first = first + 1 & events.length - 1;
        count--;
    }

    /** How many are kept. */
    int count() {
        return count;
    }

    /** The event at an index, the oldest at 0. */
    Event event(int index) {
        return (Event) events[first + index & events.length - 1];
    }

    /** Its place among all events. */
    long place(int index) {
        return places[first + index & events.length - 1];
    }

    void clear() {
        Arrays.fill(events, null);
        first = 0;
        count = 0;
        bytes = 0;
    }
}
