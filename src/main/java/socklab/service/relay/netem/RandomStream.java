package socklab.service.relay.netem;

import socklab.service.relay.Direction;

/**
 * Random numbers by place instead of one after another: number {@code n} of a stream is a function of the seed, the
 * stream and {@code n}, so that asking for one changes no other.
 *
 * <p>Number n is the n-th that {@link java.util.SplittableRandom} gives for the stream's seed; the algorithm is
 * written out here because the JDK does not promise to keep it. Source: Steele, Lea, Flood, "Fast Splittable
 * Pseudorandom Number Generators", OOPSLA 2014: SplitMix64.
 */
final class RandomStream {
    private static final long GAMMA = 0x9e3779b97f4a7c15L;

    private final long seed;

    /** The stream of a purpose in a direction; the copy of a repeated datagram draws from streams of its own. */
    RandomStream(long seed, Direction direction, Purpose purpose, Instance instance) {
        long stream = ((direction.ordinal() * 2L) + instance.ordinal()) * Purpose.values().length + purpose.ordinal();
        this.seed = mix(seed + mix(stream + 1));
    }

    /** What is decided by lot. */
    enum Purpose {
        DUPLICATE,
        LOSS,
        STATE,
        CORRUPT,
        BIT,
        REORDER,
        DELAY
    }

    /** Which of two: what arrived, or the copy that duplication made of it. */
    enum Instance {
        ORIGINAL,
        COPY
    }

    /** Number {@code n} of the stream, 64 bits; from 1 on. */
    long bits(long n) {
        return mix(seed + n * GAMMA);
    }

    /** Number {@code n} of the stream as netem draws: 32 bits, unsigned. */
    long u32(long n) {
        return bits(n) >>> 32;
    }

    /** The seed of the stream, to compare with SplittableRandom. */
    long streamSeed() {
        return seed;
    }

    static long mix(long value) {
        long z = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
