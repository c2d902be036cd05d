package socklab.service.relay.netem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import socklab.service.Protocol;
import socklab.service.relay.Direction;
import socklab.service.relay.netem.RandomStream.Instance;
import socklab.service.relay.netem.RandomStream.Purpose;

/**
 * Whether fates follow the model configured: chi-square tests, with fixed seeds, so that each comes out once and for
 * ever.
 */
class ImpairmentEngineTest {
    private static final int N = 20_000;
    /** The 99.9 % quantiles of chi-square, by degrees of freedom. */
    private static final double[] CRITICAL = {
        0, 10.828, 13.816, 16.266, 18.467, 20.515, 22.458, 24.322, 26.124, 27.877, 29.588, 31.264, 32.909, 34.528,
        36.123, 37.697, 39.252, 40.790, 42.312, 43.820, 45.315
    };

    private static List<Decision> fates(String words, int count) {
        Impairments impairments = ImpairmentsOf.udp(words);
        ImpairmentEngine fates = new ImpairmentEngine(impairments.seed(), Direction.UP, impairments.up());
        return Stream.generate(fates::next).limit(count).toList();
    }

    /** Pearson's statistic for counts against expected counts. */
    private static double chiSquare(double[] observed, double[] expected) {
        return IntStream.range(0, observed.length)
                .mapToDouble(i -> (observed[i] - expected[i]) * (observed[i] - expected[i]) / expected[i])
                .sum();
    }

    private static void assertShare(long hits, long of, double share, String what) {
        double[] observed = {hits, of - hits};
        double[] expected = {of * share, of * (1 - share)};
        assertThat(chiSquare(observed, expected))
                .as(what + ": " + hits + " of " + of)
                .isLessThan(CRITICAL[1]);
    }

    private static long count(List<Decision> fates, Predicate<Decision> which) {
        return fates.stream().filter(which).count();
    }

    private static boolean overtakes(Decision f) {
        return f.original().filter(Decision.Transmission::overtakes).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "30, 1", "30, 2", "30, 42", "36.4, 3", "50, 9", "99, 5"})
    void lossFollowsItsRate(double percent, long seed) {
        List<Decision> fates = fates("loss " + percent + "% seed " + seed, N);
        assertShare(count(fates, Decision::lost), N, percent / 100, "lost");
        assertThat(fates).allMatch(f -> f.lost() == f.original().isEmpty());
    }

    /** As tc-netem(8) says: p13 alone is independent loss. */
    @ParameterizedTest
    @CsvSource({"10, 1", "50, 2"})
    void lossStateWithOneProbabilityIsIndependentLoss(double percent, long seed) {
        List<Decision> decisions = fates("loss state " + percent + "% seed " + seed, N);
        assertShare(count(decisions, Decision::lost), N, percent / 100, "lost");
        long afterLoss =
                IntStream.range(1, N).filter(i -> decisions.get(i - 1).lost()).count();
        long twoInARow = IntStream.range(1, N)
                .filter(i -> decisions.get(i - 1).lost() && decisions.get(i).lost())
                .count();
        assertShare(twoInARow, afterLoss, percent / 100, "lost after a loss");
    }

    /** A loss of state 4 stands alone: state 1 follows it. */
    @Test
    void lossStateFourIsNeverFollowedByALoss() {
        List<Decision> decisions = fates("loss state 0% 100% 0% 100% 20%", N);
        assertThat(IntStream.range(1, N)
                        .filter(i ->
                                decisions.get(i - 1).lost() && decisions.get(i).lost()))
                .isEmpty();
        double inState4 = .2 / 1.2; // of two states, one is left with 20 %, the other always
        assertThat(count(decisions, Decision::lost) / (double) N).isBetween(inState4 - .01, inState4 + .01);
    }

    @Test
    void dropAndFirstCountFromTheChangeOn() {
        ImpairmentEngine engine = new ImpairmentEngine(
                1, Direction.UP, ImpairmentsOf.udp("drop 2").up());
        assertThat(lost(engine, 3)).containsExactly(false, true, false);
        ImpairmentChange again = ImpairmentsOf.change(Protocol.UDP, "drop 1", Impairments.NONE);
        engine.change(again.impairments().up(), again.typed().get(Direction.UP));
        assertThat(lost(engine, 2)).containsExactly(true, false);
        engine.change(again.impairments().up(), again.typed().get(Direction.UP));
        assertThat(lost(engine, 2)).as("the same words, typed again").containsExactly(true, false);
        ImpairmentChange first = ImpairmentsOf.change(Protocol.UDP, "first 2", again.impairments());
        engine.change(first.impairments().up(), first.typed().get(Direction.UP));
        assertThat(lost(engine, 3))
                .as("drop was not typed, so it does not count again")
                .containsExactly(true, true, false);
    }

    private static List<Boolean> lost(ImpairmentEngine engine, int count) {
        return Stream.generate(engine::next).limit(count).map(Decision::lost).toList();
    }

    /** A datagram of 100 bytes and 20 of overhead fills three cells of 48 bytes, each with 5 bytes of overhead. */
    @Test
    void rateCountsOverheadAndWholeCells() {
        ImpairmentModel.Rate rate = ImpairmentsOf.udp("rate 8bit 20 48 5")
                .up()
                .find(ImpairmentModel.Rate.class)
                .orElseThrow();
        assertThat(rate.nanos(100)).isEqualTo(3 * (48 + 5) * 1_000_000_000L);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void lossesDoNotDependOnOneAnother(long seed) {
        List<Decision> fates = fates("loss 30% seed " + seed, N);
        double[] observed = new double[4];
        for (int i = 0; i + 1 < N; i += 2) {
            observed[(fates.get(i).lost() ? 2 : 0) + (fates.get(i + 1).lost() ? 1 : 0)]++;
        }
        double pairs = N / 2.0;
        assertThat(chiSquare(observed, new double[] {pairs * .49, pairs * .21, pairs * .21, pairs * .09}))
                .isLessThan(CRITICAL[3]);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "10, 2", "50, 3"})
    void duplicationFollowsItsRate(double percent, long seed) {
        List<Decision> fates = fates("duplicate " + percent + "% seed " + seed, N);
        assertShare(count(fates, Decision::duplicated), N, percent / 100, "duplicated");
        assertThat(fates).allMatch(f -> f.duplicated() == f.copy().isPresent());
    }

    @Test
    void lostAndRepeatedGoesOutOnceAndACopyCanBeLostToo() {
        List<Decision> fates = fates("loss 30% duplicate 50%", N);
        assertShare(count(fates, f -> f.original().isEmpty()), N, .3 * .5, "no passage at all");
        assertShare(count(fates, f -> f.copy().isPresent()), N, .5 * .7 * .7, "two passages");
        assertThat(fates)
                .filteredOn(f -> f.lost() && f.duplicated())
                .allMatch(f -> f.original().isPresent() && f.copy().isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "25, 2"})
    void corruptionFollowsItsRateAndStrikesEveryBitAlike(double percent, long seed) {
        List<Decision> fates = fates("corrupt " + percent + "% seed " + seed, N);
        List<Long> flips = fates.stream()
                .flatMap(f -> f.original().orElseThrow().flip().stream())
                .toList();
        assertShare(flips.size(), N, percent / 100, "spoiled");
        double[] observed = new double[16];
        flips.forEach(f -> observed[(int) Long.remainderUnsigned(f, 16)]++);
        double[] expected =
                IntStream.range(0, 16).mapToDouble(_ -> flips.size() / 16.0).toArray();
        assertThat(chiSquare(observed, expected)).isLessThan(CRITICAL[15]);
    }

    @ParameterizedTest
    @CsvSource({"25, 1, 1", "50, 1, 2", "25, 5, 3", "100, 5, 4"})
    void reorderingFollowsItsRateAndGap(double percent, int gap, long seed) {
        List<Decision> fates = fates("delay 10ms reorder " + percent + "% gap " + gap + " seed " + seed, N);
        List<Integer> places = IntStream.range(0, N)
                .filter(i -> overtakes(fates.get(i)))
                .boxed()
                .toList();
        List<Integer> waits = new ArrayList<>(); // tries after the gap until one overtakes: geometric
        for (int i = 1; i < places.size(); i++) {
            waits.add(places.get(i) - places.get(i - 1) - gap + 1);
        }
        assertGeometric(waits, percent / 100, 8);
        assertThat(fates).allMatch(f -> f.original().orElseThrow().delay() == (overtakes(f) ? 0 : 10_000_000));
    }

    private static void assertGeometric(List<Integer> lengths, double p, int bins) {
        assertThat(lengths).allMatch(l -> l >= 1);
        if (p == 1) {
            assertThat(lengths).containsOnly(1);
            return;
        }
        double[] observed = new double[bins];
        double[] expected = new double[bins];
        lengths.forEach(l -> observed[Math.min(l, bins) - 1]++);
        for (int i = 0; i < bins; i++) {
            double tail = Math.pow(1 - p, i);
            expected[i] = lengths.size() * (i == bins - 1 ? tail : tail * p);
        }
        assertThat(chiSquare(observed, expected))
                .as(lengths.size() + " lengths")
                .isLessThan(CRITICAL[bins - 1]);
    }

    @ParameterizedTest
    @CsvSource({"5, 25, 1", "1, 10, 2", "20, 50, 3"})
    void gilbertLosesInBurstsAsLongAsItsModelSays(double p, double r, long seed) {
        List<Decision> fates = fates("loss gemodel " + p + "% " + r + "% seed " + seed, 4 * N);
        List<Integer> bursts = new ArrayList<>();
        List<Integer> calms = new ArrayList<>();
        int run = 0;
        for (int i = 0; i < fates.size(); i++) {
            run++;
            if (i + 1 == fates.size() || fates.get(i).lost() != fates.get(i + 1).lost()) {
                (fates.get(i).lost() ? bursts : calms).add(run);
                run = 0;
            }
        }
        (fates.getLast().lost() ? bursts : calms).removeLast(); // cut off by the end
        calms.removeFirst(); // the first state is good for one step before it may change
        assertGeometric(bursts, r / 100, 12);
        assertGeometric(calms, p / 100, 12);
    }

    @Test
    void gilbertElliottLosesInBothStatesAtTheirRates() {
        Impairments impairments = ImpairmentsOf.udp("loss gemodel 10% 30% 80% 5% seed 6");
        ImpairmentModel.Gemodel model =
                impairments.up().find(ImpairmentModel.Gemodel.class).orElseThrow();
        double share = count(fates("loss gemodel 10% 30% 80% 5% seed 6", 10 * N), Decision::lost) / (10.0 * N);
        assertThat(model.rate()).isEqualTo(.25 * .8 + .75 * .05);
        assertThat(share)
                .isCloseTo(model.rate(), org.assertj.core.data.Offset.offset(0.005)); // bursts widen the spread
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void jitterIsEvenlySpreadWithoutADistribution(long seed) {
        double[] observed = new double[20];
        fates("delay 50ms 10ms seed " + seed, N)
                .forEach(f ->
                        observed[(int) Math.min(19, (f.original().orElseThrow().delay() - 40_000_000L) / 1_000_000)]++);
        double[] expected = IntStream.range(0, 20).mapToDouble(_ -> N / 20.0).toArray();
        assertThat(chiSquare(observed, expected)).isLessThan(CRITICAL[19]);
    }

    @Test
    void jitterOfANormalDistributionHasItsBellShape() {
        double[] observed = new double[6];
        fates("delay 50ms 5ms distribution normal", N).forEach(f -> {
            double z = (f.original().orElseThrow().delay() / 1e6 - 50) / 5;
            observed[(int) Math.clamp(Math.floor(z) + 3, 0, 5)]++;
        });
        double[] shares = {.0227501, .1359051, .3413447, .3413447, .1359051, .0227501};
        assertThat(chiSquare(
                        observed,
                        IntStream.range(0, 6).mapToDouble(i -> N * shares[i]).toArray()))
                .isLessThan(CRITICAL[5]);
    }

    @Test
    void jitterOfAParetoDistributionIsNeverMuchBelowAndSometimesFarAbove() {
        List<Long> delays = fates("delay 50ms 5ms distribution pareto", N).stream()
                .map(f -> f.original().orElseThrow().delay())
                .toList();
        assertThat(delays).allMatch(d -> d >= 46_600_000 && d <= 70_000_000); // -2/3 and +4 times the jitter
        assertShare(delays.stream().filter(d -> d > 50_000_000).count(), N, Math.pow(1.5, -3), "above the mean");
    }

    @Test
    void correlationMakesNeighboursAlike() {
        double[] x = fates("delay 50ms 10ms 60%", N).stream()
                .mapToDouble(f -> f.original().orElseThrow().delay())
                .toArray();
        double mean = IntStream.range(0, N).mapToDouble(i -> x[i]).average().orElseThrow();
        double variance = IntStream.range(0, N)
                .mapToDouble(i -> (x[i] - mean) * (x[i] - mean))
                .sum();
        double covariance = IntStream.range(1, N)
                .mapToDouble(i -> (x[i] - mean) * (x[i - 1] - mean))
                .sum();
        assertThat(covariance / variance).isBetween(.58, .62);
    }

    @Test
    void exactlyTheChosenAreLost() {
        List<Decision> fates = fates("drop 2,5,9 first 1", 12);
        assertThat(fates.stream().filter(Decision::lost).map(Decision::number)).containsExactly(1L, 2L, 5L, 9L);
    }

    @Test
    void theSameSeedGivesTheSameFates() {
        String words =
                "loss 20% 30% duplicate 10% corrupt 5% delay 20ms 5ms 10% distribution normal reorder 25% gap 3 seed"
                        + " 77";
        assertThat(fates(words, 2000)).isEqualTo(fates(words, 2000));
        assertThat(fates(words, 2000)).isNotEqualTo(fates(words.replace("77", "78"), 2000));
    }

    @Test
    void directionsHaveFatesOfTheirOwn() {
        Impairment loss = ImpairmentsOf.udp("loss 50%").up();
        ImpairmentEngine up = new ImpairmentEngine(1, Direction.UP, loss);
        ImpairmentEngine down = new ImpairmentEngine(1, Direction.DOWN, loss);
        long alike = IntStream.range(0, N)
                .filter(_ -> up.next().lost() == down.next().lost())
                .count();
        assertShare(alike, N, .5, "alike");
    }

    @Test
    void oneWordMoreLeavesTheOthersAnswersAsTheyWere() {
        List<Boolean> alone =
                fates("loss 30%", 500).stream().map(Decision::lost).toList();
        assertThat(fates("loss 30% duplicate 20% corrupt 9% delay 5ms 1ms", 500).stream()
                        .map(Decision::lost))
                .isEqualTo(alone);
    }

    @Test
    void aChangeHoldsFromTheNextArrivalOnAndNumbersGoOn() {
        ImpairmentEngine fates = new ImpairmentEngine(
                1, Direction.UP, ImpairmentsOf.udp("loss 100%").up());
        assertThat(fates.next().lost()).isTrue();
        fates.change(ImpairmentsOf.udp("loss 0%").up(), Set.of());
        assertThat(fates.next()).matches(f -> !f.lost() && f.number() == 2);
    }

    @Test
    void numbersAreThoseOfTheJdksSplittableRandom() {
        RandomStream draws = new RandomStream(42, Direction.DOWN, Purpose.DELAY, Instance.COPY);
        SplittableRandom oracle = new SplittableRandom(draws.streamSeed());
        for (long n = 1; n <= 1000; n++) {
            assertThat(draws.bits(n)).isEqualTo(oracle.nextLong());
        }
    }

    @Test
    void fatesOfTheDocumentedSeedNeverChange() {
        assertThat(fates("loss 30% seed 1", 40).stream()
                        .filter(Decision::lost)
                        .map(Decision::number)
                        .toList())
                .as("who teaches with a seed relies on it")
                .isEqualTo(GOLDEN);
    }

    private static final List<Long> GOLDEN = List.of(3L, 9L, 14L, 17L, 20L, 23L, 24L, 25L, 26L, 27L, 33L, 35L);
}
