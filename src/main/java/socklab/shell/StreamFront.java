package socklab.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.jline.jansi.Ansi;
import socklab.session.Event;
import socklab.session.Job;
import socklab.session.Session;
import socklab.view.Said;
import socklab.view.Transcript;

/** Plain streams: results to one, diagnostics to the other, answers from a third. */
public final class StreamFront implements Front {
    private static final int COLUMNS = 80;

    private final BufferedReader in;
    private final PrintStream out;
    private final PrintStream err;
    private final boolean colour;

    public StreamFront(BufferedReader in, PrintStream out, PrintStream err, boolean colour) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.colour = colour;
    }

    /** Tells of every event of a session as it happens. */
    public void follow(Session session) {
        session.journal().listen(event -> tell(session, event));
    }

    private void tell(Session session, Event event) {
        if (Transcript.tells(session.settings(), event)) {
            say(Transcript.of(session).said(event));
        }
    }

    @Override
    public synchronized void say(List<Said> lines) {
        for (Said line : lines) {
            if (line.kind().diagnostic()) {
                out.flush(); // what was told before it stands before it
                err.println(colour ? coloured(line) : line.text());
            } else {
                out.println(colour ? coloured(line) : line.text());
            }
        }
        out.flush();
    }

    @Override
    public void type(Typing line, long keyNanos, Job job) {
        if (keyNanos == 0) {
            say(List.of(new Said(Said.Kind.PRINTED, line.prompt() + (colour ? Ansi.ansi().bold().a(line.text()).reset() : line.text()) + dim(line.mark()))));
            return;
        }
        print(line.prompt());
        line.text().codePoints().forEach(c -> {
            job.sleep(keyNanos);
            print(Character.toString(c));
        });
        print(dim(line.mark()) + System.lineSeparator());
    }

    private String dim(String text) {
        return colour && !text.isEmpty() ? Ansi.ansi().fgBrightBlack().a(text).reset().toString() : text;
    }

    private synchronized void print(String part) {
        out.print(part);
        out.flush();
    }

    private static String coloured(Said line) {
        Ansi ansi = Ansi.ansi();
        return switch (line.kind()) {
            case CALL -> ansi.fgBrightBlack().a(line.text()).reset().toString();
            case RESULT -> ansi.fgGreen().a(line.text()).reset().toString();
            case FAILURE -> ansi.fgYellow().a(line.text()).reset().toString();
            case WHY, NOTE -> ansi.fgCyan().a(line.text()).reset().toString();
            case ERROR -> ansi.fgRed().a(line.text()).reset().toString();
            case PRINTED -> line.text();
            case PROSE -> ansi.bold().a(line.text()).reset().toString();
        };
    }

    @Override
    public Optional<String> ask(String prompt) {
        out.print(prompt);
        out.flush();
        Optional<String> line = Optional.ofNullable(readLine());
        if (line.isEmpty()) {
            out.println(); // Ctrl-D left the prompt's line open
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
        return COLUMNS;
    }
}
