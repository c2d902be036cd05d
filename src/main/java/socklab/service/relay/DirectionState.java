package socklab.service.relay;

import java.util.EnumMap;
import java.util.Map;
import socklab.service.Counts;
import socklab.service.relay.Traffic.Count;
import socklab.service.relay.netem.Decision;
import socklab.service.relay.netem.Impairment;
import socklab.service.relay.netem.ImpairmentEngine;
import socklab.service.relay.netem.Impairments;

/** One direction of a relay: its decisions and its counts, in total and since the impairment in force began. */
final class DirectionState {
    private final Direction direction;
    private final ImpairmentEngine engine;
    private final Traffic total = new Traffic();
    private volatile Traffic current = new Traffic();

    DirectionState(Direction direction, Impairments impairments) {
        this.direction = direction;
        this.engine = new ImpairmentEngine(impairments.seed(), direction, impairments.of(direction));
    }

    static Map<Direction, DirectionState> both(Impairments impairments) {
        Map<Direction, DirectionState> directions = new EnumMap<>(Direction.class);
        for (Direction d : Direction.values()) {
            directions.put(d, new DirectionState(d, impairments));
        }
        return directions;
    }

    Direction direction() {
        return direction;
    }

    Impairment impairment() {
        return engine.impairment();
    }

    /** Decides about what just arrived, and counts it. */
    Decision arrive(int size) {
        count(Count.ARRIVED, size);
        Decision decision = engine.next();
        if (decision.duplicated()) {
            count(Count.DUPLICATED, size);
        }
        if (decision.lost()) {
            count(Count.LOST, size);
        }
        if (decision.duplicated() && !decision.lost() && decision.copy().isEmpty()) {
            count(Count.LOST, size);
        }
        return decision;
    }

    void count(Count kind, long size) {
        total.count(kind, size);
        current.count(kind, size);
    }

    void sent(long size, long arrived, long now) {
        total.sent(size, arrived, now);
        current.sent(size, arrived, now);
    }

    Traffic total() {
        return total;
    }

    /** What passed under the impairment in force. */
    Period period() {
        Traffic traffic = current;
        return new Period(direction, engine.impairment(), traffic.counts(), traffic.delays(), traffic.span());
    }

    /** Begins a period with another impairment. */
    void change(Impairment impairment) {
        if (!impairment.equals(engine.impairment())) {
            engine.change(impairment);
            current = new Traffic();
        }
    }

    /** What passed while one impairment was in force, and the nanoseconds that it took. */
    record Period(
            Direction direction, Impairment impairment, Counts<Count> counts, Traffic.Delays delays, long nanos) {}
}
