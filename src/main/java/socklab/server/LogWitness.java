package socklab.server;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import socklab.session.Event;
import socklab.session.Mailbox;
import socklab.text.Msg;

/** Writes a server's lines to a log. */
public final class LogWitness implements Witness, AutoCloseable {
    private final Set<Line.Kind> wanted;
    private final Mailbox<Line> mailbox;

    /** How much is logged. */
    public enum Volume {
        /** Everything. */
        ALL,
        /** Start, stop and what keeps the server from serving. */
        QUIET
    }

    /** Lines go to that log, on a thread of this witness's own. */
    public LogWitness(Volume volume, Consumer<Line> log) {
        this.wanted = switch (volume) {
            case ALL -> EnumSet.allOf(Line.Kind.class);
            case QUIET -> EnumSet.of(Line.Kind.START, Line.Kind.PROBLEM, Line.Kind.STOP);
        };
        this.mailbox = new Mailbox<>("server-log", (batch, lost) -> {
            batch.forEach(log);
            if (lost > 0) {
                log.accept(new Line(Line.Kind.PROBLEM, Msg.of("server.lost", lost)));
            }
            return Long.MAX_VALUE;
        });
    }

    @Override
    public boolean wants(Line.Kind kind) {
        return wanted.contains(kind);
    }

    @Override
    public void line(Line line) {
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
