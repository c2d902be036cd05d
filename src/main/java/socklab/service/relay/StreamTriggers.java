package socklab.service.relay;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import socklab.service.relay.netem.Impairment;
import socklab.service.relay.netem.ImpairmentModel.After;
import socklab.service.relay.netem.ImpairmentModel.HalfOpen;
import socklab.service.relay.netem.ImpairmentModel.Reset;
import socklab.service.relay.netem.ImpairmentModel.Stall;

/** When {@code reset}, {@code stall} and {@code half-open} take effect in one direction of a connection. */
final class StreamTriggers {
    private final DirectionState state;
    private final long begin = System.nanoTime();
    private long passed;

    StreamTriggers(DirectionState state) {
        this.state = state;
    }

    private Impairment impairment() {
        return state.impairment();
    }

    /** So many bytes were read. */
    void passed(int bytes) {
        passed += bytes;
    }

    private Optional<After> reset() {
        return impairment().find(Reset.class).map(Reset::after);
    }

    private Optional<After> stall() {
        return impairment().find(Stall.class).map(Stall::after);
    }

    private boolean reached(Optional<After> after, long now) {
        return after.filter(a -> switch (a) {
                    case After.Of size -> passed >= size.bytes();
                    case After.Time time -> now - begin >= time.nanos();
                })
                .isPresent();
    }

    /** Whether everything is taken and nothing passed on. */
    boolean swallows() {
        return impairment().find(HalfOpen.class).isPresent();
    }

    /** Whether nothing more is read. */
    boolean stalled(long now) {
        return reached(stall(), now);
    }

    /** Whether nothing is written: what was read before a stall by size still passes. */
    boolean writesNothing(long now) {
        return swallows() || reached(stall().filter(After.Time.class::isInstance), now);
    }

    /** Whether all that may pass before a reset was read, or its time has come. */
    boolean resetReached(long now) {
        return reached(reset(), now);
    }

    /**
     * Whether the connection is to be reset now.
     *
     * @param written whether all that was read has been written
     */
    boolean resetDue(long now, boolean written) {
        boolean bySize = reset().filter(After.Of.class::isInstance).isPresent();
        return !swallows() && resetReached(now) && (!bySize || written);
    }

    /** The bytes that may still be read before a reset or a stall by size. */
    long bytesLeft() {
        if (swallows()) {
            return Long.MAX_VALUE;
        }
        return List.of(reset(), stall()).stream()
                .flatMap(Optional::stream)
                .filter(After.Of.class::isInstance)
                .mapToLong(a -> ((After.Of) a).bytes() - passed)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** The time of the next reset or stall by time. */
    OptionalLong next(long now) {
        return List.of(reset(), stall()).stream()
                .flatMap(Optional::stream)
                .filter(After.Time.class::isInstance)
                .mapToLong(a -> begin + ((After.Time) a).nanos())
                .filter(at -> at - now > 0)
                .reduce((a, b) -> a - b < 0 ? a : b);
    }
}
