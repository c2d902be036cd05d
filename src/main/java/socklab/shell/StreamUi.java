package socklab.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
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
 * Writes to plain streams: results to one, diagnostics to another; it reads answers from a third.
 *
 * <p>The results are UTF-8. The answer of a shell word is written at once. Events are written some milliseconds later
 * if there are thousands in a second, and by another thread after many thousands: {@link #flush} writes the rest.
 */
public final class StreamUi implements LineUi {
    /** ECMA-48 EL: erases to the end of the line. */
    private static final String ERASE = "\033[K";

    private static final String END = System.lineSeparator();
    /** Output of more characters is written at once. */
    private static final int ROOM = 1 << 16;
    /**
     * The number of events that are formatted on the thread of the call; later ones have a thread of their own.
     * Until then
     * Java compiles the formatting code, and another thread would compete with the compiler.
     */
    private static final int AT_ONCE = 1 << 17;

    private final BufferedReader in;
    private final AnswerReader answers;
    private final PrintStream out;
    private final PrintStream err;
    /** Formatted output that has not been written. */
    private final StringBuilder told = new StringBuilder();
    /** Events that have not been formatted. */
    private final EventBacklog untold = new EventBacklog();

    private final DelayedFlush flushing = new DelayedFlush("flush", this::flush);
    private volatile Theme theme;
    private final Supplier<Optional<ScreenSize>> screen;
    private final LiveLine live;
    private final TypeAhead typeAhead;
    /** The question that is open; empty if none is. */
    private String asked = "";

    private volatile List<ScreenTap> taps = List.of();

    public StreamUi(BufferedReader in, PrintStream out, PrintStream err, Theme theme) {
        this(in, out, err, theme, Optional::empty, TypeAhead.KEPT);
    }

    /**
     * Streams.
     *
     * @param screen the current size if the first stream goes to a screen
     * @param typeAhead what is typed while a live line is on the screen
     */
    public StreamUi(
            BufferedReader in,
            PrintStream out,
            PrintStream err,
            Theme theme,
            Supplier<Optional<ScreenSize>> screen,
            TypeAhead typeAhead) {
        this.in = in;
        this.answers = new AnswerReader(in);
        this.out = out;
        this.err = err;
        this.theme = theme;
        this.screen = screen;
        this.live = new LiveLine(screen);
        this.typeAhead = typeAhead;
    }

    /** Shows every event of a session as it happens. */
    @Override
    public void follow(Session session) {
        follow(session, AT_ONCE);
    }

    /** The same with another number of events that are formatted at once. */
    void follow(Session session, int atOnce) {
        session.journal().listen(new Follower(session, atOnce));
    }

    /**
     * Receives the events of a session under the journal's lock. The lock of the streams is taken after it, never
     * before.
     */
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
                    tell(transcript.said(event)); // the text may need other events of the journal
                    flushing.soon();
                    atOnce = Math.max(0, atOnce - 1);
                }
            }
        }
    }

    /** Leaves an event to the formatting thread; if too many wait, this thread formats them. */
    private void later(EventBacklog.Entry entry) {
        switch (untold.add(entry)) {
            case FIRST -> flushing.soon();
            case MORE -> {}
            case MANY -> flushing.hurry();
            case FULL -> tell();
        }
    }

    /** Formats all waiting events. */
    private synchronized void tell() {
        List<EventBacklog.Entry> entries = untold.take();
        for (int i = 0; i < entries.size(); i++) {
            write(entries.get(i).said());
        }
    }

    /** Formats all waiting events, and then these lines. */
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
        if (lines.isEmpty()) {
            return;
        }
        int room = room();
        told.append(live.erasing()).append(asked.isEmpty() ? "" : "\r" + ERASE);
        for (OutputLine line : room == Integer.MAX_VALUE
                ? lines
                : lines.stream().flatMap(l -> l.fitting(room)).toList()) {
            String text = coloured(line);
            if (line.kind().diagnostic()) {
                out(); // keeps the order of results and diagnostics
                err.println(text);
                tapped(text + END);
            } else {
                told.append(text).append(END);
                if (told.length() > ROOM) {
                    out();
                }
            }
        }
        told.append(asked);
    }

    /** Formats and writes everything that waits. */
    @Override
    public synchronized void flush() {
        tell();
        out();
    }

    private void out() {
        if (told.isEmpty()) {
            return;
        }
        // one write for all lines: each write takes the locks of Java's streams
        String text = told.toString();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        told.setLength(0);
        tapped(text);
        out.write(bytes, 0, bytes.length);
        out.flush();
    }

    private void tapped(String text) {
        if (!taps.isEmpty()) {
            String shown = text.replace("\r\n", "\n").replace("\n", "\r\n"); // as the terminal's driver does
            taps.forEach(t -> t.shown(shown));
        }
    }

    @Override
    public synchronized Optional<ScreenTap.Connection> tap(ScreenTap tap) {
        flush();
        taps = Stream.concat(taps.stream(), Stream.of(tap)).toList();
        return Optional.of(new ScreenTap.Connection(screen.get().orElse(ScreenSize.USUAL), () -> untap(tap)));
    }

    private synchronized void untap(ScreenTap tap) {
        flush();
        taps = taps.stream().filter(t -> t != tap).toList();
    }

    @Override
    public void type(Typing line, Duration pause, Job job) {
        flush();
        taps.forEach(t -> t.step(line.text()));
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
        told.append(live.erasing()).append(part);
        out();
    }

    /** A live line never covers a question. */
    @Override
    public synchronized void live(String text) {
        String line = asked.isEmpty() ? live.fitting(text) : "";
        if (!line.isEmpty()) {
            typeAhead.ignore();
            print(styled(line, Theme.Meaning.STATUS_LINE));
            live.drew(line);
        } else if (live.shown()) {
            print("");
        }
        if (line.isEmpty()) {
            typeAhead.heed();
        }
    }

    /** Asks: what is printed from now on stands above the question, on a terminal. */
    private synchronized void open(String prompt) {
        live("");
        print(prompt);
        asked = screen.get().isPresent() ? prompt : "";
    }

    private synchronized void answered() {
        asked = "";
    }

    private String coloured(OutputLine line) {
        return styled(line.text(), Theme.Meaning.of(line.kind()));
    }

    private String styled(String text, Theme.Meaning meaning) {
        return AnsiText.of(text, meaning, theme);
    }

    @Override
    public Optional<String> ask(String prompt) {
        open(Escape.printable(prompt));
        Optional<String> line;
        try {
            line = answers.next();
        } finally {
            answered();
        }
        if (line.isEmpty()) {
            print(END); // after Ctrl-D the cursor is still on the prompt's line
        }
        line.ifPresent(l -> tapped(Escape.printable(l) + END)); // the terminal itself has echoed it
        return line;
    }

    /** Ends the question that waits for an answer, and all later ones, as Ctrl-D does. */
    @Override
    public void endQuestions() {
        answers.end();
    }

    /**
     * On a terminal the prompt is written again, with what has changed before it; what is typed stays in the terminal.
     */
    @Override
    public Optional<String> ask(String prompt, Supplier<String> meanwhile) {
        if (screen.get().isEmpty()) {
            return ask(prompt);
        }
        try (Ticker _ = new Ticker(
                meanwhile, text -> print("\r" + ERASE + Escape.printable(text) + " " + Escape.printable(prompt)))) {
            return ask(prompt);
        }
    }

    @Override
    public Optional<String> next() {
        try {
            return Optional.ofNullable(in.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int columns() {
        return screen.get().orElse(ScreenSize.USUAL).columns();
    }

    @Override
    public int room() {
        return screen.get().map(ScreenSize::columns).orElse(Integer.MAX_VALUE);
    }
}
