package socklab.page.live;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Somebody who looks: a stream of server-sent events that goes on until either side ends it. */
final class Viewer {
    /** After so long without an event a comment is sent: it shows which viewers are gone, and no proxy gives up. */
    private static final Duration PULSE = Duration.ofSeconds(10);

    /** Who does not take what is sent for so long is let go; the browser comes again by itself. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String COMMENT = ":\n\n";

    private final ClassLog log;
    private final Thread thread = Thread.currentThread();
    private ClassLog.Place place;
    /** When the write in progress began; 0 while none is. */
    private volatile long writing;

    Viewer(ClassLog log, ClassLog.Place place) {
        this.log = log;
        this.place = place;
    }

    /**
     * Sends what comes, on the thread that made the viewer, until the class is over.
     *
     * @param voter what its answers are known by
     * @throws IOException if the viewer is gone
     */
    void serve(OutputStream out, String voter) throws IOException, InterruptedException {
        JsonObject hello = new JsonObject();
        hello.addProperty("t", "hello");
        hello.addProperty("you", voter);
        hello.addProperty("now", System.currentTimeMillis());
        // not all at the same moment after a failure of the network
        long retry = 1000 + Math.floorMod(voter.hashCode(), 2000);
        send(out, ("retry: " + retry + "\ndata: " + hello + "\n\n").getBytes(StandardCharsets.UTF_8));
        ClassLog.Batch batch;
        do {
            batch = log.await(place, PULSE.toNanos());
            if (batch.events().isEmpty() && !batch.closed()) {
                send(out, COMMENT.getBytes(StandardCharsets.US_ASCII));
            } else {
                send(out, batch.events().toArray(byte[][]::new));
            }
            place = batch.place();
        } while (!batch.closed());
    }

    private void send(OutputStream out, byte[]... events) throws IOException {
        writing = System.nanoTime() | 1;
        for (byte[] event : events) {
            out.write(event);
        }
        out.flush();
        writing = 0;
    }

    /** Lets it go if it takes nothing: an interrupted write closes its connection. */
    void checkPatience(long now) {
        long since = writing;
        if (since != 0 && now - since > PATIENCE.toNanos()) {
            thread.interrupt();
        }
    }
}
