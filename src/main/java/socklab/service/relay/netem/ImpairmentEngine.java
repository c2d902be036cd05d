package socklab.service.relay.netem;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import socklab.service.relay.Direction;
import socklab.service.relay.netem.Decision.Transmission;
import socklab.service.relay.netem.ImpairmentModel.Corrupt;
import socklab.service.relay.netem.ImpairmentModel.Delay;
import socklab.service.relay.netem.ImpairmentModel.Drop;
import socklab.service.relay.netem.ImpairmentModel.Duplicate;
import socklab.service.relay.netem.ImpairmentModel.First;
import socklab.service.relay.netem.ImpairmentModel.Gemodel;
import socklab.service.relay.netem.ImpairmentModel.Loss;
import socklab.service.relay.netem.ImpairmentModel.MarkovLoss;
import socklab.service.relay.netem.ImpairmentModel.Reorder;
import socklab.service.relay.netem.RandomStream.Instance;
import socklab.service.relay.netem.RandomStream.Purpose;

/**
 * Decides about the arrivals of one direction, one after another: a function of seed, direction, number and the
 * impairment in force. Each question (lost? repeated?) has its own stream of numbers, so that one word more
 * leaves the others' answers as they were.
 *
 * <p>Source: Linux, net/sched/sch_netem.c, netem_enqueue, loss_gilb_ell, tabledist: the order of questions, and what
 * each answer means, are netem's.
 */
public final class ImpairmentEngine {
    private static final double U32 = 0x1p32;

    private final Map<Instance, Streams> streams = new EnumMap<>(Instance.class);
    private final CorrelatedRandom duplicate;
    private Impairment impairment;
    private long arrivals;
    private long dropFrom;
    private long firstFrom;
    private boolean bad;
    private MarkovState markovState = MarkovState.RECEIVED_IN_GAP;
    private int sinceOvertaking;

    /** The numbers that one instance of a datagram draws. */
    private record Streams(
            CorrelatedRandom loss,
            RandomStream state,
            CorrelatedRandom corrupt,
            RandomStream bit,
            CorrelatedRandom reorder,
            CorrelatedRandom delay) {
        static Streams of(long seed, Direction direction, Instance instance) {
            return new Streams(
                    new CorrelatedRandom(draws(seed, direction, Purpose.LOSS, instance)),
                    draws(seed, direction, Purpose.STATE, instance),
                    new CorrelatedRandom(draws(seed, direction, Purpose.CORRUPT, instance)),
                    draws(seed, direction, Purpose.BIT, instance),
                    new CorrelatedRandom(draws(seed, direction, Purpose.REORDER, instance)),
                    new CorrelatedRandom(draws(seed, direction, Purpose.DELAY, instance)));
        }

        private static RandomStream draws(long seed, Direction direction, Purpose purpose, Instance instance) {
            return new RandomStream(seed, direction, purpose, instance);
        }
    }

    public ImpairmentEngine(long seed, Direction direction, Impairment impairment) {
        this.impairment = impairment;
        this.duplicate = new CorrelatedRandom(new RandomStream(seed, direction, Purpose.DUPLICATE, Instance.ORIGINAL));
        for (Instance instance : Instance.values()) {
            streams.put(instance, Streams.of(seed, direction, instance));
        }
    }

    /** Another impairment holds from the next arrival on; all words go on counting. */
    public void change(Impairment newImpairment) {
        change(newImpairment, Set.of());
    }

    /**
     * Another impairment holds from the next arrival on.
     *
     * @param typed the words that were typed: {@code drop} and {@code first} among them count from the next arrival on
     */
    public void change(Impairment newImpairment, Set<ImpairmentWord> typed) {
        impairment = newImpairment;
        dropFrom = typed.contains(ImpairmentWord.DROP) ? arrivals : dropFrom;
        firstFrom = typed.contains(ImpairmentWord.FIRST) ? arrivals : firstFrom;
    }

    /** The impairment in force. */
    public Impairment impairment() {
        return impairment;
    }

    /** Decides about the next arrival. */
    public Decision next() {
        long n = ++arrivals;
        boolean twice = impairment
                .find(Duplicate.class)
                .filter(m -> duplicate.happens(n, m.probability(), m.correlation()))
                .isPresent();
        boolean lost = lost(n, Instance.ORIGINAL) | chosen(n);
        int instances = 1 + (twice ? 1 : 0) - (lost ? 1 : 0);
        // netem sends the copy through all questions but the first, before it goes on with the original
        Optional<Transmission> copy = instances == 2 && !lost(n, Instance.COPY)
                ? Optional.of(transmission(n, Instance.COPY))
                : Optional.empty();
        Optional<Transmission> original =
                instances > 0 ? Optional.of(transmission(n, Instance.ORIGINAL)) : Optional.empty();
        return new Decision(n, lost, twice, original, copy);
    }

    private boolean chosen(long n) {
        return impairment
                        .find(Drop.class)
                        .filter(m -> m.numbers().contains(n - dropFrom))
                        .isPresent()
                || impairment
                        .find(First.class)
                        .filter(m -> n - firstFrom <= m.count())
                        .isPresent();
    }

    private boolean lost(long n, Instance instance) {
        Streams drawn = streams.get(instance);
        Optional<Gemodel> model = impairment.find(Gemodel.class);
        if (model.isPresent()) {
            return lostBy(model.get(), drawn.state().u32(n), drawn.loss().next(n, Percentage.NONE));
        }
        Optional<MarkovLoss> chain = impairment.find(MarkovLoss.class);
        if (chain.isPresent()) {
            markovState = markovState.next(chain.get(), drawn.state().u32(n));
            return markovState.lost();
        }
        return impairment
                .find(Loss.class)
                .filter(m -> drawn.loss().happens(n, m.probability(), m.correlation()))
                .isPresent();
    }

    /** The state that was decides on the loss, and may change for the next. */
    private boolean lostBy(Gemodel m, long stateDraw, long lossDraw) {
        boolean wasBad = bad;
        if ((wasBad ? m.r() : m.p()).covers(stateDraw)) {
            bad = !wasBad;
        }
        return (wasBad ? m.h1() : m.k1()).covers(lossDraw);
    }

    private Transmission transmission(long n, Instance instance) {
        Streams drawn = streams.get(instance);
        Optional<Long> flip = impairment
                .find(Corrupt.class)
                .filter(m -> drawn.corrupt().happens(n, m.probability(), m.correlation()))
                .map(_ -> drawn.bit().bits(n));
        boolean overtakes = impairment
                .find(Reorder.class)
                .filter(m -> overtakes(m, n, drawn))
                .isPresent();
        if (overtakes) {
            sinceOvertaking = 0;
            return new Transmission(0, true, flip);
        }
        sinceOvertaking = Math.min(sinceOvertaking + 1, Integer.MAX_VALUE - 1);
        return new Transmission(
                impairment.find(Delay.class).map(m -> delay(m, n, drawn)).orElse(0L), false, flip);
    }

    private boolean overtakes(Reorder m, long n, Streams drawn) {
        return sinceOvertaking >= m.gap() - 1 && drawn.reorder().happens(n, m.probability(), m.correlation());
    }

    private static long delay(Delay m, long n, Streams drawn) {
        if (m.jitter() == 0) {
            return m.time();
        }
        double u = (drawn.delay().next(n, m.correlation()) + 0.5) / U32;
        return Math.max(0, m.time() + Math.round(m.jitter() * m.distribution().deviation(u)));
    }
}
