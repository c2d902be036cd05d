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
import socklab.shell.ScriptBuilder;
import socklab.shell.ScriptStep;
import socklab.shell.Shell;
import socklab.shell.StateFolder;
import socklab.shell.StepResult;
import socklab.text.Message;
import socklab.view.OutputLine;

/** Reads lines and has them run, until the user leaves. */
public final class Repl {
    private static final int FRAMES_SHOWN = 6;

    private final Console console;
    private final Shell bench;
    private final Interpreter.Observer observer;
    private final HistoryFile historyFile;
    private final LineHighlighter painter;
    private final ForegroundJob attendance;
    private final StatusLineUpdater stateLine;
    private final KeptSettings kept;
    private final ScriptBuilder steps = new ScriptBuilder();
    private boolean warned;
    private boolean historyLost;

    /**
     * A loop that writes to a console.
     *
     * @param observer is asked about each line; says whether a /repeat goes on
     * @param folder where the history is kept
     */
    public Repl(Console console, Shell bench, Interpreter.Observer observer, StateFolder folder) {
        this.console = console;
        this.bench = bench;
        this.observer = paced(observer);
        this.historyFile = new HistoryFile(folder);
        CompletionSources world = new CompletionSources(bench);
        Completion completion =
                new Completion(world, () -> console.in(bench.session().settings()));
        this.painter = new LineHighlighter(console.theme(), completion, world);
        this.attendance = new ForegroundJob(console, bench);
        this.stateLine = new StatusLineUpdater(console, bench);
        this.kept = new KeptSettings(folder);
        new EditCommand(console, bench, this.observer).register();
        if (!TerminalOpener.dumb(console.terminal())) {
            InlineHints hints = new InlineHints(console.editor().getHistory());
            new TypingAssistant(
                            console,
                            completion,
                            painter,
                            hints,
                            () -> bench.session().settings())
                    .install();
        }
    }

    /** A line goes on only when all it said is on the screen: nothing piles up, and nothing overtakes. */
    private Interpreter.Observer paced(Interpreter.Observer observer) {
        return new Interpreter.Observer() {
            @Override
            public boolean before(ScriptStep.Line line) {
                return observer.before(line);
            }

            @Override
            public boolean after(ScriptStep.Line line, StepResult ran) {
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
        console.theme().look(bench.session().settings().look());
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
        return steps.unfinished()
                ? Prompt.more(console.theme())
                : Prompt.of(state(), console.columns(), console.theme());
    }

    /** The current socket and its state; an arrow is a word where there shall be text alone. */
    private String state() {
        Settings settings = bench.session().settings();
        return settings.look().plain()
                ? bench.prompt().replace("→", " " + console.in(settings).say("prompt.to") + " ")
                : bench.prompt();
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
        note(Message.of("note.history", e.getMessage()));
    }

    private void note(Message text) {
        bench.session().journal().append(new Event.Note(System.nanoTime(), text));
    }

    /** Ctrl-D: stays once if calls still block. */
    private boolean stays() {
        int blocked = bench.jobs().background().size();
        if (blocked == 0 || warned) {
            return false;
        }
        warned = true;
        note(Message.of("note.stillBlocked", blocked));
        return true;
    }

    /** Runs the lines that were typed or pasted, one after another; returns whether to go on reading. */
    private boolean lines(List<String> typed) {
        warned = false;
        Deque<String> left = new ArrayDeque<>(typed);
        while (!left.isEmpty()) {
            if (typed.size() > 1) {
                console.echo(new AttributedStringBuilder()
                        .append(prompt())
                        .append(painter.paint(left.getFirst(), false))
                        .toAttributedString());
            }
            take(left.removeFirst());
            while (!left.isEmpty() && Parser.parse(left.getFirst()).command() instanceof Command.Expect) {
                console.echo(painter.paint(left.getFirst(), false));
                take(left.removeFirst()); // belongs to the line before: any of several will do
            }
            Optional<StepResult> ran = steps.unfinished() ? Optional.of(StepResult.DONE) : run(steps.take());
            if (ran.isPresent() && ran.get() instanceof StepResult.Exit) {
                return false;
            }
            if (ran.isPresent() && ran.get() instanceof StepResult.Cancelled) {
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
    private Optional<StepResult> run(List<ScriptStep> taken) {
        Settings before = bench.session().settings();
        Optional<StepResult> ran = attended(taken);
        Settings after = bench.session().settings();
        if (after != before) { // they are replaced, never changed
            console.theme().look(after.look());
            try {
                kept.keep(before, after);
            } catch (IOException e) {
                note(Message.of("note.settings", e.getMessage()));
            }
        }
        return ran;
    }

    private Optional<StepResult> attended(List<ScriptStep> taken) {
        try {
            return attendance.attend(bench.start(taken, observer));
        } catch (IllegalStateException bug) { // thrown on the line's thread; the sockets are still there
            console.say(List.of(new OutputLine(
                    OutputLine.Kind.ERROR,
                    console.in(bench.session().settings()).say("bug.line", cause(bug)))));
            console.say(Arrays.stream(cause(bug).getStackTrace())
                    .limit(FRAMES_SHOWN)
                    .map(f -> new OutputLine(OutputLine.Kind.ERROR, "  at " + f))
                    .toList());
            return Optional.of(StepResult.WRONG);
        }
    }

    private static Throwable cause(Throwable bug) {
        return bug.getCause() == null ? bug : bug.getCause();
    }
}
