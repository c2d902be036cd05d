package socklab.shell;

import java.util.Optional;
import socklab.session.Evaluator.Evaluation;
import socklab.session.Event;
import socklab.view.ResultView;

/** How a line ended. */
public sealed interface StepResult {

    /** The line made a call, or waited for one. */
    record Call(Evaluation evaluation) implements StepResult {}

    /** The line did what it says; it made no call. */
    record Done() implements StepResult {}

    /** The line could not be run; the journal has the problem. */
    record Wrong() implements StepResult {}

    /** The line was cut short. */
    record Cancelled() implements StepResult {}

    /** The line leaves the shell. */
    record Exit() implements StepResult {}

    Done DONE = new Done();
    Wrong WRONG = new Wrong();
    Cancelled CANCELLED = new Cancelled();
    Exit EXIT = new Exit();

    /** The canonical result, as it stands after {@code =>}; empty if the line made no call. */
    default Optional<String> canonical() {
        return this instanceof Call(Evaluation evaluation)
                ? switch (evaluation) {
                    case Evaluation.Done done -> Optional.of(ResultView.result(done.call()));
                    case Evaluation.Blocks _ -> Optional.of(ResultView.BLOCKS);
                    case Evaluation.Wrong _ -> Optional.empty();
                }
                : Optional.empty();
    }

    /** The call that the line made, if it has returned. */
    default Optional<Event.Finished> finished() {
        return this instanceof Call(Evaluation.Done done) ? Optional.of(done.call()) : Optional.empty();
    }
}
