package socklab.service.relay.netem;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How jitter spreads around a delay: a number from 0 to 1 to how many times the jitter is added.
 *
 * <p>Source: iproute2, netem/normal.c, pareto.c, paretonormal.c, the generators of tc's tables: 4,096 to 16,384
 * entries of 1/8192, at most 4 times the jitter. Without one, netem spreads evenly between minus and plus one jitter.
 */
public enum Distribution {
    UNIFORM {
        @Override
        double deviation(double u) {
            return 2 * u - 1;
        }
    },
    NORMAL {
        @Override
        double deviation(double u) {
            return bounded(InverseNormal.inverse(u));
        }
    },
    PARETO {
        @Override
        double deviation(double u) {
            return bounded(pareto(u));
        }
    },
    PARETONORMAL {
        @Override
        double deviation(double u) {
            return bounded(InverseNormal.inverse(u) / 4 + pareto(u) * 3 / 4);
        }
    };

    private static final double MOST = 32767.0 / 8192;
    private static final double SHAPE = 3;

    /** All words. */
    static List<String> words() {
        return Arrays.stream(values()).map(Distribution::word).toList();
    }

    /** As typed. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The multiple of the jitter for a number above 0 and below 1, the larger for the larger number. */
    abstract double deviation(double u);

    private static double bounded(double deviation) {
        return Math.clamp(deviation, -MOST, MOST);
    }

    private static double pareto(double u) {
        return (Math.pow(1 - u, -1 / SHAPE) - 1.5) * 4 / 3;
    }
}
