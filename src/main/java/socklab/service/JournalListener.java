package socklab.service;

import java.util.List;
import socklab.session.AsyncSink;
import socklab.session.Event;
import socklab.session.Journal;
import socklab.text.Message;

/**
 * Writes what a service does into a session's journal: its calls as {@link Event.Served}, its lines as notes. When it
 * is busy, most lines are only counted, so that the prompt stays usable.
 */
public final class JournalListener implements ServiceListener, AutoCloseable {
    private static final int MOST_NOTES = 50;
    private static final long SPAN_NANOS = 1_000_000_000L;

    private final Journal journal;
    private final Detail detail;
    private final String foldedKey;
    private final AsyncSink<Item> sink;
    private long spanEnd = System.nanoTime();
    private int notes;
    private long folded;

    /** What goes into the journal. */
    public enum Detail {
        LINES,
        LINES_AND_CALLS
    }

    private sealed interface Item {
        record Line(LogLine line) implements Item {}

        record Call(Event.Served call) implements Item {}
    }

    /** @param foldedKey the message that says how many lines were only counted */
    public JournalListener(Journal journal, Detail detail, String foldedKey) {
        this.journal = journal;
        this.detail = detail;
        this.foldedKey = foldedKey;
        this.sink = new AsyncSink<>("service-notes", this::write);
    }

    @Override
    public boolean wants(LogLine.Kind kind) {
        return true;
    }

    @Override
    public void line(LogLine line) {
        sink.put(new Item.Line(line));
    }

    @Override
    public boolean wantsCalls() {
        return detail == Detail.LINES_AND_CALLS;
    }

    @Override
    public void call(Event.Served call) {
        sink.put(new Item.Call(call));
    }

    private long write(List<Item> batch, long lost) {
        folded += lost;
        if (System.nanoTime() - spanEnd > 0) {
            tellFolded();
            spanEnd = System.nanoTime() + SPAN_NANOS;
            notes = 0;
        }
        for (Item item : batch) {
            switch (item) {
                case Item.Call c -> journal.append(c.call());
                case Item.Line l -> note(l.line());
            }
        }
        return folded == 0 ? Long.MAX_VALUE : Math.max(spanEnd - System.nanoTime(), 1);
    }

    private void note(LogLine line) {
        switch (line.kind()) {
            case TRAFFIC, CLIENT -> {
                if (++notes > MOST_NOTES) {
                    folded++;
                } else {
                    append(line.text());
                }
            }
            case START, CHANGE, PROBLEM, STOP -> {
                tellFolded();
                append(line.text());
            }
        }
    }

    private void tellFolded() {
        if (folded > 0) {
            append(Message.of(foldedKey, folded));
            folded = 0;
        }
    }

    private void append(Message text) {
        journal.append(new Event.Note(System.nanoTime(), text));
    }

    @Override
    public void close() {
        sink.close();
    }
}
