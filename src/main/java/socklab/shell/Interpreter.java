package socklab.shell;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import socklab.call.Bytes;
import socklab.call.Errno;
import socklab.call.Outcome;
import socklab.lang.Command;
import socklab.lang.Hint;
import socklab.lang.ShellWord;
import socklab.lang.SyntaxError;
import socklab.lang.Token;
import socklab.session.Evaluator;
import socklab.session.Event;
import socklab.session.Job;
import socklab.session.Session;
import socklab.session.Variable;
import socklab.text.Message;

/** Runs steps on a job's thread, one line after another. */
public final class Interpreter {
    private final Session session;
    private final Evaluator evaluator;
    private final Map<ShellWord, ShellWordHandler> handlers = new EnumMap<>(ShellWord.class);
    private final Set<Hint> given = EnumSet.noneOf(Hint.class);

    public Interpreter(Session session, Evaluator evaluator) {
        this.session = session;
        this.evaluator = evaluator;
    }

    /** Is called before and after each line. */
    public interface Observer {
        /** Called before a line; returns whether it runs. */
        default boolean before(ScriptStep.Line line) {
            return true;
        }

        /** Called before the first turn of a /repeat. */
        default void entering(ScriptStep.Repeat repeat) {}

        /** Called after the last turn of a /repeat, however it ended. */
        default void leaving(ScriptStep.Repeat repeat) {}

        /** Called after a line; returns whether to go on. */
        default boolean after(ScriptStep.Line line, StepResult result) {
            return !(result instanceof StepResult.Wrong);
        }

        /** Whether the remaining lines are left out. */
        default boolean over() {
            return false;
        }

        /** Goes on after every line. */
        Observer NONE = new Observer() {
            @Override
            public boolean after(ScriptStep.Line line, StepResult result) {
                return true;
            }
        };
    }

    /** Sets the handler of a shell word. */
    public void handle(ShellWord word, ShellWordHandler handler) {
        handlers.put(word, handler);
    }

    /** The shell words that have a handler. */
    public List<ShellWord> words() {
        return List.copyOf(handlers.keySet());
    }

    /** Runs steps until they end, the observer says stop, the job is cancelled, or a line leaves the shell. */
    public StepResult run(List<ScriptStep> steps, Job job, Observer observer) {
        for (ScriptStep step : steps) {
            if (observer.over()) {
                return StepResult.EXIT;
            }
            StepResult result = switch (step) {
                case ScriptStep.Line line -> line(line, job, observer);
                case ScriptStep.Repeat repeat -> repeat(repeat, job, observer);
            };
            if (job.cancelled() && !(result instanceof StepResult.Exit)) {
                if (!(result instanceof StepResult.Cancelled)) {
                    session.journal().append(new Event.Note(System.nanoTime(), Message.of("note.interrupted")));
                }
                return StepResult.CANCELLED;
            }
            if (result instanceof StepResult.Wrong
                    || result instanceof StepResult.Exit
                    || result instanceof StepResult.Cancelled) {
                return result;
            }
        }
        return StepResult.DONE;
    }

    private StepResult repeat(ScriptStep.Repeat repeat, Job job, Observer observer) {
        observer.entering(repeat);
        typed(repeat.head().text());
        job.enterLoop();
        StepResult result = StepResult.DONE;
        for (long i = 0;
                result instanceof StepResult.Done
                        && (repeat.times().isEmpty() || i < repeat.times().getAsLong())
                        && !job.cancelled();
                i++) {
            result = count(repeat, i + 1) ? run(repeat.body(), job, observer) : StepResult.WRONG;
        }
        job.leaveLoop();
        observer.leaving(repeat);
        return result;
    }

    /** Gives the number of a turn to the loop's counter; a name that a socket has is a problem. */
    private boolean count(ScriptStep.Repeat repeat, long turn) {
        if (repeat.counter().isEmpty()) {
            return true;
        }
        Token name = repeat.counter().get();
        boolean free = session.define(name.text(), new Variable.OfText(Bytes.utf8(Long.toString(turn))));
        if (!free) {
            wrong(new SyntaxError(
                    repeat.head().text(),
                    name.span(),
                    Message.of("fault.nameTaken", name.text()),
                    Message.of("cure.nameTaken")));
        }
        return free;
    }

    /** Runs a line; returns Wrong only if the observer says stop. */
    private StepResult line(ScriptStep.Line line, Job job, Observer observer) {
        if (!observer.before(line)) {
            return StepResult.DONE;
        }
        StepResult result = run(line, job);
        if (result instanceof StepResult.Exit) {
            return result;
        }
        boolean goesOn = observer.after(line, result);
        if (job.cancelled() && interrupted(result)) {
            return StepResult.CANCELLED;
        }
        return goesOn ? StepResult.DONE : StepResult.WRONG;
    }

    /** Whether the result itself tells of the interruption: the call failed with EINTR. */
    private static boolean interrupted(StepResult result) {
        return result.finished().stream()
                .anyMatch(call -> call.outcome() instanceof Outcome.Failed failed && failed.errno() == Errno.EINTR);
    }

    private StepResult run(ScriptStep.Line line, Job job) {
        if (!(line.command() instanceof Command.Blank || line.command() instanceof Command.Invoke)) {
            typed(line.text());
        }
        for (Hint hint : line.parse().hints()) {
            if (given.add(hint)) {
                session.journal().append(new Event.Note(System.nanoTime(), Message.of(hint.key())));
            }
        }
        return switch (line.command()) {
            case Command.Blank _, Command.Comment _, Command.Expect _ -> StepResult.DONE;
            case Command.Invoke c -> {
                Evaluator.Evaluation evaluation = evaluator.evaluate(c, job);
                yield evaluation instanceof Evaluator.Evaluation.Wrong
                        ? StepResult.WRONG
                        : new StepResult.Call(evaluation);
            }
            case Command.Shell c -> shell(c, job);
            case SyntaxError error -> wrong(error);
        };
    }

    private void typed(String text) {
        session.journal().append(new Event.Typed(text));
    }

    private StepResult shell(Command.Shell command, Job job) {
        Optional<ShellWordHandler> handler = Optional.ofNullable(handlers.get(command.word()));
        if (handler.isEmpty()) {
            return wrong(command.error(
                    command.name().span(),
                    Message.of("fault.notHere", command.name().text()),
                    Message.of("cure.notHere")));
        }
        if (command.word().usersOwn() && !session.policy().trusted()) {
            return wrong(command.error(
                    command.name().span(),
                    Message.of("fault.usersOwn", command.name().text()),
                    Message.of("cure.usersOwn")));
        }
        try {
            return handler.get().run(command, job);
        } catch (ShellWordError e) {
            return wrong(e.error());
        }
    }

    private StepResult wrong(SyntaxError error) {
        session.journal().append(new Event.Problem(System.nanoTime(), error));
        return StepResult.WRONG;
    }
}
