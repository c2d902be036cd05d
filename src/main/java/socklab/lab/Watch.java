package socklab.lab;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import socklab.call.Outcome;
import socklab.lang.Command;
import socklab.lang.Span;
import socklab.lang.SyntaxError;
import socklab.session.Event;
import socklab.session.Settings;
import socklab.shell.Interpreter;
import socklab.shell.Ran;
import socklab.shell.Step;
import socklab.text.Msg;
import socklab.view.StraceView;

/** Compares the lines of a lab, as they run, with what they should come to, and stops at the first that does not. */
final class Watch implements Interpreter.Observer {
    private static final double NANOS = 1e9;

    private final Settings settings;
    private final Misses misses;
    private Optional<Failure> failure = Optional.empty();
    private Optional<SyntaxError> problem = Optional.empty();
    private Optional<Long> timedOut = Optional.empty();
    private Optional<Long> since = Optional.empty();
    private int met;

    /** What is done about a result that is not the one expected. */
    interface Misses {
        /** Returns whether it shall count as met. */
        boolean forgive(Step.Line line, String actual);

        /** Nothing is forgiven. */
        Misses NONE = (_, _) -> false;
    }

    Watch(Settings settings, Misses misses) {
        this.settings = settings;
        this.misses = misses;
    }

    /** Hears of problems. */
    synchronized void event(Event event) {
        if (event instanceof Event.Problem p && problem.isEmpty()) {
            problem = Optional.of(p.error());
        }
    }

    /** For how many nanoseconds the line that runs has been running. */
    synchronized long running() {
        return since.map(s -> System.nanoTime() - s).orElse(0L);
    }

    /** The line that runs is about to be interrupted, after so long. */
    synchronized void timeout(long nanos) {
        timedOut = Optional.of(nanos);
    }

    @Override
    public synchronized boolean before(Step.Line line) {
        problem = Optional.empty();
        since = Optional.of(System.nanoTime());
        return true;
    }

    @Override
    public synchronized boolean after(Step.Line line, Ran ran) {
        since = Optional.empty();
        if (timedOut.isPresent()) {
            String seconds = String.format(Locale.ROOT, "%s", timedOut.get() / NANOS).replaceAll("\\.0$", "");
            fail(Failure.Kind.TIMEOUT, line, new SyntaxError(line.text(), word(line), Msg.of("check.timeout", seconds), Msg.of("check.interrupted")), ran);
        } else if (ran instanceof Ran.Wrong || problem.isPresent()) {
            fail(Failure.Kind.WRONG, line, problem.orElseGet(() -> new SyntaxError(line.text(), word(line), Msg.of("check.wrong"), Msg.of("cure.help"))), ran);
        } else if (!line.expected().isEmpty()) {
            compare(line, ran);
        }
        return failure.isEmpty();
    }

    private void compare(Step.Line line, Ran ran) {
        String actual = Results.of(ran).orElse("");
        if (line.expected().stream().anyMatch(e -> Expectation.met(e.result().text(), actual)) || misses.forgive(line, actual)) {
            met++;
            return;
        }
        Step.Expected first = line.expected().getFirst();
        fail(Failure.Kind.DIFFERS, line, new SyntaxError(first.line(), first.result().span(), Msg.of("check.differs"), Msg.of("check.here")), ran);
    }

    /** What is run in a line: the call, or the shell word. */
    private static Span word(Step.Line line) {
        return switch (line.command()) {
            case Command.Invoke c -> c.word().span();
            case Command.Shell c -> c.name().span();
            case Command.Blank _, Command.Comment _, Command.Expect _, SyntaxError _ -> new Span(0, line.text().length());
        };
    }

    private void fail(Failure.Kind kind, Step.Line line, SyntaxError error, Ran ran) {
        Optional<Event.Finished> call = Results.finished(ran);
        Optional<Failure.Reason> reason = call.filter(c -> c.outcome() instanceof Outcome.Failed).map(c ->
                new Failure.Reason(c.invocation().call(), ((Outcome.Failed) c.outcome()).errno()));
        int number = kind == Failure.Kind.DIFFERS ? line.expected().getFirst().number() : line.number();
        List<String> expected = line.expected().stream().map(e -> e.result().text()).toList();
        failure = Optional.of(new Failure(kind, number, error.span().start() + 1, line.text(), error, expected, Results.of(ran),
                call.filter(c -> !(c.outcome() instanceof Outcome.Unresolved)).map(c -> new StraceView(settings.names()).line(c)), reason));
    }

    synchronized Verdict verdict() {
        return failure.<Verdict>map(Verdict.Failed::new).orElse(new Verdict.Passed(met));
    }
}
