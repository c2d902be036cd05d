package socklab.service.relay.netem;

import socklab.service.relay.Direction;

/** The impairments of both directions, and the seed of all that is left to chance. */
public record Impairments(Impairment up, Impairment down, long seed) {
    /** The seed where none is given: a run repeats unless another is asked for. */
    public static final long SEED = 1;

    /** Everything passes as it came. */
    public static final Impairments NONE = new Impairments(Impairment.NONE, Impairment.NONE, SEED);

    /** The impairment of a direction. */
    public Impairment of(Direction direction) {
        return switch (direction) {
            case UP -> up;
            case DOWN -> down;
        };
    }

    /** With another impairment in a direction. */
    Impairments with(Direction direction, Impairment impairment) {
        return switch (direction) {
            case UP -> new Impairments(impairment, down, seed);
            case DOWN -> new Impairments(up, impairment, seed);
        };
    }

    public Impairments seeded(long newSeed) {
        return new Impairments(up, down, newSeed);
    }

    /** The words that say the same again, the seed last: {@code loss 30% seed 1}, {@code up: loss 30% seed 1}. */
    public String words() {
        String seeded = "seed " + seed;
        if (up.equals(down)) {
            return up.none() ? seeded : up.words() + " " + seeded;
        }
        return side(Direction.UP) + side(Direction.DOWN) + seeded;
    }

    private String side(Direction direction) {
        Impairment impairment = of(direction);
        return impairment.none() ? "" : direction.label() + " " + impairment.words() + " ";
    }
}
