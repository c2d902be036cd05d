package socklab.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import socklab.relay.Counts.Count;
import socklab.relay.Model.Corrupt;
import socklab.relay.Model.Delay;
import socklab.relay.Model.Drop;
import socklab.relay.Model.Duplicate;
import socklab.relay.Model.First;
import socklab.relay.Model.Gemodel;
import socklab.relay.Model.Loss;
import socklab.relay.Model.Rate;
import socklab.relay.Model.Reorder;
import socklab.text.Msg;

/** What a relay did, in words: counts, and the configured rates beside the realised. */
final class Summary {
    private Summary() {}

    /** A line for each direction, and behind it what came of each impairment in force. */
    static List<Msg> lines(Plan plan, Map<Direction, Course> courses, long clients) {
        List<Msg> lines = new ArrayList<>();
        lines.add(Msg.of("relay.total", plan.protocol().word(), clients));
        for (Course course : courses.values()) {
            lines.add(counts(plan.protocol(), course));
            lines.addAll(realised(course.period()));
        }
        return lines;
    }

    /** Both directions in one line: arrived, lost, sent. */
    static Msg brief(Map<Direction, Course> courses) {
        Counts up = courses.get(Direction.UP).counts();
        Counts down = courses.get(Direction.DOWN).counts();
        return Msg.of("relay.brief", up.of(Count.ARRIVED), up.of(Count.LOST) + up.of(Count.FULL), up.of(Count.SENT),
                down.of(Count.ARRIVED), down.of(Count.LOST) + down.of(Count.FULL), down.of(Count.SENT));
    }

    /** One direction's counts; those that are 0 and need not be are left out. */
    static Msg counts(Protocol protocol, Course course) {
        Counts c = course.counts();
        Stream<Msg> parts = Stream.of(Count.values()).filter(k -> k == Count.ARRIVED || k == Count.SENT || c.of(k) > 0)
                .map(k -> Msg.of("relay.count." + k.name(), c.of(k), c.bytesOf(k)));
        Msg all = parts.reduce((a, b) -> Msg.of("relay.and", a, b)).orElseThrow();
        return Msg.of("relay.counts." + protocol.word(), course.direction().arrow(), all);
    }

    /** What came of each impairment of a period, if anything arrived in it. */
    static List<Msg> realised(Course.Period p) {
        Counts c = p.counts();
        if (c.of(Count.ARRIVED) == 0) {
            return List.of();
        }
        long copies = c.of(Count.DUPLICATED);
        long passages = c.of(Count.ARRIVED) + copies - c.of(Count.LOST);
        List<Msg> lines = new ArrayList<>();
        words(p.impairment(), List.of(Loss.class, Gemodel.class, Drop.class, First.class))
                .ifPresent(w -> lines.add(share(p, w, c.of(Count.LOST), c.of(Count.ARRIVED) + copies)));
        words(p.impairment(), List.of(Duplicate.class)).ifPresent(w -> lines.add(share(p, w, copies, c.of(Count.ARRIVED))));
        words(p.impairment(), List.of(Corrupt.class)).ifPresent(w -> lines.add(share(p, w, c.of(Count.CORRUPTED), passages)));
        words(p.impairment(), List.of(Reorder.class)).ifPresent(w -> lines.add(share(p, w, c.of(Count.OVERTOOK), passages)));
        words(p.impairment(), List.of(Delay.class)).ifPresent(w -> lines.add(Msg.of("relay.realisedDelay", p.direction().arrow(), w,
                millis(c.delays().mean()), millis(c.delays().deviation()))));
        words(p.impairment(), List.of(Rate.class)).filter(_ -> p.nanos() > 0).ifPresent(w -> lines.add(Msg.of("relay.realisedRate",
                p.direction().arrow(), w, number(c.bytesOf(Count.SENT) * 8e6 / p.nanos()))));
        return lines;
    }

    private static Optional<String> words(Impairment impairment, List<Class<? extends Model>> kinds) {
        String words = kinds.stream().flatMap(k -> impairment.find(k).stream()).map(Model::words).collect(Collectors.joining(" "));
        return words.isEmpty() ? Optional.empty() : Optional.of(words);
    }

    private static Msg share(Course.Period p, String words, long hits, long of) {
        String percent = of == 0 ? "0" : number(100.0 * hits / of);
        return Msg.of("relay.realised", p.direction().arrow(), words, percent, hits, of);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String millis(double value) {
        return number(value) + " ms";
    }
}
