package socklab.service.relay.netem;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import socklab.service.ArgumentError;
import socklab.service.Protocol;
import socklab.service.relay.netem.ImpairmentModel.Corrupt;
import socklab.service.relay.netem.ImpairmentModel.Delay;
import socklab.service.relay.netem.ImpairmentModel.Drop;
import socklab.service.relay.netem.ImpairmentModel.Duplicate;
import socklab.service.relay.netem.ImpairmentModel.First;
import socklab.service.relay.netem.ImpairmentModel.Gemodel;
import socklab.service.relay.netem.ImpairmentModel.HalfOpen;
import socklab.service.relay.netem.ImpairmentModel.Limit;
import socklab.service.relay.netem.ImpairmentModel.Loss;
import socklab.service.relay.netem.ImpairmentModel.MarkovLoss;
import socklab.service.relay.netem.ImpairmentModel.Rate;
import socklab.service.relay.netem.ImpairmentModel.Reorder;
import socklab.service.relay.netem.ImpairmentModel.Reset;
import socklab.service.relay.netem.ImpairmentModel.Slice;
import socklab.service.relay.netem.ImpairmentModel.Stall;

/**
 * The words that say what goes wrong: one constant each, and THE place to add one. Parsing, help and completion
 * follow from the declaration.
 *
 * <p>Source: tc-netem(8) for the first eight.
 */
public enum ImpairmentWord {
    LOSS(
            "P% [CORRELATION%] | loss gemodel P% [R% [1-H% [1-K%]]] | loss state P13% [P31% [P32% [P23% [P14%]]]]",
            "loss 30%", Passes.DATAGRAMS, ImpairmentWord::loss),
    DELAY(
            "TIME [JITTER [CORRELATION%]] [distribution uniform|normal|pareto|paretonormal]",
            "delay 50ms 10ms 25%", Passes.EITHER, ImpairmentWord::delay),
    DUPLICATE(
            "P% [CORRELATION%]",
            "duplicate 1%", Passes.DATAGRAMS, in -> new Duplicate(in.percent(), in.percentOr(Percentage.NONE))),
    CORRUPT(
            "P% [CORRELATION%]",
            "corrupt 1%", Passes.DATAGRAMS, in -> new Corrupt(in.percent(), in.percentOr(Percentage.NONE))),
    REORDER(
            "P% [CORRELATION%] [gap N]",
            "reorder 25% 50% gap 5",
            Passes.DATAGRAMS,
            in -> new Reorder(
                    in.percent(),
                    in.percentOr(Percentage.NONE),
                    in.takes("gap") ? (int) in.number(1, Words.MOST_GAP) : 1)),
    RATE("BITS [OVERHEAD [CELLSIZE [CELLOVERHEAD]]]", "rate 100kbit", Passes.EITHER, ImpairmentWord::rate),
    LIMIT("DATAGRAMS", "limit 100", Passes.DATAGRAMS, in -> new Limit((int) in.number(1, Words.MOST_LIMIT))),
    DROP("N[,N...]|next", "drop 2,5,9", Passes.DATAGRAMS, in -> new Drop(in.numbers())),
    FIRST("N", "first 3", Passes.DATAGRAMS, in -> new First(in.number(0, Long.MAX_VALUE / 2))),
    RESET("after SIZE|TIME", "reset after 4kb", Passes.STREAMS, in -> new Reset(in.after())),
    STALL("after SIZE|TIME", "stall after 2s", Passes.STREAMS, in -> new Stall(in.after())),
    HALF_OPEN("", "half-open", Passes.STREAMS, _ -> new HalfOpen()),
    SLICE("BYTES", "slice 1", Passes.STREAMS, in -> new Slice((int) in.number(1, Words.MOST_SLICE)));

    private final String usage;
    private final String example;
    private final Passes passes;
    private final Reading reading;

    ImpairmentWord(String usage, String example, Passes passes, Reading reading) {
        this.usage = usage;
        this.example = example;
        this.passes = passes;
        this.reading = reading;
    }

    /** How a word's meaning is read from what stands behind it. */
    private interface Reading {
        ImpairmentModel read(ImpairmentWordReader in) throws ArgumentError;
    }

    /** Bounds of what can be asked for. */
    private static final class Words {
        static final int MOST_GAP = 1_000_000;
        static final int MOST_LIMIT = 100_000;
        static final int MOST_SLICE = 65_536;
        static final int MOST_OVERHEAD = 10_000;
    }

    /** What a word can be applied to. */
    private enum Passes {
        DATAGRAMS(EnumSet.of(Protocol.UDP)),
        STREAMS(EnumSet.of(Protocol.TCP)),
        EITHER(EnumSet.allOf(Protocol.class));

        private final Set<Protocol> protocols;

        Passes(Set<Protocol> protocols) {
            this.protocols = protocols;
        }
    }

    private static ImpairmentModel loss(ImpairmentWordReader in) throws ArgumentError {
        if (in.takes("gemodel")) {
            Percentage p = in.percent();
            return new Gemodel(p, in.percentOr(p.rest()), in.percentOr(Percentage.ALL), in.percentOr(Percentage.NONE));
        }
        if (in.takes("state")) {
            Percentage p13 = in.percent();
            return new MarkovLoss(
                    p13,
                    in.percentOr(p13.rest()),
                    in.percentOr(Percentage.NONE),
                    in.percentOr(Percentage.ALL),
                    in.percentOr(Percentage.NONE));
        }
        in.takes("random"); // tc allows it
        return new Loss(in.percent(), in.percentOr(Percentage.NONE));
    }

    private static ImpairmentModel delay(ImpairmentWordReader in) throws ArgumentError {
        long time = in.time();
        long jitter = in.timeOr(0);
        Percentage correlation = in.percentOr(Percentage.NONE);
        return new Delay(
                time, jitter, correlation, in.takes("distribution") ? in.distribution() : Distribution.UNIFORM);
    }

    private static ImpairmentModel rate(ImpairmentWordReader in) throws ArgumentError {
        long bits = in.rate();
        int overhead = (int) in.signedOr(0, -Words.MOST_OVERHEAD, Words.MOST_OVERHEAD);
        int cellSize = (int) in.signedOr(0, 0, Words.MOST_OVERHEAD);
        return new Rate(bits, overhead, cellSize, (int) in.signedOr(0, 1 - cellSize, Words.MOST_OVERHEAD));
    }

    /** As typed. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The word and what follows it. */
    public String usage() {
        return usage.isEmpty() ? word() : word() + " " + usage;
    }

    /** The word in use. */
    public String example() {
        return example;
    }

    /** Whether it can be applied to what that protocol carries. */
    public boolean appliesTo(Protocol protocol) {
        return passes.protocols.contains(protocol);
    }

    ImpairmentModel read(ImpairmentWordReader in) throws ArgumentError {
        return reading.read(in);
    }

    /** The word that was typed, if it is one. */
    static Optional<ImpairmentWord> of(String typed) {
        return Arrays.stream(values()).filter(w -> w.word().equals(typed)).findFirst();
    }

    /** The words that can be applied to what a protocol carries. */
    public static List<ImpairmentWord> of(Protocol protocol) {
        return Arrays.stream(values()).filter(w -> w.appliesTo(protocol)).toList();
    }
}
