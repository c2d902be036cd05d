package socklab.relay;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import socklab.session.Mailbox;
import socklab.text.Msg;

/** Writes a relay's lines to a log, on a thread of its own. */
public final class LogWitness implements Witness, AutoCloseable {
    private static final long REFRESH_NANOS = 250_000_000;

    private final Set<Line.Kind> wanted;
    private final Mailbox<Line> mailbox;

    /** How much is logged. */
    public enum Volume {
        /** Everything. */
        ALL,
        /** Start, changes, problems and the summary. */
        QUIET
    }

    /** Lines go to that log in order, some at a time; several times a second it gets an empty list, to show counts anew. */
    public LogWitness(Volume volume, Consumer<List<Line>> log) {
        this.wanted = switch (volume) {
            case ALL -> EnumSet.allOf(Line.Kind.class);
            case QUIET -> EnumSet.complementOf(EnumSet.of(Line.Kind.FATE, Line.Kind.CLIENT));
        };
        this.mailbox = new Mailbox<>("relay-log", (batch, lost) -> {
            List<Line> lines = new ArrayList<>(batch);
            if (lost > 0) {
                lines.add(new Line(Line.Kind.PROBLEM, Msg.of("relay.unsaid", lost)));
            }
            log.accept(lines);
            return REFRESH_NANOS;
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

    /** Writes what is left, and ends. */
    @Override
    public void close() {
        mailbox.close();
    }
}
