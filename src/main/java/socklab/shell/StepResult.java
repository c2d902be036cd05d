package socklab.shell;

import socklab.session.Evaluator.Evaluation;

/** How running a line went. */
public sealed interface StepResult {

    /** It made a call, or waited for one. */
    record Call(Evaluation evaluation) implements StepResult {}

    /** It did what it says. */
    record Done() implements StepResult {}

    /** It could not be run; the journal has the problem. */
    record Wrong() implements StepResult {}

    /** It was cut short. */
    record Cancelled() implements StepResult {}

    /** It leaves the shell. */
    record Exit() implements StepResult {}

    Done DONE = new Done();
    Wrong WRONG = new Wrong();
    Cancelled CANCELLED = new Cancelled();
    Exit EXIT = new Exit();
}
