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
import socklab.shell.ScriptStep;
import socklab.shell.StepResult;
import socklab.text.Message;
import socklab.view.StraceView;

/** Compares the lines of a lab, as they run, with what they should come to, and stops at the first that does not. */
final class ExpectationChecker implements Interpreter.Observer {
    private static final double NANOS = 1e9;

    private final Settings settings;
    private final Misses misses;
    private Optional<LabFailure> failure = Optional.empty();
    private Optional<SyntaxError> problem = Optional.empty();
    private Optional<Long> timedOut = Optional.empty();
    private Optional<Long> since = Optional.empty();
    private int met;

    /** What is done about a result that is not the one expected. */
    interface Misses {
        /** Returns whether it shall count as met. */
        boolean forgive(ScriptStep.Line line, String actual);

        /** Nothing is forgiven. */
        Misses NONE = (_, _) -> false;
    }

    ExpectationChecker(Settings settings, Misses misses) {
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
    public synchronized boolean before(ScriptStep.Line line) {
        problem = Optional.empty();
        since = Optional.of(System.nanoTime());
        return true;
    }

    @Override
    public synchronized boolean after(ScriptStep.Line line, StepResult ran) {
        since = Optional.empty();
        if (timedOut.isPresent()) {
            String seconds =
                    String.format(Locale.ROOT, "%s", timedOut.get() / NANOS).replaceAll("\\.0$", "");
            fail(
                    LabFailure.Kind.TIMEOUT,
                    line,
                    new SyntaxError(
                            line.text(),
                            word(line),
                            Message.of("check.timeout", seconds),
                            Message.of("check.interrupted")),
                    ran);
        } else if (ran instanceof StepResult.Wrong || problem.isPresent()) {
            fail(
                    LabFailure.Kind.WRONG,
                    line,
                    problem.orElseGet(() -> new SyntaxError(
                            line.text(), word(line), Message.of("check.wrong"), Message.of("cure.help"))),
                    ran);
        } else if (!line.expected().isEmpty()) {
            compare(line, ran);
        }
        return failure.isEmpty();
    }

    private void compare(ScriptStep.Line line, StepResult ran) {
        String actual = LineResults.of(ran).orElse("");
        if (line.expected().stream().anyMatch(e -> Expectation.met(e.result().text(), actual))
                || misses.forgive(line, actual)) {
            met++;
            return;
        }
        ScriptStep.Expected first = line.expected().getFirst();
        fail(
                LabFailure.Kind.DIFFERS,
                line,
                new SyntaxError(
                        first.line(), first.result().span(), Message.of("check.differs"), Message.of("check.here")),
                ran);
    }

    /** What is run in a line: the call, or the shell word. */
    private static Span word(ScriptStep.Line line) {
        return switch (line.command()) {
            case Command.Invoke c -> c.word().span();
            case Command.Shell c -> c.name().span();
            case Command.Blank _, Command.Comment _, Command.Expect _, SyntaxError _ ->
                new Span(0, line.text().length());
        };
    }

    private void fail(LabFailure.Kind kind, ScriptStep.Line line, SyntaxError error, StepResult ran) {
        Optional<Event.Finished> call = LineResults.finished(ran);
        Optional<LabFailure.Reason> reason = call.filter(c -> c.outcome() instanceof Outcome.Failed)
                .map(c -> new LabFailure.Reason(
                        c.invocation().call(), ((Outcome.Failed) c.outcome()).errno(), c.socket()));
        int number =
                kind == LabFailure.Kind.DIFFERS ? line.expected().getFirst().number() : line.number();
        List<String> expected =
                line.expected().stream().map(e -> e.result().text()).toList();
        failure = Optional.of(new LabFailure(
                kind,
                number,
                error.span().start() + 1,
                line.text(),
                error,
                expected,
                LineResults.of(ran),
                call.filter(c -> !(c.outcome() instanceof Outcome.Unresolved))
                        .map(c -> new StraceView(settings.names()).line(c)),
                reason));
    }

    synchronized Verdict verdict() {
        return failure.<Verdict>map(Verdict.Failed::new).orElse(new Verdict.Passed(met));
    }
}
