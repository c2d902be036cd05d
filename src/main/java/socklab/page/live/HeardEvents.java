package socklab.page.live;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import socklab.session.Event;

/**
 * The newest events of a session that have not been published, and the calls that have not returned.
 *
 * <p><b>Why</b> a ring: it is filled on the session's thread, for which a loop of calls is the measure of its speed. An
 * event costs a place in the ring; of which calls are under way is only thought when an event leaves it.
 */
final class HeardEvents {
    /** How many events wait at most. */
    static final int ROOM = 1024;

    private final Event[] ring = new Event[ROOM];
    private final Map<Integer, TranscriptWriter.InFlight> inFlight = new LinkedHashMap<>();
    /** The call that was made last of those that left the ring: most often it is the next to return. */
    private Optional<Event.Started> newest = Optional.empty();

    private long first;
    private long end;
    private long lost;
    private boolean over;

    /** What waits, and how many were left out before it. */
    record Waiting(List<Event> events, long lost) {}

    /** Adds an event; the oldest one goes if there is no room. */
    synchronized void add(Event event) {
        int place = (int) (end % ROOM);
        if (end - first == ROOM) {
            leave(ring[place]);
            first++;
            lost++;
        }
        ring[place] = event;
        end++;
        if (end - first == 1) {
            notifyAll();
        }
    }

    private void leave(Event event) {
        if (event instanceof Event.Started e && e.id().typed()) {
            newest.ifPresent(this::underWay);
            newest = Optional.of(e);
        } else if (event instanceof Event.Finished e) {
            int number = e.id().number();
            if (newest.isPresent() && newest.get().id().number() == number) {
                newest = Optional.empty();
            } else {
                inFlight.remove(number);
            }
        }
    }

    private void underWay(Event.Started call) {
        inFlight.put(call.id().number(), new TranscriptWriter.InFlight(call, System.nanoTime()));
    }

    /** Takes all that waits; of more than that many the oldest are left out. */
    synchronized Waiting take(int most) {
        List<Event> events = new ArrayList<>();
        for (; first < end; first++) {
            Event event = ring[(int) (first % ROOM)];
            leave(event);
            if (end - first <= most) {
                events.add(event);
            } else {
                lost++;
            }
        }
        newest.ifPresent(this::underWay);
        newest = Optional.empty();
        Waiting waiting = new Waiting(events, lost);
        lost = 0;
        return waiting;
    }

    /** Forgets all: another session is heard from now on. */
    synchronized void clear() {
        Arrays.fill(ring, null);
        first = end;
        newest = Optional.empty();
        inFlight.clear();
    }

    /** The calls that have not returned, of the events that were taken. */
    synchronized List<TranscriptWriter.InFlight> inFlight() {
        return List.copyOf(inFlight.values());
    }

    /** Waits until there is an event, or the time has passed. */
    synchronized void await(long nanos) throws InterruptedException {
        if (first == end && !over) {
            TimeUnit.NANOSECONDS.timedWait(this, nanos);
        }
    }

    /** Nobody waits from now on. */
    synchronized void end() {
        over = true;
        notifyAll();
    }
}
