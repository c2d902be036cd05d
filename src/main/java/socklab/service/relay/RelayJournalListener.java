package socklab.service.relay;

import java.util.List;
import socklab.session.AsyncSink;
import socklab.session.Event;
import socklab.session.Journal;
import socklab.text.Message;

/**
 * Writes what a relay does into a session's journal, as notes. When it is busy, most fates are only counted: a prompt
 * must stay usable below them.
 */
final class RelayJournalListener implements RelayListener, AutoCloseable {
    private static final int MOST_NOTES = 50;
    private static final long SPAN = 1_000_000_000L;

    private final Journal journal;
    private final AsyncSink<RelayLogLine> mailbox;
    private long spanEnd = System.nanoTime();
    private int notes;
    private long folded;

    RelayJournalListener(Journal journal) {
        this.journal = journal;
        this.mailbox = new AsyncSink<>("relay-notes", this::write);
    }

    @Override
    public boolean wants(RelayLogLine.Kind kind) {
        return true;
    }

    @Override
    public void line(RelayLogLine line) {
        mailbox.put(line);
    }

    private long write(List<RelayLogLine> batch, long lost) {
        folded += lost;
        if (System.nanoTime() - spanEnd > 0) {
            unfold();
            spanEnd = System.nanoTime() + SPAN;
            notes = 0;
        }
        batch.forEach(this::note);
        return folded == 0 ? Long.MAX_VALUE : Math.max(spanEnd - System.nanoTime(), 1);
    }

    private void note(RelayLogLine line) {
        switch (line.kind()) {
            case FATE, CLIENT -> {
                if (++notes > MOST_NOTES) {
                    folded++;
                } else {
                    say(line.text());
                }
            }
            case START, CHANGE, PROBLEM, STOP -> {
                unfold();
                say(line.text());
            }
        }
    }

    private void unfold() {
        if (folded > 0) {
            say(Message.of("relay.folded", folded));
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
