package socklab.shell;

import java.util.ArrayList;
import java.util.List;
import socklab.session.Event;
import socklab.view.OutputLine;
import socklab.view.Transcript;

/**
 * What happened and was not told yet, in order: whoever makes calls leaves it here, and another thread makes lines of it.
 *
 * <p>Nobody keeps its lock for long, whatever becomes of the lines. How much is in it is for its users to bound:
 * each addition says how full it is.
 */
final class EventBacklog {
    /** So many events, or so many bytes of data with them, are enough to be worth a thread's waking up. */
    private static final int MANY_EVENTS = 1024;

    private static final long MANY_BYTES = 1 << 20;
    /** So many are too many. */
    private static final int MOST_EVENTS = 8 * MANY_EVENTS;

    private static final long MOST_BYTES = 8 * MANY_BYTES;

    private List<Entry> entries = new ArrayList<>();
    private long bytes;

    /** An event, and how it is to be told. */
    record Entry(Transcript transcript, Event event) {
        List<OutputLine> said() {
            return transcript.said(event);
        }
    }

    /** What an addition found, or made of it. */
    enum Level {
        /** It was empty. */
        FIRST,
        /** There is more than there was. */
        MORE,
        /** Just now it became worth telling at once. */
        MANY,
        /** Nothing should be added before it is told. */
        FULL
    }

    synchronized Level add(Entry entry) {
        boolean many = many();
        entries.add(entry);
        bytes += entry.event().dataBytes();
        if (entries.size() >= MOST_EVENTS || bytes >= MOST_BYTES) {
            return Level.FULL;
        }
        return many() && !many ? Level.MANY : entries.size() == 1 ? Level.FIRST : Level.MORE;
    }

    private boolean many() {
        return entries.size() >= MANY_EVENTS || bytes >= MANY_BYTES;
    }

    /** All of it, which is then the caller's to tell. */
    synchronized List<Entry> take() {
        if (entries.isEmpty()) {
            return List.of();
        }
        List<Entry> taken = entries;
        entries = new ArrayList<>();
        bytes = 0;
        return taken;
    }
}
