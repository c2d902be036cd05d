package socklab.relay;

import java.util.EnumMap;
import java.util.Map;
import socklab.relay.Counts.Count;

/** One direction of a relay: its fates, and what it counted, in all and since the impairment in force began. */
final class Course {
    private final Direction direction;
    private final Fates fates;
    private final Tally all = new Tally();
    private volatile Tally period = new Tally();

    Course(Direction direction, Impairments impairments) {
        this.direction = direction;
        this.fates = new Fates(impairments.seed(), direction, impairments.of(direction));
    }

    static Map<Direction, Course> both(Impairments impairments) {
        Map<Direction, Course> courses = new EnumMap<>(Direction.class);
        for (Direction d : Direction.values()) {
            courses.put(d, new Course(d, impairments));
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
    Fate arrive(int size) {
        count(Count.ARRIVED, size);
        Fate fate = fates.next();
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
    Counts counts() {
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
            period = new Tally();
        }
    }

    /** What passed while one impairment held. */
    record Period(Direction direction, Impairment impairment, Counts counts, long nanos) {}
}
