package socklab.lab;

import java.util.Optional;
import socklab.session.Evaluator.Evaluation;
import socklab.session.Event;
import socklab.shell.StepResult;
import socklab.view.ResultView;

/** What a line of a lab came to. */
public final class LineResults {
    private LineResults() {}

    /** The canonical result; none for a line that made no call. */
    public static Optional<String> of(StepResult ran) {
        return ran instanceof StepResult.Call c ? of(c.evaluation()) : Optional.empty();
    }

    private static Optional<String> of(Evaluation evaluation) {
        return switch (evaluation) {
            case Evaluation.Done d -> Optional.of(ResultView.result(d.call()));
            case Evaluation.Blocks _ -> Optional.of(ResultView.BLOCKS);
            case Evaluation.Wrong _ -> Optional.empty();
        };
    }

    /** The call's end, if it was made and has ended. */
    static Optional<Event.Finished> finished(StepResult ran) {
        return ran instanceof StepResult.Call c && c.evaluation() instanceof Evaluation.Done d
                ? Optional.of(d.call())
                : Optional.empty();
    }
}
