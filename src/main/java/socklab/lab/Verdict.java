package socklab.lab;

import java.util.List;
import socklab.text.Message;

/** How a lab came out. */
public sealed interface Verdict {

    /** Every expectation was met; how many there were. */
    record Passed(int expectations) implements Verdict {}

    /** One was not, or a line could not be run; the rest was not run. */
    record Failed(LabFailure failure) implements Verdict {}

    /** The machine lacks what it needs, or nobody is there to play it with. */
    record Skipped(Message why) implements Verdict {}

    /** It does not parse. */
    record Unparsed(List<Lab.Mistake> mistakes) implements Verdict {}

    /** There is no such file, or it cannot be read. */
    record Unreadable(Message why) implements Verdict {}
}
