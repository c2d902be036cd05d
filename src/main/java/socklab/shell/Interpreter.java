package socklab.shell;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import socklab.lang.Command;
import socklab.lang.SyntaxError;
import socklab.lang.Word;
import socklab.session.Evaluator;
import socklab.session.Event;
import socklab.session.Job;
import socklab.session.Session;
import socklab.text.Msg;

/** Runs steps on a job's thread, one line after another. */
public final class Interpreter {
    private final Session session;
    private final Evaluator evaluator;
    private final Map<Word, Handler> handlers = new EnumMap<>(Word.class);
    private boolean toldForgiving;

    public Interpreter(Session session, Evaluator evaluator) {
        this.session = session;
        this.evaluator = evaluator;
    }

    /** Looks on as lines run. */
    public interface Observer {
        /** A line is about to run; returns whether it shall. */
        default boolean before(Step.Line line) {
            return true;
        }

        /** A /repeat is about to run its lines for the first time. */
        default void entering(Step.Repeat repeat) {}

        /** A line has run; returns whether to go on. */
        default boolean after(Step.Line line, Ran ran) {
            return !(ran instanceof Ran.Wrong);
        }

        /** Whether the lines that are left shall not run. */
        default boolean over() {
            return false;
        }

        /** Goes on whatever happens. */
        Observer NONE = new Observer() {
            @Override
            public boolean after(Step.Line line, Ran ran) {
                return true;
            }
        };
    }

    /** Says what a word does. */
    public void handle(Word word, Handler handler) {
        handlers.put(word, handler);
    }

    /** The words that do something here. */
    public List<Word> words() {
        return List.copyOf(handlers.keySet());
    }

    /** Runs steps until they end, the observer says stop, the job is cancelled, or a line leaves the shell. */
    public Ran run(List<Step> steps, Job job, Observer observer) {
        for (int i = 0; i < steps.size(); i++) { // no iterator for every turn of a /repeat
            Step step = steps.get(i);
            if (observer.over()) {
                return Ran.EXIT;
            }
            Ran ran = switch (step) {
                case Step.Line line -> line(line, job, observer);
                case Step.Repeat repeat -> repeat(repeat, job, observer);
            };
            if (job.cancelled() && !(ran instanceof Ran.Exit)) {
                return Ran.CANCELLED;
            }
            if (ran instanceof Ran.Wrong || ran instanceof Ran.Exit || ran instanceof Ran.Cancelled) {
                return ran;
            }
        }
        return Ran.DONE;
    }

    private Ran repeat(Step.Repeat repeat, Job job, Observer observer) {
        observer.entering(repeat);
        typed(repeat.head().text());
        for (long i = 0; (repeat.times().isEmpty() || i < repeat.times().getAsLong()) && !job.cancelled(); i++) {
            Ran ran = run(repeat.body(), job, observer);
            if (!(ran instanceof Ran.Done)) {
                return ran;
            }
        }
        return Ran.DONE;
    }

    /** Runs a line; returns Wrong only if the observer says stop. */
    private Ran line(Step.Line line, Job job, Observer observer) {
        if (!observer.before(line)) {
            return Ran.DONE;
        }
        Ran ran = run(line, job);
        if (ran instanceof Ran.Exit) {
            return ran;
        }
        return observer.after(line, ran) ? Ran.DONE : Ran.WRONG;
    }

    private Ran run(Step.Line line, Job job) {
        if (!(line.command() instanceof Command.Blank || line.command() instanceof Command.Invoke)) {
            typed(line.text());
        }
        if (line.parse().forgiven() && !toldForgiving) {
            toldForgiving = true;
            session.journal().append(new Event.Note(System.nanoTime(), Msg.of("note.forgiven")));
        }
        return switch (line.command()) {
            case Command.Blank _, Command.Comment _, Command.Expect _ -> Ran.DONE;
            case Command.Invoke c -> {
                Evaluator.Evaluation evaluation = evaluator.evaluate(c, job);
                yield evaluation instanceof Evaluator.Evaluation.Wrong ? Ran.WRONG : new Ran.Call(evaluation);
            }
            case Command.Shell c -> shell(c, job);
            case SyntaxError error -> wrong(error);
        };
    }

    private void typed(String text) {
        session.journal().append(new Event.Typed(text));
    }

    private Ran shell(Command.Shell command, Job job) {
        Optional<Handler> handler = Optional.ofNullable(handlers.get(command.word()));
        if (handler.isEmpty()) {
            return wrong(command.error(command.name().span(), Msg.of("fault.notHere", command.name().text()), Msg.of("cure.notHere")));
        }
        if (command.word().usersOwn() && !session.policy().trusted()) {
            return wrong(command.error(command.name().span(), Msg.of("fault.usersOwn", command.name().text()), Msg.of("cure.usersOwn")));
        }
        try {
            return handler.get().run(command, job);
        } catch (WordError e) {
            return wrong(e.error());
        }
    }

    private Ran wrong(SyntaxError error) {
        session.journal().append(new Event.Problem(System.nanoTime(), error));
        return Ran.WRONG;
    }
}
