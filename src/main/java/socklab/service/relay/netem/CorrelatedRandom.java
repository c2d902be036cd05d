package socklab.service.relay.netem;

/**
 * Random numbers each of which resembles the one before, as netem draws them: {@code x = (1 - rho) * new + rho * last}.
 *
 * <p>As in netem, such numbers crowd around the middle: with {@code loss 20% 50%} fewer than 20 % are lost. That is
 * the price of netem's meaning, and why configured and realised rates are shown side by side.
 *
 * <p>Source: Linux, net/sched/sch_netem.c, get_crandom; tc-netem(8), correlation.
 */
final class CorrelatedRandom {
    private final RandomStream draws;
    private long last;

    CorrelatedRandom(RandomStream draws) {
        this.draws = draws;
        this.last = draws.u32(0);
    }

    /** The number for arrival {@code n}: 32 bits, unsigned. */
    long next(long n, Percentage correlation) {
        long value = draws.u32(n);
        if (!correlation.possible()) {
            return value;
        }
        long rho = correlation.scaled() + 1;
        // two products below 2^64 in sum: unsigned arithmetic wraps to the right bits
        last = value * ((1L << 32) - rho) + last * rho >>> 32;
        return last;
    }

    /** Whether what has that probability happens to arrival {@code n}; draws only where it can. */
    boolean happens(long n, Percentage probability, Percentage correlation) {
        return probability.possible() && probability.covers(next(n, correlation));
    }
}
