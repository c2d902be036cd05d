package socklab.term;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jline.reader.History;
import org.jline.reader.LineReader;
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
    /** After so many exceptions in a row no further read is tried. */
    private static final int MOST_FAILURES = 20;

    private final Console console;
    private final Shell shell;
    private final Interpreter.Observer observer;
    private final HistoryFile historyFile;
    private final LineHighlighter highlighter;
    private final ForegroundJob foreground;
    private final StatusLineUpdater statusLine;
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
    public Repl(Console console, Shell shell, Interpreter.Observer observer, StateFolder folder) {
        this.console = console;
        this.shell = shell;
        this.observer = paced(observer);
        this.historyFile = new HistoryFile(folder);
        CompletionSources sources = new CompletionSources(shell, this::typed);
        Completion completion =
                new Completion(sources, () -> console.in(shell.session().settings()));
        this.highlighter = new LineHighlighter(console.theme(), completion, sources);
        this.foreground = new ForegroundJob(console, shell);
        this.statusLine = new StatusLineUpdater(console, shell);
        this.kept = new KeptSettings(folder);
        EditCommand edit = new EditCommand(console, shell, this.observer);
        edit.register();
        if (!TerminalOpener.dumb(console.terminal())) {
            InlineHints hints = new InlineHints(console.editor().getHistory());
            new TypingAssistant(
                            console,
                            completion,
                            highlighter,
                            hints,
                            () -> shell.session().settings())
                    .install();
            console.editor().getWidgets().put(LineReader.EDIT_AND_EXECUTE_COMMAND, edit::editTypedLine);
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
        console.theme().look(shell.session().settings().look());
        console.editor().whenShown(() -> {
            soon.run();
            greet();
            recall();
            statusLine.start();
            console.guard();
        });
        try {
            read();
        } finally {
            statusLine.close();
        }
    }

    private void read() {
        boolean going = true;
        while (going) {
            console.errors().guard(statusLine::refresh);
            console.drained();
            console.takeInterrupt(); // it came after the line had ended: there is nothing to interrupt
            going = switch (read(prompt())) {
                case LineEditor.Read.Lines read -> {
                    if (read.interrupted()) {
                        console.interrupt();
                    }
                    yield lines(read.lines());
                }
                case LineEditor.Read.Interrupted _ -> {
                    steps.build();
                    steps.take();
                    yield true;
                }
                case LineEditor.Read.End _ -> stays();
            };
        }
    }

    /** Reads at a prompt; an exception of the editor costs the line that was typed, not the session. */
    private LineEditor.Read read(AttributedString prompt) {
        for (int failures = 0; failures < MOST_FAILURES; failures++) {
            try {
                return console.editor().read(prompt);
            } catch (RuntimeException | StackOverflowError e) {
                console.errors().report(e);
            }
        }
        return new LineEditor.Read.End(); // the terminal does not work at all
    }

    private AttributedString prompt() {
        return steps.unfinished()
                ? Prompt.more(console.theme())
                : Prompt.of(state(), console.columns(), console.theme());
    }

    /** The current socket and its state; an arrow is a word where there shall be text alone. */
    private String state() {
        Settings settings = shell.session().settings();
        return settings.look().plain()
                ? shell.prompt().replace("→", " " + console.in(settings).say("prompt.to") + " ")
                : shell.prompt();
    }

    /** The lines of the history. */
    private List<String> typed() {
        return StreamSupport.stream(console.editor().getHistory().spliterator(), false)
                .map(History.Entry::line)
                .toList();
    }

    /** Tells a new user what to type, how to get help, and how to leave. */
    private void greet() {
        if (historyFile.isNew()) {
            console.say(console.in(shell.session().settings())
                    .say("greeting")
                    .lines()
                    .map(l -> new OutputLine(OutputLine.Kind.NOTE, l))
                    .toList());
        }
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
        try {
            historyFile.append(line);
            historyLost = false;
        } catch (IOException e) {
            historyLost(e);
        }
    }

    /** Says why the history is not saved, once until it is saved again. */
    private void historyLost(IOException e) {
        if (!historyLost) {
            historyLost = true;
            note(Message.of("note.history", ErrorLog.summary(e)));
        }
    }

    private void note(Message text) {
        shell.session().journal().append(new Event.Note(System.nanoTime(), text));
    }

    /** Ctrl-D: stays once if calls still block. */
    private boolean stays() {
        int blocked = shell.jobs().background().size();
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
                        .append(highlighter.paint(left.getFirst(), false))
                        .toAttributedString());
            }
            take(left.removeFirst());
            while (!left.isEmpty() && Parser.parse(left.getFirst()).command() instanceof Command.Expect) {
                console.echo(highlighter.paint(left.getFirst(), false));
                take(left.removeFirst()); // belongs to the line before: any of several will do
            }
            boolean collects = steps.unfinished() && !(left.isEmpty() && steps.waitsInVain());
            Optional<StepResult> ran = collects ? Optional.of(StepResult.DONE) : run(steps.take());
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
        Settings before = shell.session().settings();
        Optional<StepResult> ran = attended(taken);
        Settings after = shell.session().settings();
        if (after != before) { // they are replaced, never changed
            console.theme().look(after.look());
            try {
                kept.keep(before, after);
            } catch (IOException e) {
                note(Message.of("note.settings", ErrorLog.summary(e)));
            }
        }
        return ran;
    }

    private Optional<StepResult> attended(List<ScriptStep> taken) {
        try {
            return foreground.attend(shell.start(taken, observer));
        } catch (IllegalStateException bug) { // thrown on the line's thread; the sockets are still there
            console.errors().report(cause(bug));
            return Optional.of(StepResult.WRONG);
        }
    }

    private static Throwable cause(Throwable bug) {
        return bug.getCause() == null ? bug : bug.getCause();
    }
}
