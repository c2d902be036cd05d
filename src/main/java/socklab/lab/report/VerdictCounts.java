package socklab.lab.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import socklab.lab.LabChecker.Checked;
import socklab.lab.Verdict;

/**
 * How many labs had which verdict, and how many expectations were met.
 *
 * @param broken labs that do not parse or cannot be read
 * @param stopped labs not run to their end, because the check was stopped
 * @param time the time of all labs together
 */
public record VerdictCounts(
        int passed, int failed, int broken, int skipped, int stopped, Verdict.Score score, Duration time) {

    /** Counts. */
    public static VerdictCounts of(List<Checked> labs) {
        return new VerdictCounts(
                count(labs, Verdict.Passed.class::isInstance),
                count(labs, Verdict.Failed.class::isInstance),
                count(labs, v -> v instanceof Verdict.Unparsed || v instanceof Verdict.Unreadable),
                count(labs, Verdict.Skipped.class::isInstance),
                count(labs, Verdict.Stopped.class::isInstance),
                labs.stream().map(lab -> score(lab.verdict())).reduce(new Verdict.Score(0, 0), VerdictCounts::sum),
                labs.stream().map(Checked::time).reduce(Duration.ZERO, Duration::plus));
    }

    private static int count(List<Checked> labs, Predicate<Verdict> is) {
        return (int) labs.stream().map(Checked::verdict).filter(is).count();
    }

    private static Verdict.Score sum(Verdict.Score a, Verdict.Score b) {
        return new Verdict.Score(a.met() + b.met(), a.expectations() + b.expectations());
    }

    /** The expectations of a lab; none for a lab that was not run. */
    static Verdict.Score score(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Passed v -> v.score();
            case Verdict.Failed v -> v.score();
            case Verdict.Skipped _, Verdict.Stopped _, Verdict.Unparsed _, Verdict.Unreadable _ ->
                new Verdict.Score(0, 0);
        };
    }

    /** A time in seconds with three decimals, as reports have it. */
    static String seconds(Duration time) {
        return BigDecimal.valueOf(time.toNanos(), 9)
                .setScale(3, RoundingMode.HALF_UP)
                .toPlainString();
    }
}
