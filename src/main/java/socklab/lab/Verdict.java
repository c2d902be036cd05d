package socklab.lab;

import java.util.List;
import socklab.text.Message;

/** The outcome of a checked lab. */
public sealed interface Verdict {

    /** How many of a lab's expectations were met. An expectation inside a {@code /repeat} counts once. */
    record Score(int met, int expectations) {}

    /** Every expectation was met. */
    record Passed(Score score) implements Verdict {}

    /** An expectation was not met, or a line could not be run; the lines after it were not run. */
    record Failed(LabFailure failure, Score score) implements Verdict {}

    /** The lab was not run: the machine lacks what it needs, or it needs a person. */
    record Skipped(Message why) implements Verdict {}

    /** The lab was not run, or not to its end, because the whole check was stopped. */
    record Stopped() implements Verdict {}

    /** The lab does not parse. */
    record Unparsed(List<Lab.Mistake> mistakes) implements Verdict {}

    /** The file does not exist or cannot be read. */
    record Unreadable(Message why) implements Verdict {}
}
