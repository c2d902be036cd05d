package socklab.service.relay;

import java.util.EnumMap;
import java.util.Map;
import socklab.service.relay.RelayStats.Count;
import socklab.service.relay.netem.Decision;
import socklab.service.relay.netem.Impairment;
import socklab.service.relay.netem.ImpairmentEngine;
import socklab.service.relay.netem.Impairments;

/** One direction of a relay: its fates, and what it counted, in all and since the impairment in force began. */
final class DirectionState {
    private final Direction direction;
    private final ImpairmentEngine fates;
    private final RelayCounters all = new RelayCounters();
    private volatile RelayCounters period = new RelayCounters();

    DirectionState(Direction direction, Impairments impairments) {
        this.direction = direction;
        this.fates = new ImpairmentEngine(impairments.seed(), direction, impairments.of(direction));
    }

    static Map<Direction, DirectionState> both(Impairments impairments) {
        Map<Direction, DirectionState> courses = new EnumMap<>(Direction.class);
        for (Direction d : Direction.values()) {
            courses.put(d, new DirectionState(d, impairments));
        }
        return courses;
    }

    Direction direction() {
        return direction;
    }

    Impairment impairment() {
        return fates.impairment();
    }

    /** The fate of what just arrived, counted. */
    Decision arrive(int size) {
        count(Count.ARRIVED, size);
        Decision fate = fates.next();
        if (fate.duplicated()) {
            count(Count.DUPLICATED, size);
        }
        if (fate.lost()) {
            count(Count.LOST, size);
        }
        if (fate.duplicated() && !fate.lost() && fate.copy().isEmpty()) {
            count(Count.LOST, size);
        }
        return fate;
    }

    void count(Count count, long size) {
        all.count(count, size);
        period.count(count, size);
    }

    void sent(long size, long arrived, long now) {
        all.sent(size, arrived, now);
        period.sent(size, arrived, now);
    }

    /** What passed in all. */
    RelayStats counts() {
        return all.counts();
    }

    /** What passed under the impairment in force, and for how many nanoseconds. */
    Period period() {
        return new Period(direction, fates.impairment(), period.counts(), period.span());
    }

    /** Begins a period with another impairment. */
    void change(Impairment impairment) {
        if (!impairment.equals(fates.impairment())) {
            fates.change(impairment);
            period = new RelayCounters();
        }
    }

    /** What passed while one impairment held. */
    record Period(Direction direction, Impairment impairment, RelayStats counts, long nanos) {}
}
