package socklab.lab;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import socklab.call.Outcome;
import socklab.lang.Command;
import socklab.lang.Parser;
import socklab.lang.Span;
import socklab.lang.SyntaxError;
import socklab.session.Event;
import socklab.session.Settings;
import socklab.shell.Interpreter;
import socklab.shell.ScriptStep;
import socklab.shell.StepResult;
import socklab.text.Message;
import socklab.view.StraceView;

/**
 * Follows the lines of a lab as they run, and stops at the first that fails.
 *
 * <p>The lab's thread reports lines; the thread of the check asks how long the current line runs and reports a
 * timeout.
 */
final class ExpectationTracker implements Interpreter.Observer {
    private final Settings settings;
    private final Misses misses;
    private final List<ScriptStep.Line> expecting = new ArrayList<>();
    private final Set<Integer> met = new HashSet<>();
    private Optional<LabFailure> failure = Optional.empty();
    private Optional<SyntaxError> problem = Optional.empty();
    private Optional<Timeout> timeout = Optional.empty();
    private Optional<Long> lineStart = Optional.empty();
    private Optional<ScriptStep.Line> last = Optional.empty();

    /** Decides about a result that does not match its expectation. */
    interface Misses {
        /** Returns whether the expectation counts as met nevertheless. */
        boolean accept(ScriptStep.Line line, String actual);

        /** Accepts no mismatch. */
        Misses NONE = (_, _) -> false;
    }

    /** The limit that was exceeded: of one line, or of the whole lab. */
    enum Scope {
        LINE("check.timeout", "check.interrupted"),
        LAB("check.limit", "check.limited");

        private final String fault;
        private final String cure;

        Scope(String fault, String cure) {
            this.fault = fault;
            this.cure = cure;
        }
    }

    private record Timeout(Scope scope, Duration limit) {}

    ExpectationTracker(List<ScriptStep> steps, Settings settings, Misses misses) {
        this.settings = settings;
        this.misses = misses;
        collect(steps);
    }

    private void collect(List<ScriptStep> steps) {
        for (ScriptStep step : steps) {
            switch (step) {
                case ScriptStep.Line line when !line.expected().isEmpty() -> expecting.add(line);
                case ScriptStep.Line _ -> {}
                case ScriptStep.Repeat repeat -> collect(repeat.body());
            }
        }
    }

    /** Takes in the problem of a line. */
    synchronized void event(Event event) {
        if (event instanceof Event.Problem p && problem.isEmpty()) {
            problem = Optional.of(p.error());
        }
    }

    /** How long the current line has been running. */
    synchronized Duration lineTime() {
        return lineStart
                .map(start -> Duration.ofNanos(System.nanoTime() - start))
                .orElse(Duration.ZERO);
    }

    /** Notes that the lab is about to be interrupted because it exceeded a limit. */
    synchronized void timeout(Scope scope, Duration limit) {
        timeout = timeout.or(() -> Optional.of(new Timeout(scope, limit)));
    }

    @Override
    public synchronized boolean before(ScriptStep.Line line) {
        problem = Optional.empty();
        lineStart = Optional.of(System.nanoTime());
        last = Optional.of(line);
        return true;
    }

    @Override
    public synchronized boolean after(ScriptStep.Line line, StepResult result) {
        lineStart = Optional.empty();
        if (timeout.isPresent()) {
            failure = Optional.of(failure(LabFailure.Kind.TIMEOUT, line, timeoutError(line), result));
        } else if (result instanceof StepResult.Wrong || problem.isPresent()) {
            SyntaxError error = problem.orElseGet(
                    () -> new SyntaxError(line.text(), word(line), Message.of("check.wrong"), Message.of("cure.help")));
            failure = Optional.of(failure(LabFailure.Kind.WRONG, line, error, result));
        } else {
            ExpectationChecker.compare(line, result).ifPresent(comparison -> compared(line, comparison, result));
        }
        return failure.isEmpty();
    }

    private void compared(ScriptStep.Line line, ExpectationChecker.Comparison comparison, StepResult result) {
        if (comparison.met() || misses.accept(line, comparison.actual().orElse(""))) {
            met.add(line.number());
        } else {
            met.remove(line.number());
            failure = Optional.of(failure(LabFailure.Kind.DIFFERS, line, atExpectation(line, "differs"), result));
        }
    }

    private SyntaxError timeoutError(ScriptStep.Line line) {
        Timeout exceeded = timeout.orElseThrow();
        String seconds = BigDecimal.valueOf(exceeded.limit().toMillis(), 3)
                .stripTrailingZeros()
                .toPlainString();
        return new SyntaxError(
                line.text(),
                word(line),
                Message.of(exceeded.scope().fault, seconds),
                Message.of(exceeded.scope().cure));
    }

    private static SyntaxError atExpectation(ScriptStep.Line line, String fault) {
        ScriptStep.Expected first = line.expected().getFirst();
        return new SyntaxError(
                first.line(),
                first.result().span(),
                Message.of("check." + fault),
                Message.of("check." + fault + "Here"));
    }

    /** The word that a line runs: a call's or a shell word. */
    private static Span word(ScriptStep.Line line) {
        return switch (line.command()) {
            case Command.Invoke c -> c.word().span();
            case Command.Shell c -> c.name().span();
            case Command.Blank _, Command.Comment _, Command.Expect _, SyntaxError _ ->
                new Span(0, line.text().length());
        };
    }

    private LabFailure failure(LabFailure.Kind kind, ScriptStep.Line line, SyntaxError error, StepResult result) {
        Optional<Event.Finished> call = result.finished();
        Optional<LabFailure.Reason> reason = call.filter(c -> c.outcome() instanceof Outcome.Failed)
                .map(c -> new LabFailure.Reason(
                        c.invocation().call(), ((Outcome.Failed) c.outcome()).errno(), c.socket()));
        boolean atExpectation = kind == LabFailure.Kind.DIFFERS || kind == LabFailure.Kind.UNREACHED;
        return new LabFailure(
                kind,
                atExpectation ? line.expected().getFirst().number() : line.number(),
                error.span().start() + 1,
                line.text(),
                error,
                ExpectationChecker.alternatives(line),
                result.canonical(),
                call.filter(c -> !(c.outcome() instanceof Outcome.Unresolved))
                        .map(c -> new StraceView(settings.names()).line(c)),
                reason);
    }

    /** The verdict on the lines that ran. An expectation that no line came to is not met. */
    synchronized Verdict verdict() {
        Verdict.Score score = new Verdict.Score(met.size(), expecting.size());
        return failure.or(this::limitBetweenLines)
                .or(this::unreached)
                .<Verdict>map(f -> new Verdict.Failed(f, score))
                .orElseGet(() -> new Verdict.Passed(score));
    }

    /** A loop of empty lines can exceed the limit of the lab while no line runs. */
    private Optional<LabFailure> limitBetweenLines() {
        return timeout.map(_ -> {
            ScriptStep.Line line = last.or(() -> expecting.stream().findFirst())
                    .orElseGet(() -> new ScriptStep.Line("", 1, Parser.parse(""), List.of()));
            return failure(LabFailure.Kind.TIMEOUT, line, timeoutError(line), StepResult.CANCELLED);
        });
    }

    private Optional<LabFailure> unreached() {
        return expecting.stream()
                .filter(line -> !met.contains(line.number()))
                .findFirst()
                .map(line -> failure(
                        LabFailure.Kind.UNREACHED, line, atExpectation(line, "unreached"), StepResult.CANCELLED));
    }
}
