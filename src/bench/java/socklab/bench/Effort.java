package socklab.bench;

/**
 * How much is measured.
 *
 * @param rounds how often each side has its turn
 * @param part by what the amounts of work are divided
 */
public record Effort(int rounds, int part) {
    /** What a figure for others to see takes: up to a minute or two for each bench. */
    public static final Effort FULL = new Effort(11, 1);

    /** So little that it only shows that everything works. */
    public static final Effort LEAST = new Effort(1, 1000);

    /** An amount of work by this effort, but not less than the least that makes sense. */
    int of(int amount, int least) {
        return Math.max(least, amount / part);
    }

    /** The same with so many rounds at most. */
    Effort atMost(int most) {
        return new Effort(Math.min(rounds, most), part);
    }
}
