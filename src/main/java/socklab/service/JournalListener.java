package socklab.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import socklab.session.AsyncSink;
import socklab.session.Event;
import socklab.session.Journal;
import socklab.session.Journal.Source.Timed;
import socklab.text.Message;

/**
 * Writes what a service does into a session's journal: its calls as {@link Event.Served}, its lines as notes. When it
 * is busy, most lines are only counted, so that the prompt stays usable.
 *
 * <p>What the service did before a call of the user returned stands before the end of that call, because the service
 * tells it before it sends, and the journal takes it before it adds that end. A thread of this listener adds the rest.
 */
public final class JournalListener implements ServiceListener, AutoCloseable {
    private static final int MOST_NOTES = 50;
    private static final long SPAN_NANOS = 1_000_000_000L;

    private static final int MOST_WAITING = 4096;

    private final Journal journal;
    private final Detail detail;
    private final String foldedKey;
    private final Optional<String> host;
    private final BlockingQueue<Item> queue = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong lost = new AtomicLong();
    private final Journal.Source source = this::take;
    private final AsyncSink<Boolean> wakeUps;
    private long spanEnd = System.nanoTime();
    private int notes;
    private long folded;

    /** What goes into the journal. */
    public enum Detail {
        LINES,
        LINES_AND_CALLS
    }

    private sealed interface Item {
        long at();

        record Line(long at, LogLine line) implements Item {}

        record Call(long at, Event.Served call) implements Item {}
    }

    /**
     * Begins to write.
     *
     * @param foldedKey the message that says how many lines were only counted
     * @param host the host on the wire that the service runs in, if it does in one
     */
    public JournalListener(Journal journal, Detail detail, String foldedKey, Optional<String> host) {
        this.journal = journal;
        this.detail = detail;
        this.foldedKey = foldedKey;
        this.host = host;
        journal.attach(source);
        this.wakeUps = new AsyncSink<>("service-notes", (_, _) -> {
            journal.takeFromSources();
            return untilFoldedIsTold();
        });
    }

    @Override
    public boolean wants(LogLine.Kind kind) {
        return true;
    }

    @Override
    public void line(LogLine line) {
        put(new Item.Line(System.nanoTime(), line));
    }

    @Override
    public boolean wantsCalls() {
        return detail == Detail.LINES_AND_CALLS;
    }

    @Override
    public void call(Event.Served call) {
        put(new Item.Call(System.nanoTime(), host.map(call::in).orElse(call)));
    }

    private void put(Item item) {
        if (!queue.offer(item)) {
            lost.incrementAndGet();
        }
        wakeUps.put(true);
    }

    /** For the journal, which holds its lock. */
    private List<Timed> take() {
        List<Timed> events = new ArrayList<>();
        folded += lost.getAndSet(0);
        if (System.nanoTime() - spanEnd > 0) {
            tellFolded(spanEnd, events);
            spanEnd = System.nanoTime() + SPAN_NANOS;
            notes = 0;
        }
        List<Item> items = new ArrayList<>();
        queue.drainTo(items);
        for (Item item : items) {
            switch (item) {
                case Item.Call c -> events.add(new Timed(c.at(), c.call()));
                case Item.Line l -> note(l, events);
            }
        }
        return events;
    }

    private long untilFoldedIsTold() {
        synchronized (journal) {
            return folded == 0 ? Long.MAX_VALUE : Math.max(spanEnd - System.nanoTime(), 1);
        }
    }

    private void note(Item.Line item, List<Timed> events) {
        switch (item.line().kind()) {
            case TRAFFIC, CLIENT -> {
                if (++notes > MOST_NOTES) {
                    folded++;
                } else {
                    events.add(note(item.at(), item.line().text()));
                }
            }
            case START, CHANGE, PROBLEM, STOP -> {
                tellFolded(item.at(), events);
                events.add(note(item.at(), item.line().text()));
            }
        }
    }

    private void tellFolded(long at, List<Timed> events) {
        if (folded > 0) {
            events.add(note(at, Message.of(foldedKey, folded)));
            folded = 0;
        }
    }

    private static Timed note(long at, Message text) {
        return new Timed(at, new Event.Note(at, text));
    }

    @Override
    public void close() {
        wakeUps.close();
        journal.takeFromSources();
        journal.detach(source);
    }
}
