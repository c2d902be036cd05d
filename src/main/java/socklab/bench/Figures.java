package socklab.bench;

import java.util.List;
import java.util.Optional;
import socklab.text.Message;

/**
 * What was measured of one thing.
 *
 * @param unit {@code ms}, {@code µs}, {@code 1/s}: the same in every language
 * @param rows socklab first
 */
public record Figures(Message title, String unit, List<Row> rows) {

    /** One side's row. */
    public sealed interface Row {
        Message name();

        /**
         * It was measured.
         *
         * @param ratio socklab's figure over this one; none in socklab's own row
         * @param goal what that ratio is meant to be, or without a ratio the figure itself
         */
        record Measured(Message name, Spread figure, Optional<Spread> ratio, Optional<Goal> goal) implements Row {}

        /** It could not be measured here. */
        record LeftOut(Message name, Message why) implements Row {}
    }
}
