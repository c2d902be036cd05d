package socklab.service.uppercase;

import java.util.List;
import socklab.session.AsyncSink;
import socklab.session.Event;
import socklab.session.Journal;
import socklab.text.Message;

/**
 * Writes what a server does into a session's journal: its calls as {@link Event.Served}, its lines as notes. When it
 * is busy, most lines are only counted: a prompt must stay usable below them.
 */
final class UppercaseJournalListener implements UppercaseListener, AutoCloseable {
    private static final int MOST_NOTES = 10;
    private static final long SPAN = 1_000_000_000L;

    private final Journal journal;
    private final AsyncSink<Object> mailbox;
    private long spanEnd = Long.MIN_VALUE;
    private int notes;
    private long folded;

    UppercaseJournalListener(Journal journal) {
        this.journal = journal;
        this.mailbox = new AsyncSink<>("server-notes", this::write);
    }

    @Override
    public boolean wants(UppercaseLogLine.Kind kind) {
        return true;
    }

    @Override
    public void line(UppercaseLogLine line) {
        mailbox.put(line);
    }

    @Override
    public void call(Event.Served call) {
        mailbox.put(call);
    }

    private long write(List<Object> batch, long lost) {
        long now = System.nanoTime();
        if (now - spanEnd > 0 || spanEnd == Long.MIN_VALUE) {
            unfold();
            spanEnd = now + SPAN;
            notes = 0;
        }
        for (Object item : batch) {
            if (item instanceof Event.Served call) {
                journal.append(call);
            } else if (item instanceof UppercaseLogLine line) {
                note(line);
            }
        }
        return folded == 0 ? Long.MAX_VALUE : Math.max(spanEnd - System.nanoTime(), 1);
    }

    private void note(UppercaseLogLine line) {
        switch (line.kind()) {
            case START, PROBLEM, STOP -> {
                unfold();
                say(line.text());
            }
            case EXCHANGE, MISTAKE -> {
                if (++notes > MOST_NOTES) {
                    folded++;
                } else {
                    say(line.text());
                }
            }
        }
    }

    private void unfold() {
        if (folded > 0) {
            say(Message.of("server.folded", folded));
            folded = 0;
        }
    }

    private void say(Message text) {
        journal.append(new Event.Note(System.nanoTime(), text));
    }

    @Override
    public void close() {
        mailbox.close();
    }
}
