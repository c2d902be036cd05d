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
        Tally tally = new Tally(0, 0, 0, 0, 0);
        for (Checked lab : labs) {
            tally = tally.and(lab);
        }
        return tally;
    }

    private Tally and(Checked lab) {
        long all = nanos + lab.nanos();
        return switch (lab.verdict()) {
            case Verdict.Passed _ -> new Tally(passed + 1, failed, broken, skipped, all);
            case Verdict.Failed _ -> new Tally(passed, failed + 1, broken, skipped, all);
            case Verdict.Unparsed _, Verdict.Unreadable _ -> new Tally(passed, failed, broken + 1, skipped, all);
            case Verdict.Skipped _ -> new Tally(passed, failed, broken, skipped + 1, all);
        };
    }

    /** Seconds as reports have them. */
    static String seconds(long nanos) {
        return String.format(java.util.Locale.ROOT, "%.3f", nanos / 1e9);
    }
}
