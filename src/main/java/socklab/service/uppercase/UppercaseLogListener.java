package socklab.service.uppercase;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import socklab.session.AsyncSink;
import socklab.session.Event;
import socklab.text.Message;

/** Writes a server's lines to a log. */
public final class UppercaseLogListener implements UppercaseListener, AutoCloseable {
    private final Set<UppercaseLogLine.Kind> wanted;
    private final AsyncSink<UppercaseLogLine> mailbox;

    /** How much is logged. */
    public enum Volume {
        /** Everything. */
        ALL,
        /** Start, stop and what keeps the server from serving. */
        QUIET
    }

    /** Lines go to that log, on a thread of this witness's own. */
    public UppercaseLogListener(Volume volume, Consumer<UppercaseLogLine> log) {
        this.wanted = switch (volume) {
            case ALL -> EnumSet.allOf(UppercaseLogLine.Kind.class);
            case QUIET ->
                EnumSet.of(UppercaseLogLine.Kind.START, UppercaseLogLine.Kind.PROBLEM, UppercaseLogLine.Kind.STOP);
        };
        this.mailbox = new AsyncSink<>("server-log", (batch, lost) -> {
            batch.forEach(log);
            if (lost > 0) {
                log.accept(new UppercaseLogLine(UppercaseLogLine.Kind.PROBLEM, Message.of("server.lost", lost)));
            }
            return Long.MAX_VALUE;
        });
    }

    @Override
    public boolean wants(UppercaseLogLine.Kind kind) {
        return wanted.contains(kind);
    }

    @Override
    public void line(UppercaseLogLine line) {
        mailbox.put(line);
    }

    @Override
    public boolean wantsCalls() {
        return false;
    }

    @Override
    public void call(Event.Served call) {
        // a log tells of exchanges, not of calls
    }

    /** Writes what is left, and ends. */
    @Override
    public void close() {
        mailbox.close();
    }
}
