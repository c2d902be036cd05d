package socklab.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import socklab.session.AsyncSink;
import socklab.session.Event;
import socklab.text.Message;

/** Writes a service's lines to a log, on a thread of its own. */
public final class LogListener implements ServiceListener, AutoCloseable {
    private final Set<LogLine.Kind> wanted;
    private final AsyncSink<LogLine> sink;

    /** How much is logged. */
    public enum Volume {
        /** Everything. */
        ALL(EnumSet.allOf(LogLine.Kind.class)),
        /** Everything but single requests and clients. */
        QUIET(EnumSet.complementOf(EnumSet.of(LogLine.Kind.TRAFFIC, LogLine.Kind.CLIENT)));

        private final Set<LogLine.Kind> kinds;

        Volume(Set<LogLine.Kind> kinds) {
            this.kinds = kinds;
        }
    }

    /**
     * Starts the log's thread.
     *
     * @param refresh the log is called at least that often, with no lines if there are none
     * @param log takes lines in order, several at a time
     */
    public LogListener(Volume volume, Duration refresh, Consumer<List<LogLine>> log) {
        this.wanted = volume.kinds;
        this.sink = new AsyncSink<>("service-log", (batch, lost) -> {
            List<LogLine> lines = new ArrayList<>(batch);
            if (lost > 0) {
                lines.add(new LogLine(LogLine.Kind.PROBLEM, Message.of("service.lost", lost)));
            }
            log.accept(lines);
            return refresh.toNanos();
        });
    }

    @Override
    public boolean wants(LogLine.Kind kind) {
        return wanted.contains(kind);
    }

    @Override
    public void line(LogLine line) {
        sink.put(line);
    }

    @Override
    public boolean wantsCalls() {
        return false;
    }

    @Override
    public void call(Event.Served call) {
        // a log shows requests, not calls
    }

    /** Writes what is left, and ends the thread. */
    @Override
    public void close() {
        sink.close();
    }
}
