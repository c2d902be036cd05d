package socklab.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import socklab.text.Message;

/** The newest frames, by number; older ones are let go. */
public final class FrameLog {
    /** How many frames are kept. */
    public static final int MOST_FRAMES = 20_000;

    /** How many of their bytes. */
    static final long MOST_BYTES = 32L << 20;

    private final Map<Key, RecordedFrame> frames = new LinkedHashMap<>();
    private long bytes;
    private long gone;

    /** Frames that only find neighbours, routers or groups have numbers of their own. */
    private record Key(boolean housekeeping, long number) {}

    synchronized void add(RecordedFrame frame) {
        frames.put(new Key(frame.frame().housekeeping(), frame.frame().number()), frame);
        bytes += frame.frame().bytes().length();
        while (frames.size() > MOST_FRAMES || bytes > MOST_BYTES && frames.size() > 1) {
            Key oldest = frames.keySet().iterator().next();
            bytes -= frames.remove(oldest).frame().bytes().length();
            gone++;
        }
    }

    /** Adds what became of a frame that is kept; false if it is not kept. */
    synchronized boolean update(CableFrame frame, boolean lost, List<Message> fate) {
        Key key = new Key(frame.housekeeping(), frame.number());
        Optional<RecordedFrame> known = Optional.ofNullable(frames.get(key));
        known.ifPresent(r -> {
            List<Message> all = new ArrayList<>(r.fate());
            all.addAll(fate);
            frames.put(key, new RecordedFrame(r.frame(), r.bases(), lost, List.copyOf(all), r.cause()));
        });
        return known.isPresent();
    }

    /** All frames that are kept, oldest first. */
    public synchronized List<RecordedFrame> frames() {
        return List.copyOf(frames.values());
    }

    /** The frame of a number. */
    public synchronized Optional<RecordedFrame> find(boolean housekeeping, long number) {
        return Optional.ofNullable(frames.get(new Key(housekeeping, number)));
    }

    /** How many frames were let go. */
    public synchronized long gone() {
        return gone;
    }
}
