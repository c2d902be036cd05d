package socklab.page.live;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;
import socklab.session.Event;
import socklab.shell.Shell;

/**
 * Publishes what happens in the session that is looked at: lines as they come, sockets and the ladder as they are.
 *
 * <p>The session's thread only hands an event over. If more come than a reader could follow, the oldest are left out
 * and counted, and the page says how many; the ladder, drawn from the journal, still shows the newest.
 *
 * <p><b>Why</b> not more than a reader can follow: each line is sent to every viewer, and hundreds of them would take
 * the processors from the shell.
 */
final class SessionFeed implements AutoCloseable {
    /** How many events are written in a second, in the long run; in a short time it may be all that can wait. */
    static final int EACH_SECOND = 200;

    private static final double SECOND = 1e9;

    private static final int MOST_CHARACTERS = 2000;
    private static final Duration PAUSE = Duration.ofMillis(50);
    /** While lines are left out nobody reads them as they come: each time costs a write to every viewer. */
    private static final Duration FLOODED_PAUSE = Duration.ofMillis(250);

    /** Where nothing happens, queues and states are looked at all the same. */
    private static final Duration LOOK = Duration.ofMillis(500);

    /** A call that takes so long is shown as blocking. */
    private static final long BLOCKS_NANOS = 300_000_000;

    private static final Duration TURN = Duration.ofMillis(100);

    private final ClassLog log;
    private final LiveLadder ladder = new LiveLadder();
    private final HeardEvents heard = new HeardEvents();
    /** Held while something of a session is published; never by the session's threads. */
    private final Object publishing = new Object();

    private final Thread thread;
    private final Consumer<Event> listener = heard::add;
    private IntSupplier viewers = () -> 0;
    private LongConsumer everyTick = _ -> {};
    private Followed followed;
    private boolean changed = true;
    private double allowed = HeardEvents.ROOM;
    private long allowedAt = System.nanoTime();
    private volatile boolean flooded;
    private volatile boolean closing;

    /** A session that is looked at, and what is shown of it. */
    private record Followed(Shell shell, TranscriptWriter lines, SocketsWriter sockets) {
        static Followed of(Shell shell, ClassLog log) {
            return new Followed(shell, new TranscriptWriter(shell, log), new SocketsWriter(shell, log));
        }
    }

    SessionFeed(ClassLog log, Shell shell) {
        this.log = log;
        this.followed = Followed.of(shell, log);
        shell.session().journal().listen(listener);
        this.thread = Thread.ofPlatform().daemon().name("class-feed").start(this::run);
    }

    /** Says how many look, and what is done now and then. */
    synchronized void viewers(IntSupplier count, LongConsumer tick) {
        viewers = count;
        everyTick = tick;
    }

    /** The newest drawing. */
    LiveLadder ladder() {
        return ladder;
    }

    /** A text as long as a page shows it. */
    static String cut(String text) {
        if (text.length() <= MOST_CHARACTERS) {
            return text;
        }
        boolean pair = Character.isHighSurrogate(text.charAt(MOST_CHARACTERS - 1));
        return text.substring(0, pair ? MOST_CHARACTERS - 1 : MOST_CHARACTERS) + "…";
    }

    /** From now on another session is looked at; when this returns, nobody looks at the one before. */
    void follow(Shell shell) {
        followed().shell().session().journal().unlisten(listener);
        synchronized (publishing) {
            publish();
            synchronized (this) {
                followed = Followed.of(shell, log);
                heard.clear();
                changed = true;
            }
            JsonObject json = new JsonObject();
            json.addProperty("t", "session");
            log.add(json);
        }
        shell.session().journal().listen(listener);
    }

    /** Publishes now what happened so far, prose to its end: a question is asked, which stands after it. */
    void catchUp() {
        synchronized (publishing) {
            publish();
            followed().lines().proseEnds();
        }
    }

    private synchronized Followed followed() {
        return followed;
    }

    private void run() {
        long looked = System.nanoTime();
        while (awaitEvents()) {
            long now = System.nanoTime();
            boolean news;
            synchronized (publishing) {
                news = publish();
            }
            everyTick().accept(now);
            if (news || now - looked >= LOOK.toNanos()) {
                looked = now;
                synchronized (publishing) {
                    look(now);
                }
            }
            pause(flooded ? FLOODED_PAUSE : PAUSE);
        }
        synchronized (publishing) {
            publish();
        }
    }

    private synchronized LongConsumer everyTick() {
        return everyTick;
    }

    /** Waits for the next event, or until it is time to look; returns whether to go on. */
    private boolean awaitEvents() {
        try {
            heard.await((changed() ? TURN : LOOK).toNanos());
            return !closing;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private synchronized boolean changed() {
        return changed;
    }

    /** The rest of what happens in the same moment comes with it. */
    private static void pause(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes what waits; returns whether that was anything. */
    private boolean publish() {
        HeardEvents.Waiting waiting = heard.take(allowance());
        allowed -= waiting.events().size();
        boolean news = !waiting.events().isEmpty() || waiting.lost() > 0;
        synchronized (this) {
            changed |= news;
        }
        TranscriptWriter lines = followed().lines();
        flooded = waiting.lost() > 0;
        if (flooded) {
            lines.leftOut(waiting.lost());
        }
        waiting.events().forEach(lines::write);
        return news;
    }

    /** How many events may be written now. */
    private int allowance() {
        long now = System.nanoTime();
        allowed = Math.min(HeardEvents.ROOM, allowed + (now - allowedAt) / SECOND * EACH_SECOND);
        allowedAt = now;
        return (int) allowed;
    }

    /** Looks at the kernel's tables, and draws the ladder if anything happened; nothing while nobody looks. */
    private void look(long now) {
        Followed session;
        int count;
        boolean draws;
        synchronized (this) {
            session = followed;
            count = viewers.getAsInt();
            draws = count > 0 && ladder.due(changed, !heard.inFlight().isEmpty(), now);
            changed &= !draws;
        }
        if (count > 0) {
            session.sockets().write(blocked(now), count);
        }
        if (draws) {
            ladder.draw(session.shell().session(), heard.inFlight(), log);
        }
    }

    /** The calls that have not returned for some time. */
    private List<TranscriptWriter.InFlight> blocked(long now) {
        return heard.inFlight().stream()
                .filter(c -> now - c.since() > BLOCKS_NANOS)
                .toList();
    }

    @Override
    public void close() {
        Shell shell;
        synchronized (this) {
            closing = true;
            shell = followed.shell();
        }
        heard.end();
        shell.session().journal().unlisten(listener);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
