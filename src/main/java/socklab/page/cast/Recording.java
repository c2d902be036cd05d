package socklab.page.cast;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import socklab.shell.ScreenSize;
import socklab.shell.ScreenTap;
import socklab.shell.UserInterface;

/**
 * A screen that is being recorded, from {@link #start} to {@link #close}: what it shows, with its time, a marker for
 * each step, each change of size.
 *
 * <p>It ends with the process, too. When it ends the file takes its name; a disk that is full ends it and is told at
 * the end.
 */
public final class Recording implements ScreenTap, AutoCloseable {
    /** How much a file keeps. */
    public static final long MOST_MEGABYTES = CastFile.MOST_BYTES >> 20;

    private final CastFormat format;
    private final CastFile file;
    private final LongSupplier nanos;
    private final Thread hook = Thread.ofPlatform().name("recording").unstarted(this::finish);
    private final Instant started = Instant.now();
    private final long start;
    /** What the screen was given before its size was known. */
    private final List<String> early = new ArrayList<>();

    private volatile Runnable disconnect = () -> {};
    private boolean begun;
    private Duration last = Duration.ZERO;
    /** The first half of a character whose second half has not come. */
    private String half = "";
    /** A step that was shown as if typed: when it runs it has its marker already. */
    private Optional<String> shownStep = Optional.empty();

    private Optional<IOException> failure = Optional.empty();
    private int markers;
    private boolean closed;

    private Recording(CastFormat format, CastFile file, LongSupplier nanos) {
        this.format = format;
        this.file = file;
        this.nanos = nanos;
        this.start = nanos.getAsLong();
    }

    /**
     * What a recording came to.
     *
     * @param time from the beginning to the last event
     * @param full whether the file was full before the end
     */
    public record Summary(Duration time, int markers, boolean full) {}

    /**
     * Begins to record a screen; nothing if it is one that cannot be listened to.
     *
     * @throws IOException if the file cannot be written
     */
    public static Optional<Recording> start(UserInterface screen, Path path, CastFormat format, String title)
            throws IOException {
        return start(screen, path, CastFile.MOST_BYTES, format, title);
    }

    /** The same with another bound of the file, in bytes. */
    static Optional<Recording> start(UserInterface screen, Path path, long most, CastFormat format, String title)
            throws IOException {
        CastFile file = new CastFile(path, most);
        Recording recording = new Recording(format, file, System::nanoTime);
        Optional<Connection> connection = recording.connect(screen, title);
        if (connection.isEmpty()) {
            file.giveUp();
            return Optional.empty();
        }
        Runtime.getRuntime().addShutdownHook(recording.hook);
        return Optional.of(recording);
    }

    private Optional<Connection> connect(UserInterface screen, String title) {
        Optional<Connection> connection = screen.tap(this); // not under the lock: the screen has one of its own
        connection.ifPresent(c -> begin(c, title));
        return connection;
    }

    private synchronized void begin(Connection connection, String title) {
        disconnect = connection.end();
        write(format.header(
                new CastFormat.Header(connection.size(), started, title, Optional.ofNullable(System.getenv("TERM")))));
        early.forEach(this::write);
        early.clear();
        begun = true;
    }

    @Override
    public synchronized void shown(String text) {
        String all = half + text;
        boolean cut = !all.isEmpty() && Character.isHighSurrogate(all.charAt(all.length() - 1));
        half = cut ? all.substring(all.length() - 1) : "";
        String whole = cut ? all.substring(0, all.length() - 1) : all;
        if (!whole.isEmpty()) {
            event(CastFormat.Code.OUTPUT, whole);
        }
    }

    @Override
    public synchronized void step(String line) {
        shownStep = Optional.of(line);
        mark(line);
    }

    /** A line is run. */
    synchronized void runs(String line) {
        boolean known = shownStep.equals(Optional.of(line));
        shownStep = Optional.empty();
        if (!known) {
            mark(line);
        }
    }

    private void mark(String label) {
        markers++;
        event(CastFormat.Code.MARKER, label);
    }

    @Override
    public synchronized void resized(ScreenSize size) {
        event(CastFormat.Code.RESIZE, size.columns() + "x" + size.rows());
    }

    private void event(CastFormat.Code code, String data) {
        if (!closed) {
            Duration at = Duration.ofNanos(nanos.getAsLong() - start);
            String line = format.event(last, at, code, data);
            if (begun) {
                write(line);
            } else {
                early.add(line);
            }
            last = at;
        }
    }

    private void write(String line) {
        if (failure.isEmpty()) {
            try {
                file.line(line);
            } catch (IOException e) {
                failure = Optional.of(e);
            }
        }
    }

    /** Ends it, and says what came of it. */
    public Summary end() throws IOException {
        finish();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending: the hook finds it closed
        }
        synchronized (this) {
            if (failure.isPresent()) {
                throw failure.get();
            }
            return new Summary(last, markers, file.full());
        }
    }

    private void finish() {
        disconnect.run(); // not under the lock: the screen has one of its own, which it takes first
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            if (failure.isPresent()) {
                file.giveUp();
                return;
            }
            try {
                file.complete();
            } catch (IOException e) {
                failure = Optional.of(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        Summary _ = end();
    }
}
