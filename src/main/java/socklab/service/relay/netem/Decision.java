package socklab.service.relay.netem;

import java.util.Optional;

/**
 * What becomes of a datagram: decided by its number of arrival, before anything is known of time.
 *
 * @param number its number in its direction, from 1 on
 * @param lost whether the loss model, {@code drop} or {@code first} chose it
 * @param duplicated whether it was chosen to be sent twice
 * @param original its passage; none if it is lost
 * @param copy the passage of its second instance; none if there is none, or that is lost itself. As in netem, one
 *     that was chosen to be lost and to be sent twice goes out once
 */
public record Decision(
        long number, boolean lost, boolean duplicated, Optional<Transmission> original, Optional<Transmission> copy) {

    /**
     * How one instance passes.
     *
     * @param delay nanoseconds, before the link's rate is looked at
     * @param overtakes whether it is sent at once, before what waits
     * @param flip which bit is turned over, as a number of 64 bits to be taken modulo their count
     */
    public record Transmission(long delay, boolean overtakes, Optional<Long> flip) {}
}
