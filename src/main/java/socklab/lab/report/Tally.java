package socklab.lab.report;

import java.util.List;
import socklab.lab.Checker.Checked;
import socklab.lab.Verdict;

/**
 * How many labs came out how.
 *
 * @param failed those with an expectation not met, {@code broken} those that do not parse or cannot be read
 */
public record Tally(int passed, int failed, int broken, int skipped, long nanos) {

    /** Counts. */
    public static Tally of(List<Checked> labs) {
        return new Tally(count(labs, Verdict.Passed.class), count(labs, Verdict.Failed.class),
                count(labs, Verdict.Unparsed.class) + count(labs, Verdict.Unreadable.class), count(labs, Verdict.Skipped.class),
                labs.stream().mapToLong(Checked::nanos).sum());
    }

    private static int count(List<Checked> labs, Class<? extends Verdict> kind) {
        return (int) labs.stream().filter(l -> kind.isInstance(l.verdict())).count();
    }

    /** Seconds as reports have them. */
    static String seconds(long nanos) {
        return String.format(java.util.Locale.ROOT, "%.3f", nanos / 1e9);
    }
}
