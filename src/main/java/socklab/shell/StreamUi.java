package socklab.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Supplier;
import socklab.session.Event;
import socklab.session.Job;
import socklab.session.Session;
import socklab.session.Settings;
import socklab.view.AnsiText;
import socklab.view.Escape;
import socklab.view.OutputLine;
import socklab.view.Theme;
import socklab.view.Transcript;

/**
 * Plain streams: results to one, diagnostics to the other, answers from a third.
 *
 * <p>The results are UTF-8. What a word says is with the system when it is said; what is told of events, when there
 * are thousands in a second, some milliseconds later, and when there were many thousands, by another thread: whoever ends
 * the program flushes.
 */
public final class StreamUi implements UserInterface {
    private static final int COLUMNS = 80;
    private static final String END = System.lineSeparator();
    /** So many characters wait at most, and the line that makes them more. */
    private static final int ROOM = 1 << 16;
    /**
     * So many events are told by whoever makes the calls, and only those beyond by a thread of their own: until then Java
     * compiles what makes lines of them, and a thread more would take the compiler's processor.
     */
    private static final int AT_ONCE = 1 << 17;

    private final BufferedReader in;
    private final PrintStream out;
    private final PrintStream err;
    /** What was told and has not gone out. */
    private final StringBuilder told = new StringBuilder();
    /** What happened and is not among it yet. */
    private final EventBacklog untold = new EventBacklog();

    private final DelayedFlush flushing = new DelayedFlush("flush", this::flush);
    private volatile Theme theme;
    private final Supplier<OptionalInt> screen;

    public StreamUi(BufferedReader in, PrintStream out, PrintStream err, Theme theme) {
        this(in, out, err, theme, OptionalInt::empty);
    }

    /** Streams of which the first goes to a screen so wide, if it does; asked anew whenever it matters. */
    public StreamUi(BufferedReader in, PrintStream out, PrintStream err, Theme theme, Supplier<OptionalInt> screen) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.theme = theme;
        this.screen = screen;
    }

    /** Tells of every event of a session as it happens. */
    @Override
    public void follow(Session session) {
        follow(session, AT_ONCE);
    }

    /** Tells so many events on the thread on which they happen. */
    void follow(Session session, int atOnce) {
        session.journal().listen(new Follower(session, atOnce));
    }

    /** Hears a session's events, one at a time, from whoever has the journal's lock; the ui's is taken after that, never before. */
    private final class Follower implements Consumer<Event> {
        private final Session session;
        private int atOnce;
        private Transcript transcript;

        Follower(Session session, int atOnce) {
            this.session = session;
            this.atOnce = atOnce;
            this.transcript = Transcript.of(session);
            theme = theme.with(session.settings().look());
        }

        @Override
        public void accept(Event event) {
            Settings now = session.settings();
            if (!transcript.suits(now)) {
                tell();
                transcript = Transcript.of(session);
                theme = theme.with(now.look());
            }
            if (Transcript.tells(now, event)) {
                if (atOnce == 0 && transcript.mayWait(event)) {
                    later(new EventBacklog.Entry(transcript, event));
                } else {
                    tell(transcript.said(event)); // here the journal may be asked for the others
                    flushing.soon();
                    atOnce = Math.max(0, atOnce - 1);
                }
            }
        }
    }

    /** A thread of its own makes lines of it; whoever is too fast for that one does it himself. */
    private void later(EventBacklog.Entry entry) {
        switch (untold.add(entry)) {
            case FIRST -> flushing.soon();
            case MORE -> {}
            case MANY -> flushing.hurry();
            case FULL -> tell();
        }
    }

    /** Makes lines of what happened so far. */
    private synchronized void tell() {
        List<EventBacklog.Entry> entries = untold.take();
        for (int i = 0; i < entries.size(); i++) {
            write(entries.get(i).said());
        }
    }

    /** Tells what happened so far, and that. */
    private synchronized void tell(List<OutputLine> lines) {
        tell();
        write(lines);
    }

    @Override
    public synchronized void say(List<OutputLine> lines) {
        tell(lines);
        out();
    }

    private void write(List<OutputLine> lines) {
        int room = room();
        for (OutputLine line : room == Integer.MAX_VALUE
                ? lines
                : lines.stream().flatMap(l -> l.fitting(room)).toList()) {
            String text = coloured(line);
            if (line.kind().diagnostic()) {
                out(); // what was told before it stands before it
                err.println(text);
            } else {
                told.append(text).append(END);
                if (told.length() > ROOM) {
                    out();
                }
            }
        }
    }

    /** What happened has been told, and has gone to where it goes, when this returns. */
    public synchronized void flush() {
        tell();
        out();
    }

    private void out() {
        if (told.isEmpty()) {
            return;
        }
        // once for all lines: each by itself would go through the locks of Java's streams
        byte[] bytes = told.toString().getBytes(StandardCharsets.UTF_8);
        told.setLength(0);
        out.write(bytes, 0, bytes.length);
        out.flush();
    }

    @Override
    public void type(Typing line, Duration pause, Job job) {
        if (pause.isZero()) {
            // with codes between its parts: a line that is said has none of its own
            print(Escape.printable(line.prompt())
                    + styled(Escape.printable(line.text()), Theme.Meaning.PROSE)
                    + styled(Escape.printable(line.mark()), Theme.Meaning.CALL_LINE)
                    + END);
            return;
        }
        print(line.prompt());
        line.text().codePoints().forEach(c -> {
            job.sleep(pause.toNanos());
            print(Character.toString(c));
        });
        print(styled(line.mark(), Theme.Meaning.CALL_LINE) + END);
    }

    private synchronized void print(String part) {
        tell();
        told.append(part);
        out();
    }

    private String coloured(OutputLine line) {
        return styled(line.text(), Theme.Meaning.of(line.kind()));
    }

    private String styled(String text, Theme.Meaning meaning) {
        return AnsiText.of(text, meaning, theme);
    }

    @Override
    public Optional<String> ask(String prompt) {
        print(Escape.printable(prompt));
        Optional<String> line = Optional.ofNullable(readLine());
        if (line.isEmpty()) {
            print(END); // Ctrl-D left the prompt's line open
        }
        return line;
    }

    /** The next line of input; null at its end. */
    private String readLine() {
        try {
            return in.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next line of input. */
    public Optional<String> next() {
        return Optional.ofNullable(readLine());
    }

    @Override
    public int columns() {
        return screen.get().orElse(COLUMNS);
    }

    @Override
    public int room() {
        return screen.get().orElse(Integer.MAX_VALUE);
    }
}
