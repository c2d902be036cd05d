package socklab.lab.report;

import java.util.List;
import socklab.lab.LabChecker.Checked;
import socklab.lab.Verdict;

/**
 * How many labs came out how.
 *
 * @param failed those with an expectation not met, {@code broken} those that do not parse or cannot be read
 */
public record VerdictCounts(int passed, int failed, int broken, int skipped, long nanos) {

    /** Counts. */
    public static VerdictCounts of(List<Checked> labs) {
        VerdictCounts tally = new VerdictCounts(0, 0, 0, 0, 0);
        for (Checked lab : labs) {
            tally = tally.and(lab);
        }
        return tally;
    }

    private VerdictCounts and(Checked lab) {
        long all = nanos + lab.nanos();
        return switch (lab.verdict()) {
            case Verdict.Passed _ -> new VerdictCounts(passed + 1, failed, broken, skipped, all);
            case Verdict.Failed _ -> new VerdictCounts(passed, failed + 1, broken, skipped, all);
            case Verdict.Unparsed _, Verdict.Unreadable _ ->
                new VerdictCounts(passed, failed, broken + 1, skipped, all);
            case Verdict.Skipped _ -> new VerdictCounts(passed, failed, broken, skipped + 1, all);
        };
    }

    /** Seconds as reports have them. */
    static String seconds(long nanos) {
        return String.format(java.util.Locale.ROOT, "%.3f", nanos / 1e9);
    }
}
