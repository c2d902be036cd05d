package socklab.lab.strace;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import socklab.session.Event;

/**
 * Calls that waited while others were made, and give nothing that was made before: a send into a full buffer, a connect
 * to a full queue. In a lab such a call runs in the background until its return.
 */
final class WaitingCalls {
    private final Set<Integer> waiting = new HashSet<>();
    private final Map<Integer, Ending> endings = new HashMap<>();
    private int numbers;
    private int running;

    /** The end of such a call; {@code sayable} if a line says the call. */
    record Ending(Event.Finished finished, boolean sayable) {}

    /** Notes that a call will wait. */
    void add(TracedCall call) {
        waiting.add(call.first());
    }

    /** Whether a call waits while others are made. */
    boolean has(TracedCall call) {
        return waiting.contains(call.first());
    }

    /** The number that a session gives to the next call in the background: it starts over when none is left. */
    int number() {
        numbers = running == 0 ? 0 : numbers;
        running++;
        return ++numbers;
    }

    /** Such a call begins; its end is kept until it returned. */
    void begin(TracedCall call, Ending ending) {
        endings.put(call.first(), ending);
    }

    /** A call in the background is interrupted at once. */
    void interrupted() {
        number();
        running--;
    }

    /** Such a call returned. */
    Optional<Ending> end(TracedCall call) {
        Optional<Ending> ending = Optional.ofNullable(endings.remove(call.first()));
        running -= ending.isPresent() ? 1 : 0;
        return ending;
    }
}
