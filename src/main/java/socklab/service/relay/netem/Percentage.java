package socklab.service.relay.netem;

import java.math.BigDecimal;

/** A probability as typed, in per cent: 0 to 100. */
public record Percentage(BigDecimal value) {
    /** Never. */
    public static final Percentage NONE = of("0");

    /** Always. */
    public static final Percentage ALL = of("100");

    /** 2 to the 32nd, less one: netem's probability of 1. */
    static final long CERTAIN = 0xffff_ffffL;

    static Percentage of(String number) {
        return new Percentage(new BigDecimal(number));
    }

    /** What is missing to 100 %. */
    Percentage rest() {
        return new Percentage(ALL.value.subtract(value));
    }

    /** As netem keeps it: an unsigned number of 32 bits. Source: iproute2, tc/q_netem.c, get_percent. */
    long scaled() {
        return Math.round(value.doubleValue() / 100 * CERTAIN);
    }

    /** As a fraction of 1. */
    double fraction() {
        return value.doubleValue() / 100;
    }

    /** Whether it can ever happen. */
    boolean possible() {
        return value.signum() > 0;
    }

    /** Whether what has this probability happens where a number of 32 bits is drawn. */
    boolean covers(long u32) {
        return possible() && scaled() >= u32;
    }

    @Override
    public String toString() {
        return value.stripTrailingZeros().toPlainString() + "%";
    }
}
