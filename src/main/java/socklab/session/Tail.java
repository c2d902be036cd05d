package socklab.session;

import java.util.Arrays;

/**
 * The newest of a row of events, each with its place among all events.
 *
 * <p>Sizes and places lie apart from the events: letting go of an old event must not fetch it from far memory,
 * for that is what a line in a {@code /repeat} would wait for. The events' array is one of objects: an interface's
 * would be asked on every store whether the event is one. From the first event on one is let go for each that comes,
 * be it none: the day it is full must not be news to code that was compiled before.
 */
final class Tail {
    private final int most;
    private final long mostBytes;
    private final Object[] events;
    private final long[] places;
    private final int[] sizes;
    private long first;
    private long end;
    private long bytes;

    /** Keeps at most so many events, and so many bytes of data with them. */
    Tail(int most, long mostBytes) {
        this.most = most;
        this.mostBytes = mostBytes;
        int room = Integer.highestOneBit(most) << 1; // more than most, and an index goes round without a division
        events = new Object[room];
        places = new long[room];
        sizes = new int[room];
    }

    /** Adds an event with so many bytes of data; what is too much goes. */
    void add(long place, int size, Event event) {
        int at = index(end++);
        events[at] = event;
        places[at] = place;
        sizes[at] = size;
        bytes += size;
        letGo(end - most - 1);
        first = Math.max(first, end - most);
        while (bytes > mostBytes && end - first > 1) {
            letGo(first++);
        }
    }

    /** The slot of the event of that number, from 0; one before the first has a slot that nothing else is in. */
    private int index(long number) {
        return (int) number & events.length - 1;
    }

    private void letGo(long number) {
        int at = index(number);
        bytes -= sizes[at];
        sizes[at] = 0;
        events[at] = null;
    }

    /** How many are kept. */
    int count() {
        return (int) (end - first);
    }

    /** How many had to go. */
    long gone() {
        return first;
    }

    /** The event at an index, the oldest at 0. */
    Event event(int index) {
        return (Event) events[index(first + index)];
    }

    /** Its place among all events. */
    long place(int index) {
        return places[index(first + index)];
    }

    void clear() {
        Arrays.fill(events, null);
        Arrays.fill(sizes, 0);
        first = 0;
        end = 0;
        bytes = 0;
    }
}
