package socklab.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import socklab.service.relay.DelayQueue;
import socklab.service.relay.Direction;
import socklab.service.relay.netem.Decision;
import socklab.service.relay.netem.Impairment;
import socklab.service.relay.netem.ImpairmentEngine;
import socklab.text.Message;

/** One direction of the cable: the relay's engine decides, and frames that are delayed wait in the relay's queue. */
final class CableCourse {
    private static final double MILLI = 1e6;

    private final ImpairmentEngine engine;
    private final DelayQueue<CableFrame> queue = new DelayQueue<>();

    CableCourse(long seed, Direction direction, Impairment impairment) {
        this.engine = new ImpairmentEngine(seed, direction, impairment);
    }

    /** What becomes of a frame, and how many nanoseconds later the first of its copies goes on. */
    record Verdict(boolean lost, List<Message> fate, long delay) {}

    void change(Impairment impairment) {
        engine.change(impairment);
    }

    Impairment impairment() {
        return engine.impairment();
    }

    /** Decides on a frame; what is not lost is in the queue then, due at once or later. */
    Verdict enter(CableFrame frame, long now) {
        Decision decision = engine.next();
        List<Message> fate = new ArrayList<>();
        if (decision.duplicated()) {
            fate.add(Message.of("wire.twice"));
        }
        int sent = 0;
        long delay = Long.MAX_VALUE;
        for (Optional<Decision.Transmission> each : List.of(decision.original(), decision.copy())) {
            if (each.isEmpty()) {
                continue;
            }
            if (queue.full(engine.impairment(), frame.bytes().length())) {
                fate.add(Message.of("wire.full"));
            } else {
                delay = Math.min(delay, send(frame, each.get(), now, fate));
                sent++;
            }
        }
        if (sent == 0 && fate.isEmpty()) {
            fate.add(Message.of("wire.lost"));
        }
        return new Verdict(sent == 0, List.copyOf(fate), delay);
    }

    private long send(CableFrame frame, Decision.Transmission each, long now, List<Message> fate) {
        CableFrame sent = each.flip().map(frame::flipped).orElse(frame);
        each.flip().ifPresent(bit -> fate.add(Message.of("wire.flipped", frame.bitIndex(bit))));
        long delay = queue.enter(engine.impairment(), each, sent.bytes(), sent, now);
        if (each.overtakes()) {
            fate.add(Message.of("wire.overtakes"));
        } else if (delay > 0) {
            fate.add(Message.of("wire.delayed", milliseconds(delay)));
        }
        return delay;
    }

    static String milliseconds(long nanos) {
        return String.format(Locale.ROOT, nanos >= 10 * MILLI ? "%.0f" : "%.1f", nanos / MILLI);
    }

    /** The next frame that is due, taken off. */
    Optional<CableFrame> take(long now) {
        return queue.take(now).map(DelayQueue.Transit::path);
    }

    /** When the next is due. */
    OptionalLong next() {
        return queue.next();
    }
}
