package socklab.bench;

import java.util.List;
import java.util.Optional;
import socklab.text.Message;

/**
 * What was measured of one thing.
 *
 * @param unit {@code ms}, {@code µs}, {@code 1/s}: the same in every language
 * @param ratio says what the ratios are of
 * @param rows socklab first
 */
public record Figures(Message title, String unit, Message ratio, List<Row> rows) {
    /** The ratios are socklab's figure over each other one. */
    Figures(Message title, String unit, List<Row> rows) {
        this(title, unit, Message.of("bench.ratio"), rows);
    }

    /** One side's row. */
    public sealed interface Row {
        Message name();

        /**
         * It was measured.
         *
         * @param ratio as {@link Figures#ratio} says; none in the row that all others are compared with
         * @param goal for that ratio, or without a ratio for the figure itself
         */
        record Measured(Message name, Spread figure, Optional<Spread> ratio, Optional<Goal> goal) implements Row {}

        /** It could not be measured here. */
        record LeftOut(Message name, Message why) implements Row {}
    }
}
