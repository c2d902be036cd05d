package socklab.bench;

/** What a ratio, or a figure, is meant to be. */
public sealed interface Goal {

    /** At most that. */
    record AtMost(double limit) implements Goal {}

    /** At least that. */
    record AtLeast(double limit) implements Goal {}

    /** Whether a median is as it is meant to be. */
    default boolean met(double median) {
        return switch (this) {
            case AtMost g -> median <= g.limit();
            case AtLeast g -> median >= g.limit();
        };
    }
}
