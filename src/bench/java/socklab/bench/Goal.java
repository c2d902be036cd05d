package socklab.bench;

/** What a ratio, or a figure, is meant to be. */
public sealed interface Goal {

    /** At most that. */
    record AtMost(double limit) implements Goal {}

    /** At least that. */
    record AtLeast(double limit) implements Goal {}

    /** From a least to a most. */
    record Between(double least, double most) implements Goal {}

    /** Whether a median is as it is meant to be. */
    default boolean met(double median) {
        return switch (this) {
            case AtMost g -> median <= g.limit();
            case AtLeast g -> median >= g.limit();
            case Between g -> median >= g.least() && median <= g.most();
        };
    }
}
