package socklab.service.relay;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import socklab.service.relay.netem.Impairment;
import socklab.service.relay.netem.ImpairmentModel.Rate;

/** The link that all connections of a TCP relay share in one direction: each byte takes the time that the rate says. */
final class RateLimiter {
    /** So many pieces a second at least, so that a rate is felt as a flow and not as gulps. */
    private static final int PIECES_A_SECOND = 50;

    private final Map<Direction, Long> free = new EnumMap<>(Direction.class);

    /** The most bytes to be sent in one go. */
    int pieceSize(Impairment impairment, int most) {
        return impairment
                .find(Rate.class)
                .map(r -> Math.clamp(r.bitsPerSecond() / 8 / PIECES_A_SECOND, 1, most))
                .orElse(most);
    }

    /** When so many bytes will be through that come now. Readings of nanoTime. */
    long due(Impairment impairment, Direction direction, int bytes, long now) {
        Optional<Rate> rate = impairment.find(Rate.class);
        if (rate.isEmpty()) {
            return now;
        }
        long from = free.getOrDefault(direction, now);
        long due = (from - now > 0 ? from : now) + rate.get().nanos(bytes);
        free.put(direction, due);
        return due;
    }

    /** A rate no longer holds, or another one: what was reserved is given up. */
    void clear() {
        free.clear();
    }
}
