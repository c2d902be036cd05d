package socklab.shell;

import java.util.ArrayList;
import java.util.List;
import socklab.session.Event;
import socklab.view.OutputLine;
import socklab.view.Transcript;

/**
 * Events that have not been shown yet, in order: call threads add them, another thread formats them.
 *
 * <p>The lock is never held while events are formatted. Users bound the size: each addition returns how full it is.
 */
final class EventBacklog {
    /** From this many events, or bytes of data, the formatting thread is woken at once. */
    private static final int MANY_EVENTS = 1024;

    private static final long MANY_BYTES = 1 << 20;
    /** From this many, the adding thread formats them. */
    private static final int MOST_EVENTS = 8 * MANY_EVENTS;

    private static final long MOST_BYTES = 8 * MANY_BYTES;

    private List<Entry> entries = new ArrayList<>();
    private long bytes;

    /** An event, and the transcript that formats it. */
    record Entry(Transcript transcript, Event event) {
        List<OutputLine> said() {
            return transcript.said(event);
        }
    }

    /** How full it is after an addition. */
    enum Level {
        /** It was empty before. */
        FIRST,
        /** It has more than one event. */
        MORE,
        /** It has just reached the size at which the formatting thread is woken. */
        MANY,
        /** It is full: the caller formats it before it adds more. */
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

    /** Removes and returns all events. */
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
