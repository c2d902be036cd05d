package socklab.service.relay;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import socklab.session.AsyncSink;
import socklab.text.Message;

/** Writes a relay's lines to a log, on a thread of its own. */
public final class RelayLogListener implements RelayListener, AutoCloseable {
    private static final long REFRESH_NANOS = 250_000_000;

    private final Set<RelayLogLine.Kind> wanted;
    private final AsyncSink<RelayLogLine> mailbox;

    /** How much is logged. */
    public enum Volume {
        /** Everything. */
        ALL,
        /** Start, changes, problems and the summary. */
        QUIET
    }

    /** Lines go to that log in order, some at a time; several times a second it gets an empty list, to show counts anew. */
    public RelayLogListener(Volume volume, Consumer<List<RelayLogLine>> log) {
        this.wanted = switch (volume) {
            case ALL -> EnumSet.allOf(RelayLogLine.Kind.class);
            case QUIET -> EnumSet.complementOf(EnumSet.of(RelayLogLine.Kind.FATE, RelayLogLine.Kind.CLIENT));
        };
        this.mailbox = new AsyncSink<>("relay-log", (batch, lost) -> {
            List<RelayLogLine> lines = new ArrayList<>(batch);
            if (lost > 0) {
                lines.add(new RelayLogLine(RelayLogLine.Kind.PROBLEM, Message.of("relay.unsaid", lost)));
            }
            log.accept(lines);
            return REFRESH_NANOS;
        });
    }

    @Override
    public boolean wants(RelayLogLine.Kind kind) {
        return wanted.contains(kind);
    }

    @Override
    public void line(RelayLogLine line) {
        mailbox.put(line);
    }

    /** Writes what is left, and ends. */
    @Override
    public void close() {
        mailbox.close();
    }
}
