package socklab.wire;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import socklab.call.Bytes;
import socklab.packet.tcpdump.SequenceBases;
import socklab.text.Message;

/**
 * The newest frames, by number; older ones are let go.
 *
 * <p><b>Why</b> their bytes lie in a few large arrays that are written again: the collector would otherwise move every
 * frame of a fast stream from place to place, which takes longer than to carry it.
 */
public final class FrameLog {
    /** How many frames are kept. */
    public static final int MOST_FRAMES = 20_000;

    private static final int SLABS = 32;

    /** As long as the longest frame, at least. */
    private static final int SLAB = 1 << 20;

    /** How many of their bytes. */
    static final long MOST_BYTES = (long) SLABS * SLAB;

    private final Deque<Entry> entries = new ArrayDeque<>();
    private final List<byte[]> slabs = new ArrayList<>(List.of(new byte[SLAB]));
    private int slab;
    private int used;
    private long gone;

    /** A frame, of which the bytes lie in a slab; what became of it changes while it waits in a hand. */
    private static final class Entry {
        private final CableFrame frame;
        private final int slab;
        private final int start;
        private final int length;
        private final SequenceBases bases;
        private final String cause;
        private boolean lost;
        private List<Message> fate;

        Entry(RecordedFrame recorded, int slab, int start) {
            CableFrame whole = recorded.frame();
            this.frame = whole.with(Bytes.EMPTY);
            this.slab = slab;
            this.start = start;
            this.length = whole.bytes().length();
            this.bases = recorded.bases();
            this.cause = recorded.cause();
            this.lost = recorded.lost();
            this.fate = recorded.fate();
        }
    }

    synchronized void add(RecordedFrame recorded) {
        Bytes bytes = recorded.frame().bytes();
        if (used + bytes.length() > SLAB) {
            turn();
        }
        bytes.copyTo(slabs.get(slab), used);
        entries.addLast(new Entry(recorded, slab, used));
        used += bytes.length();
        if (entries.size() > MOST_FRAMES) {
            drop();
        }
    }

    /** Goes to the next slab; what is in it goes. */
    private void turn() {
        slab = (slab + 1) % SLABS;
        used = 0;
        if (slab == slabs.size()) {
            slabs.add(new byte[SLAB]);
        }
        while (!entries.isEmpty() && entries.getFirst().slab == slab) {
            drop();
        }
    }

    private void drop() {
        entries.removeFirst();
        gone++;
    }

    /** Adds what became of a frame, if it is kept; returns what relative sequence numbers referred to before it. */
    synchronized Optional<SequenceBases> update(CableFrame frame, boolean lost, List<Message> fate) {
        Optional<Entry> known = entry(frame.housekeeping(), frame.number());
        known.ifPresent(e -> {
            List<Message> all = new ArrayList<>(e.fate);
            all.addAll(fate);
            e.fate = List.copyOf(all);
            e.lost = lost;
        });
        return known.map(e -> e.bases);
    }

    private Optional<Entry> entry(boolean housekeeping, long number) {
        for (Iterator<Entry> newest = entries.descendingIterator(); newest.hasNext(); ) {
            Entry entry = newest.next();
            if (entry.frame.number() == number && entry.frame.housekeeping() == housekeeping) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    private RecordedFrame recorded(Entry entry) {
        byte[] bytes = new byte[entry.length];
        System.arraycopy(slabs.get(entry.slab), entry.start, bytes, 0, bytes.length);
        return new RecordedFrame(entry.frame.with(Bytes.of(bytes)), entry.bases, entry.lost, entry.fate, entry.cause);
    }

    /** All frames that are kept, oldest first. */
    public List<RecordedFrame> frames() {
        return frames(0);
    }

    /** The frames that are kept, without those before a place: so many came before it. */
    synchronized List<RecordedFrame> frames(long place) {
        return entries.stream()
                .skip(Math.max(0, place - gone))
                .map(this::recorded)
                .toList();
    }

    /** The frame of a number. */
    public synchronized Optional<RecordedFrame> find(boolean housekeeping, long number) {
        return entry(housekeeping, number).map(this::recorded);
    }

    /** How many frames were let go. */
    public synchronized long gone() {
        return gone;
    }
}
