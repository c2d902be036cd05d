package socklab.service.relay.netem;

import java.util.Locale;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * One thing that a relay does to what passes: what an {@link ImpairmentWord} and its numbers mean.
 *
 * <p>Source: tc-netem(8), whose words and meaning these are up to {@link Limit}; the others are this relay's own.
 */
public sealed interface ImpairmentModel {

    /** The words that say the same again. */
    String words();

    private static String correlation(Percentage correlation) {
        return correlation.possible() ? " " + correlation : "";
    }

    /** Each datagram is lost with that probability. */
    record Loss(Percentage probability, Percentage correlation) implements ImpairmentModel {
        @Override
        public String words() {
            return "loss " + probability + ImpairmentModel.correlation(correlation);
        }
    }

    /**
     * Losses in bursts, by Gilbert's and Elliott's model: a chain of a good and a bad state.
     *
     * @param p from good to bad
     * @param r from bad to good
     * @param h1 1-h: loss while bad
     * @param k1 1-k: loss while good
     */
    record Gemodel(Percentage p, Percentage r, Percentage h1, Percentage k1) implements ImpairmentModel {
        @Override
        public String words() {
            return "loss gemodel " + p + " " + r + " " + h1 + " " + k1;
        }

        /** The part of all datagrams that the model loses in the long run. */
        public double rate() {
            double both = p.fraction() + r.fraction();
            double bad = both == 0 ? 0 : p.fraction() / both;
            return bad * h1.fraction() + (1 - bad) * k1.fraction();
        }
    }

    /**
     * Losses by a chain of four states: 1 received in a gap, 2 received in a burst, 3 lost in a burst, 4 lost alone.
     * Each probability is that of the change from one state to another; p13 alone is independent loss.
     */
    record MarkovLoss(Percentage p13, Percentage p31, Percentage p32, Percentage p23, Percentage p14)
            implements ImpairmentModel {
        @Override
        public String words() {
            return "loss state " + p13 + " " + p31 + " " + p32 + " " + p23 + " " + p14;
        }
    }

    /** A delay, more or less the jitter. Times in nanoseconds. */
    record Delay(long time, long jitter, Percentage correlation, Distribution distribution) implements ImpairmentModel {
        @Override
        public String words() {
            String spread = jitter == 0
                    ? ""
                    : " " + Times.show(jitter) + ImpairmentModel.correlation(correlation)
                            + (distribution == Distribution.UNIFORM ? "" : " distribution " + distribution.word());
            return "delay " + Times.show(time) + spread;
        }
    }

    /** Each datagram is sent twice with that probability. */
    record Duplicate(Percentage probability, Percentage correlation) implements ImpairmentModel {
        @Override
        public String words() {
            return "duplicate " + probability + ImpairmentModel.correlation(correlation);
        }
    }

    /** One bit of a datagram is turned over with that probability. */
    record Corrupt(Percentage probability, Percentage correlation) implements ImpairmentModel {
        @Override
        public String words() {
            return "corrupt " + probability + ImpairmentModel.correlation(correlation);
        }
    }

    /**
     * Of datagrams that would be delayed, each is sent at once with that probability; with a gap only every gap-th can
     * be.
     */
    record Reorder(Percentage probability, Percentage correlation, int gap) implements ImpairmentModel {
        @Override
        public String words() {
            return "reorder " + probability + ImpairmentModel.correlation(correlation)
                    + (gap == 1 ? "" : " gap " + gap);
        }
    }

    /**
     * A link on which each bit takes its time. Cells are those of ATM and the like: a datagram fills whole cells.
     *
     * @param overhead bytes added to each datagram; may be negative
     * @param cellSize bytes of data in a cell; 0 if the link has no cells
     * @param cellOverhead bytes added to each cell; may be negative
     */
    record Rate(long bitsPerSecond, int overhead, int cellSize, int cellOverhead) implements ImpairmentModel {
        /** The headers of IPv4 and UDP, which are on the wire too. */
        public static final int HEADERS = 28;

        /** Whether bytes are added that only a packet has. */
        public boolean hasOverhead() {
            return overhead != 0 || cellSize != 0;
        }

        @Override
        public String words() {
            String cells = cellSize == 0 ? "" : " " + cellSize + (cellOverhead == 0 ? "" : " " + cellOverhead);
            return "rate " + speed() + (hasOverhead() ? " " + overhead + cells : "");
        }

        private String speed() {
            if (bitsPerSecond % 1_000_000 == 0) {
                return bitsPerSecond / 1_000_000 + "mbit";
            }
            return bitsPerSecond % 1000 == 0 ? bitsPerSecond / 1000 + "kbit" : bitsPerSecond + "bit";
        }

        /** The nanoseconds that so many bytes take. Source: Linux, net/sched/sch_netem.c, packet_time_ns. */
        public long nanos(long bytes) {
            long onWire = Math.max(0, bytes + overhead);
            if (cellSize > 0) {
                onWire = (onWire + cellSize - 1) / cellSize * (cellSize + cellOverhead);
            }
            return onWire * 8 * 1_000_000_000L / bitsPerSecond;
        }
    }

    /** How many datagrams may be on their way; what comes then is dropped. */
    record Limit(int datagrams) implements ImpairmentModel {
        /** netem's own. */
        public static final int USUAL = 1000;

        @Override
        public String words() {
            return "limit " + datagrams;
        }
    }

    /** Exactly these are lost, by number of arrival. */
    record Drop(SortedSet<Long> numbers) implements ImpairmentModel {
        @Override
        public String words() {
            return "drop " + numbers.stream().map(n -> Long.toString(n)).collect(Collectors.joining(","));
        }
    }

    /** The first so many are lost. */
    record First(long count) implements ImpairmentModel {
        @Override
        public String words() {
            return "first " + count;
        }
    }

    /** After so much, or so long, a connection is reset, both ways. */
    record Reset(After after) implements ImpairmentModel {
        @Override
        public String words() {
            return "reset after " + after.words();
        }
    }

    /** After so much, or so long, nothing of a connection passes any more. */
    record Stall(After after) implements ImpairmentModel {
        @Override
        public String words() {
            return "stall after " + after.words();
        }
    }

    /** Everything is taken and nothing passed on, not even the end of the stream. */
    record HalfOpen() implements ImpairmentModel {
        @Override
        public String words() {
            return "half-open";
        }
    }

    /** At most so many bytes are sent in one segment. */
    record Slice(int bytes) implements ImpairmentModel {
        @Override
        public String words() {
            return "slice " + bytes;
        }
    }

    /** When something begins, counted from a connection's begin. */
    sealed interface After {
        /** The words that say the same again. */
        String words();

        /** After so many bytes in that direction. */
        record Of(long bytes) implements After {
            @Override
            public String words() {
                return bytes % 1024 == 0 && bytes > 0 ? bytes / 1024 + "kb" : bytes + "b";
            }
        }

        /** After so many nanoseconds. */
        record Time(long nanos) implements After {
            @Override
            public String words() {
                return Times.show(nanos);
            }
        }
    }

    /** Times as shown. */
    final class Times {
        private static final double MILLI = 1e6;

        private Times() {}

        /** {@code 2s}, {@code 50ms}, {@code 0.3ms}. */
        static String show(long nanos) {
            if (nanos >= 1_000_000_000L && nanos % 1_000_000_000L == 0) {
                return nanos / 1_000_000_000L + "s";
            }
            return nanos % 1_000_000 == 0
                    ? nanos / 1_000_000 + "ms"
                    : String.format(Locale.ROOT, "%.3f", nanos / MILLI).replaceAll("\\.?0+$", "") + "ms";
        }
    }
}
