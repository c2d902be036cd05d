package socklab.page.live;

import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import socklab.session.Event;
import socklab.session.Session;
import socklab.view.ladder.SequenceDiagram;

/**
 * The newest drawing of the ladder: made once, packed once, fetched by all viewers.
 *
 * <p>A drawing that takes long is made less often, so that it takes a tenth of a processor at most.
 */
final class LiveLadder {
    /** How many calls it shows, the newest. */
    private static final int CALLS = 60;

    private static final long LEAST_NANOS = 250_000_000;
    private static final long SHARE = 10;
    /** While a call blocks its box grows: after one second, two, four, and so on. */
    private static final long FIRST_GROWTH_NANOS = 1_000_000_000;

    private Drawing newest = new Drawing(0, new byte[0]);
    private long next = System.nanoTime();
    private long drawn = next;
    private long growth = FIRST_GROWTH_NANOS;

    /**
     * A drawing.
     *
     * @param packed HTML, compressed by gzip
     */
    record Drawing(long version, byte[] packed) {}

    synchronized Drawing newest() {
        return newest;
    }

    /** Whether it is time for another. */
    synchronized boolean due(boolean changed, boolean blocks, long now) {
        return now - next >= 0 && (changed || blocks && now - drawn >= growth);
    }

    /** Draws, and tells the room that there is a new one. */
    void draw(Session session, List<TranscriptWriter.InFlight> inFlight, ClassLog log) {
        long start = System.nanoTime();
        List<Event> events = new ArrayList<>(); // what the journal knows better, or knows to be over, comes later
        inFlight.forEach(c -> events.add(new Event.Unfinished(start, c.call(), c.since(), 0)));
        events.addAll(session.journal().events());
        byte[] packed = pack(LadderPage.of(
                SequenceDiagram.of(events), CALLS, start, session.settings().language()));
        long end = System.nanoTime();
        long version;
        synchronized (this) {
            version = newest.version() + 1;
            newest = new Drawing(version, packed);
            growth = inFlight.isEmpty() ? FIRST_GROWTH_NANOS : Math.max(FIRST_GROWTH_NANOS, 2 * (end - drawn));
            drawn = end;
            next = end + Math.max(LEAST_NANOS, SHARE * (end - start));
        }
        JsonObject json = new JsonObject();
        json.addProperty("t", "ladder");
        json.addProperty("version", version);
        log.put(ClassLog.State.LADDER, json);
    }

    static byte[] pack(String html) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(html.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return bytes.toByteArray();
    }
}
