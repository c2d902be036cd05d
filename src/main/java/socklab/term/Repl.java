package socklab.term;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jline.reader.History;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import socklab.lang.Command;
import socklab.lang.Parser;
import socklab.session.Event;
import socklab.session.Settings;
import socklab.shell.Interpreter;
import socklab.shell.Ran;
import socklab.shell.StateFolder;
import socklab.shell.Step;
import socklab.shell.StepBuilder;
import socklab.shell.Workbench;
import socklab.text.Msg;
import socklab.view.Said;

/** Reads lines and has them run, until the user leaves. */
public final class Repl {
    private static final int FRAMES_SHOWN = 6;

    private final Console console;
    private final Workbench bench;
    private final Interpreter.Observer observer;
    private final HistoryFile historyFile;
    private final Painter painter;
    private final Attendance attendance;
    private final StateLine stateLine;
    private final KeptSettings kept;
    private final StepBuilder steps = new StepBuilder();
    private boolean warned;
    private boolean historyLost;

    /**
     * A loop that writes to a console.
     *
     * @param observer is asked about each line; says whether a /repeat goes on
     * @param folder where the history is kept
     */
    public Repl(Console console, Workbench bench, Interpreter.Observer observer, StateFolder folder) {
        this.console = console;
        this.bench = bench;
        this.observer = paced(observer);
        this.historyFile = new HistoryFile(folder);
        World world = new World(bench);
        Completion completion = new Completion(world, () -> console.in(bench.session().settings()));
        this.painter = new Painter(console.palette(), completion, world);
        this.attendance = new Attendance(console, bench);
        this.stateLine = new StateLine(console, bench);
        this.kept = new KeptSettings(folder);
        new EditWord(console, bench, this.observer).register();
        if (!Terminals.dumb(console.terminal())) {
            Hints hints = new Hints(console.editor().getHistory());
            new Assistant(console, completion, painter, hints, () -> bench.session().settings()).install();
        }
    }

    /** A line goes on only when all it said is on the screen: nothing piles up, and nothing overtakes. */
    private Interpreter.Observer paced(Interpreter.Observer observer) {
        return new Interpreter.Observer() {
            @Override
            public boolean before(Step.Line line) {
                return observer.before(line);
            }

            @Override
            public boolean after(Step.Line line, Ran ran) {
                console.drained();
                return observer.after(line, ran);
            }
        };
    }

    /**
     * Runs until the user leaves.
     *
     * @param soon is done when the first prompt is on the screen
     */
    public void run(Runnable soon) {
        console.palette().look(bench.session().settings().look());
        console.editor().whenShown(() -> {
            soon.run();
            recall();
            stateLine.start();
            console.guard();
        });
        try {
            read();
        } finally {
            stateLine.close();
        }
    }

    private void read() {
        boolean going = true;
        while (going) {
            stateLine.refresh();
            console.drained();
            going = switch (console.editor().read(prompt())) {
                case LineEditor.Read.Lines read -> lines(read.lines());
                case LineEditor.Read.Interrupted _ -> {
                    steps.build();
                    steps.take();
                    yield true;
                }
                case LineEditor.Read.End _ -> stays();
            };
        }
    }

    private AttributedString prompt() {
        return steps.unfinished() ? Prompt.more(console.palette()) : Prompt.of(state(), console.columns(), console.palette());
    }

    /** The current socket and its state; an arrow is a word where there shall be text alone. */
    private String state() {
        Settings settings = bench.session().settings();
        return settings.look().plain() ? bench.prompt().replace("→", " " + console.in(settings).say("prompt.to") + " ") : bench.prompt();
    }

    private void recall() {
        try {
            History history = console.editor().getHistory();
            history.attach(console.editor());
            for (String line : historyFile.load()) {
                history.add(Instant.EPOCH, line);
            }
        } catch (IOException e) {
            historyLost(e);
        }
    }

    private void remember(String line) {
        if (line.isBlank()) {
            return;
        }
        console.editor().getHistory().add(Instant.now(), line);
        if (!historyLost) {
            try {
                historyFile.append(line);
            } catch (IOException e) {
                historyLost(e);
            }
        }
    }

    /** Says once that the history is not kept, and why. */
    private void historyLost(IOException e) {
        historyLost = true;
        note(Msg.of("note.history", e.getMessage()));
    }

    private void note(Msg text) {
        bench.session().journal().append(new Event.Note(System.nanoTime(), text));
    }

    /** Ctrl-D: stays once if calls still block. */
    private boolean stays() {
        int blocked = bench.jobs().background().size();
        if (blocked == 0 || warned) {
            return false;
        }
        warned = true;
        note(Msg.of("note.stillBlocked", blocked));
        return true;
    }

    /** Runs the lines that were typed or pasted, one after another; returns whether to go on reading. */
    private boolean lines(List<String> typed) {
        warned = false;
        Deque<String> left = new ArrayDeque<>(typed);
        while (!left.isEmpty()) {
            if (typed.size() > 1) {
                console.echo(new AttributedStringBuilder().append(prompt()).append(painter.paint(left.getFirst(), false)).toAttributedString());
            }
            take(left.removeFirst());
            while (!left.isEmpty() && Parser.parse(left.getFirst()).command() instanceof Command.Expect) {
                console.echo(painter.paint(left.getFirst(), false));
                take(left.removeFirst()); // belongs to the line before: any of several will do
            }
            Optional<Ran> ran = steps.unfinished() ? Optional.of(Ran.DONE) : run(steps.take());
            if (ran.isPresent() && ran.get() instanceof Ran.Exit) {
                return false;
            }
            if (ran.isPresent() && ran.get() instanceof Ran.Cancelled) {
                return true; // Ctrl-C: the rest of what was pasted is not for the same fate
            }
        }
        return true;
    }

    private void take(String line) {
        remember(line);
        steps.add(line, 0);
    }

    /** Runs a line, and keeps what it has set. */
    private Optional<Ran> run(List<Step> taken) {
        Settings before = bench.session().settings();
        Optional<Ran> ran = attended(taken);
        Settings after = bench.session().settings();
        if (after != before) { // they are replaced, never changed
            console.palette().look(after.look());
            try {
                kept.keep(before, after);
            } catch (IOException e) {
                note(Msg.of("note.settings", e.getMessage()));
            }
        }
        return ran;
    }

    private Optional<Ran> attended(List<Step> taken) {
        try {
            return attendance.attend(bench.start(taken, observer));
        } catch (IllegalStateException bug) { // thrown on the line's thread; the sockets are still there
            console.say(List.of(new Said(Said.Kind.ERROR, console.in(bench.session().settings()).say("bug.line", cause(bug)))));
            console.say(Arrays.stream(cause(bug).getStackTrace()).limit(FRAMES_SHOWN)
                    .map(f -> new Said(Said.Kind.ERROR, "  at " + f)).toList());
            return Optional.of(Ran.WRONG);
        }
    }

    private static Throwable cause(Throwable bug) {
        return bug.getCause() == null ? bug : bug.getCause();
    }
}
