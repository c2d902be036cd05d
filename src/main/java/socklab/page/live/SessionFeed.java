package socklab.page.live;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;
import socklab.session.Event;
import socklab.shell.Shell;

/**
 * Publishes what happens in the session that is looked at: lines as they come, sockets and the ladder as they are.
 *
 * <p>The session's thread only hands an event over. If more come than a reader could follow, what does not fit is
 * counted, and the page says how much it is; the ladder, drawn from the journal, still shows the newest of them.
 */
final class SessionFeed implements AutoCloseable {
    /** How many events wait at most. */
    static final int ROOM = 8192;

    private static final int MOST_CHARACTERS = 2000;
    private static final Duration PAUSE = Duration.ofMillis(50);
    /** Where nothing happens, queues and states are looked at all the same. */
    private static final Duration LOOK = Duration.ofMillis(500);

    private static final Duration TURN = Duration.ofMillis(100);

    private final ClassLog log;
    private final LiveLadder ladder = new LiveLadder();
    private final Deque<Heard> waiting = new ArrayDeque<>();
    /** Held while something of a session is published; never by the session's threads. */
    private final Object publishing = new Object();

    private final Thread thread;
    private final Consumer<Event> listener = this::hear;
    private IntSupplier viewers = () -> 0;
    private LongConsumer everyTick = _ -> {};
    private Followed followed;
    private boolean changed = true;
    private long lost;
    private boolean closing;

    /** An event, and when it came. */
    private record Heard(Event event, long at) {}

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

    /** On the session's thread, under its journal's lock. */
    private synchronized void hear(Event event) {
        if (waiting.size() < ROOM) {
            waiting.addLast(new Heard(event, System.nanoTime()));
            if (waiting.size() == 1) {
                notifyAll();
            }
        } else {
            lost++;
        }
    }

    /** From now on another session is looked at; when this returns, nobody looks at the one before. */
    void follow(Shell shell) {
        followed().shell().session().journal().unlisten(listener);
        synchronized (publishing) {
            publish();
            synchronized (this) {
                followed = Followed.of(shell, log);
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
            pause();
        }
        synchronized (publishing) {
            publish();
        }
    }

    private synchronized LongConsumer everyTick() {
        return everyTick;
    }

    /** Waits for the next event, or until it is time to look; returns whether to go on. */
    private synchronized boolean awaitEvents() {
        try {
            if (waiting.isEmpty() && !closing) {
                TimeUnit.NANOSECONDS.timedWait(this, (changed ? TURN : LOOK).toNanos());
            }
        } catch (InterruptedException e) {
            return false;
        }
        return !closing;
    }

    /** The rest of what happens in the same moment comes with it. */
    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes what waits; returns whether that was anything. */
    private boolean publish() {
        List<Heard> events;
        long left;
        synchronized (this) {
            events = new ArrayList<>(waiting);
            waiting.clear();
            left = lost;
            lost = 0;
            changed |= !events.isEmpty();
        }
        TranscriptWriter lines = followed().lines();
        events.forEach(h -> lines.write(h.event(), h.at()));
        if (left > 0) {
            lines.leftOut(left);
        }
        return !events.isEmpty();
    }

    /** Looks at the kernel's tables, and draws the ladder if anything happened; nothing while nobody looks. */
    private void look(long now) {
        Followed session;
        int count;
        boolean draws;
        synchronized (this) {
            session = followed;
            count = viewers.getAsInt();
            draws = count > 0 && ladder.due(changed, session.lines().blocks(), now);
            changed &= !draws;
        }
        if (count > 0) {
            session.sockets().write(session.lines().blocked(now), count);
        }
        if (draws) {
            ladder.draw(session.shell().session(), session.lines().inFlight(), log);
        }
    }

    @Override
    public void close() {
        Shell shell;
        synchronized (this) {
            closing = true;
            shell = followed.shell();
            notifyAll();
        }
        shell.session().journal().unlisten(listener);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
