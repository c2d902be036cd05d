package socklab.lab;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import socklab.call.Outcome;
import socklab.session.Evaluator.Evaluation;
import socklab.session.Event;
import socklab.session.Policy;
import socklab.session.Settings;
import socklab.shell.Front;
import socklab.shell.Interpreter;
import socklab.shell.Ran;
import socklab.shell.Step;
import socklab.shell.Workbench;
import socklab.kernel.Kernel;
import socklab.text.Messages;
import socklab.text.Msg;
import socklab.view.Prose;
import socklab.view.ResultView;
import socklab.view.Said;
import socklab.view.StraceView;

/** Runs a lab and compares what came back with what it expects. */
public final class Checker {
    private final Kernel kernel;
    private final Settings settings;
    private final boolean network;
    private final long timeoutNanos;

    public Checker(Kernel kernel, Settings settings, boolean network, long timeoutNanos) {
        this.kernel = kernel;
        this.settings = settings;
        this.network = network;
        this.timeoutNanos = timeoutNanos;
    }

    /** How a lab came out. */
    public sealed interface Verdict {
        /** Every expectation was met; how many there were. */
        record Passed(int expectations) implements Verdict {}

        /** One was not. */
        record Failed(Failure failure) implements Verdict {}

        /** The machine lacks what it needs. */
        record Skipped(Msg why) implements Verdict {}

        /** It does not parse. */
        record Unparsed(List<Lab.Mistake> mistakes) implements Verdict {}
    }

    /**
     * An expectation that was not met.
     *
     * @param call the call line, if a call was made
     * @param reason what its errno usually comes from, if it failed
     */
    public record Failure(Step.Line line, int number, List<String> expected, String actual, Optional<String> call, Optional<String> reason) {}

    /** Asks nobody and shows nothing: a check is silent until its report. */
    private record Silent() implements Front {
        @Override
        public void say(List<Said> lines) {}

        @Override
        public Optional<String> ask(String prompt) {
            return Optional.empty();
        }

        @Override
        public int columns() {
            return 80;
        }
    }

    /** Runs a lab in a session of its own. */
    public Verdict check(Lab lab) {
        Optional<Msg> lacking = Needs.lacking(lab, kernel).or(() -> Needs.company(lab));
        if (!lab.mistakes().isEmpty()) {
            return new Verdict.Unparsed(lab.mistakes());
        } else if (lacking.isPresent()) {
            return new Verdict.Skipped(lacking.get());
        }
        try (Workbench bench = new Workbench(kernel, settings, Policy.lab(lab.folder(), network), new Silent())) {
            Watch watch = new Watch();
            bench.session().journal().listen(watch::problem);
            Workbench.Running running = bench.start(lab.steps(), watch);
            while (!running.job().await(20_000_000)) {
                Optional<Event.Started> call = running.job().call();
                if (call.isPresent() && System.nanoTime() - call.get().at() > timeoutNanos) {
                    watch.timeout();
                    running.job().cancel();
                }
            }
            return watch.verdict();
        }
    }

    /** Compares line by line as they run. */
    private final class Watch implements Interpreter.Observer {
        private Optional<Failure> failure = Optional.empty();
        private Optional<String> problem = Optional.empty();
        private boolean timedOut;
        private int met;

        synchronized void timeout() {
            timedOut = true;
        }

        synchronized void problem(Event event) {
            if (event instanceof Event.Problem p) {
                problem = Optional.of(Messages.in(settings.language()).say(p.error().fault()));
            }
        }

        @Override
        public synchronized boolean after(Step.Line line, Ran ran) {
            Optional<Event.Finished> call = ran instanceof Ran.Call c && c.evaluation() instanceof Evaluation.Done d
                    ? Optional.of(d.call()) : Optional.empty();
            if (timedOut) {
                fail(line, Messages.in(settings.language()).say("check.timeout", timeoutNanos / 1_000_000_000.0), call);
                return false;
            } else if (ran instanceof Ran.Wrong) {
                fail(line, problem.orElse(""), call);
                return false;
            } else if (line.expected().isEmpty()) {
                return true;
            }
            String actual = ran instanceof Ran.Call c ? actual(c.evaluation()) : "";
            if (line.expected().stream().anyMatch(e -> Expectation.met(e.result().text(), actual))) {
                met++;
                return true;
            }
            fail(line, actual, call);
            return false;
        }

        private void fail(Step.Line line, String actual, Optional<Event.Finished> call) {
            Messages messages = Messages.in(settings.language());
            Optional<String> reason = call.filter(c -> c.outcome() instanceof Outcome.Failed)
                    .flatMap(c -> Prose.reason(c.invocation().call(), ((Outcome.Failed) c.outcome()).errno(), messages));
            int number = line.expected().isEmpty() ? line.number() : line.expected().getFirst().number();
            failure = Optional.of(new Failure(line, number, line.expected().stream().map(e -> e.result().text()).collect(Collectors.toList()),
                    actual, call.map(c -> new StraceView(settings.names()).line(c)), reason));
        }

        synchronized Verdict verdict() {
            return failure.<Verdict>map(Verdict.Failed::new).orElse(new Verdict.Passed(met));
        }
    }

    private static String actual(Evaluation evaluation) {
        return switch (evaluation) {
            case Evaluation.Done d -> ResultView.result(d.call());
            case Evaluation.Blocks _ -> ResultView.BLOCKS;
            case Evaluation.Wrong _ -> "";
        };
    }
}
