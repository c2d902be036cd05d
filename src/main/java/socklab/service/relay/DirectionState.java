package socklab.service.relay;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import socklab.service.relay.Traffic.Count;
import socklab.service.relay.netem.Decision;
import socklab.service.relay.netem.Impairment;
import socklab.service.relay.netem.ImpairmentEngine;
import socklab.service.relay.netem.ImpairmentWord;
import socklab.service.relay.netem.Impairments;

/** One direction of a relay: its decisions, and its counts in total and for each setting of the impairment. */
final class DirectionState {
    /** How many settings keep counts of their own. */
    private static final int MOST_SETTINGS = 1000;

    private final Direction direction;
    private final ImpairmentEngine engine;
    private final Traffic total = new Traffic();
    private final List<Setting> settings = new ArrayList<>();
    private Account account;

    /** What passed under one setting of the impairment. */
    record Setting(Direction direction, Impairment impairment, Traffic traffic) {}

    /**
     * Where an arrival is counted, from arriving to sending: in the total, and under the setting that it arrived in.
     */
    record Account(Traffic total, Traffic setting) {
        void count(Count kind, long size) {
            total.count(kind, size);
            setting.count(kind, size);
        }

        void sent(long size, long arrived, long now) {
            total.sent(size, arrived, now);
            setting.sent(size, arrived, now);
        }
    }

    DirectionState(Direction direction, Impairments impairments) {
        this.direction = direction;
        this.engine = new ImpairmentEngine(impairments.seed(), direction, impairments.of(direction));
        this.account = newSetting();
    }

    static Map<Direction, DirectionState> both(Impairments impairments) {
        Map<Direction, DirectionState> directions = new EnumMap<>(Direction.class);
        for (Direction d : Direction.values()) {
            directions.put(d, new DirectionState(d, impairments));
        }
        return directions;
    }

    private synchronized Account newSetting() {
        Setting setting = new Setting(direction, engine.impairment(), new Traffic());
        if (settings.size() == MOST_SETTINGS) {
            settings.removeFirst();
        }
        settings.add(setting);
        return new Account(total, setting.traffic());
    }

    Direction direction() {
        return direction;
    }

    Impairment impairment() {
        return engine.impairment();
    }

    /** The account of what arrives now. */
    Account account() {
        return account;
    }

    /** Decides about what just arrived, and counts it. */
    Decision arrive(int size) {
        account.count(Count.ARRIVED, size);
        Decision decision = engine.next();
        if (decision.duplicated()) {
            account.count(Count.DUPLICATED, size);
        }
        if (decision.lost()) {
            account.count(Count.LOST, size);
        }
        if (decision.duplicated() && !decision.lost() && decision.copy().isEmpty()) {
            account.count(Count.LOST, size);
        }
        return decision;
    }

    Traffic total() {
        return total;
    }

    /** The settings so far, the one in force last. For any thread. */
    synchronized List<Setting> settings() {
        return List.copyOf(settings);
    }

    /** Another setting holds from the next arrival on, unless it is the same and no word was typed for it. */
    void change(Impairment impairment, Set<ImpairmentWord> typed) {
        if (!impairment.equals(engine.impairment()) || !typed.isEmpty()) {
            engine.change(impairment, typed);
            account = newSetting();
        }
    }
}
