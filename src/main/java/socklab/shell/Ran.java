package socklab.shell;

import socklab.session.Evaluator.Evaluation;

/** How running a line went. */
public sealed interface Ran {

    /** It made a call, or waited for one. */
    record Call(Evaluation evaluation) implements Ran {}

    /** It did what it says. */
    record Done() implements Ran {}

    /** It could not be run; the journal has the problem. */
    record Wrong() implements Ran {}

    /** It was cut short. */
    record Cancelled() implements Ran {}

    /** It leaves the shell. */
    record Exit() implements Ran {}

    Done DONE = new Done();
    Wrong WRONG = new Wrong();
    Cancelled CANCELLED = new Cancelled();
    Exit EXIT = new Exit();
}
