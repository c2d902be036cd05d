package socklab.service.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import socklab.service.Counts;
import socklab.service.Protocol;
import socklab.service.relay.Traffic.Count;
import socklab.service.relay.netem.Impairment;
import socklab.service.relay.netem.ImpairmentModel;
import socklab.service.relay.netem.ImpairmentModel.Corrupt;
import socklab.service.relay.netem.ImpairmentModel.Delay;
import socklab.service.relay.netem.ImpairmentModel.Drop;
import socklab.service.relay.netem.ImpairmentModel.Duplicate;
import socklab.service.relay.netem.ImpairmentModel.First;
import socklab.service.relay.netem.ImpairmentModel.Gemodel;
import socklab.service.relay.netem.ImpairmentModel.Loss;
import socklab.service.relay.netem.ImpairmentModel.Rate;
import socklab.service.relay.netem.ImpairmentModel.Reorder;
import socklab.text.Message;

/** A relay's counts as text: each configured figure beside the realised one. */
final class RelayStatsText {
    private RelayStatsText() {}

    /** A line for each direction, followed by what was realised of each impairment in force. */
    static List<Message> lines(Protocol protocol, Map<Direction, DirectionState> directions, long clients) {
        List<Message> lines = new ArrayList<>();
        lines.add(Message.of("relay.total", protocol.word(), clients));
        for (DirectionState state : directions.values()) {
            lines.add(counts(protocol, state));
            lines.addAll(realised(state.period()));
        }
        return lines;
    }

    /** Both directions in one line: arrived, lost, sent. */
    static Message brief(Map<Direction, DirectionState> directions) {
        Counts<Count> up = directions.get(Direction.UP).total().counts();
        Counts<Count> down = directions.get(Direction.DOWN).total().counts();
        return Message.of(
                "relay.brief",
                up.of(Count.ARRIVED),
                up.of(Count.LOST) + up.of(Count.FULL),
                up.of(Count.SENT),
                down.of(Count.ARRIVED),
                down.of(Count.LOST) + down.of(Count.FULL),
                down.of(Count.SENT));
    }

    /** One direction's counts; of those that are 0 only ARRIVED and SENT are shown. */
    private static Message counts(Protocol protocol, DirectionState state) {
        Counts<Count> c = state.total().counts();
        Stream<Message> parts = Stream.of(Count.values())
                .filter(k -> k == Count.ARRIVED || k == Count.SENT || c.of(k) > 0)
                .map(k -> Message.of("relay.count." + k.name(), c.of(k), c.bytesOf(k)));
        Message all = parts.reduce((a, b) -> Message.of("relay.and", a, b)).orElseThrow();
        return Message.of("relay.counts." + protocol.word(), state.direction().arrow(), all);
    }

    /** What was realised of each impairment of a period, if anything arrived in it. */
    static List<Message> realised(DirectionState.Period p) {
        Counts<Count> c = p.counts();
        if (c.of(Count.ARRIVED) == 0) {
            return List.of();
        }
        long copies = c.of(Count.DUPLICATED);
        long transmissions = c.of(Count.ARRIVED) + copies - c.of(Count.LOST);
        List<Message> lines = new ArrayList<>();
        words(p.impairment(), List.of(Loss.class, Gemodel.class, Drop.class, First.class))
                .ifPresent(w -> lines.add(share(p, w, c.of(Count.LOST), c.of(Count.ARRIVED) + copies)));
        words(p.impairment(), List.of(Duplicate.class))
                .ifPresent(w -> lines.add(share(p, w, copies, c.of(Count.ARRIVED))));
        words(p.impairment(), List.of(Corrupt.class))
                .ifPresent(w -> lines.add(share(p, w, c.of(Count.CORRUPTED), transmissions)));
        words(p.impairment(), List.of(Reorder.class))
                .ifPresent(w -> lines.add(share(p, w, c.of(Count.OVERTOOK), transmissions)));
        words(p.impairment(), List.of(Delay.class))
                .ifPresent(w -> lines.add(Message.of(
                        "relay.realisedDelay",
                        p.direction().arrow(),
                        w,
                        millis(p.delays().mean()),
                        millis(p.delays().deviation()))));
        words(p.impairment(), List.of(Rate.class))
                .filter(_ -> p.nanos() > 0)
                .ifPresent(w -> lines.add(Message.of(
                        "relay.realisedRate",
                        p.direction().arrow(),
                        w,
                        number(c.bytesOf(Count.SENT) * 8e6 / p.nanos()))));
        return lines;
    }

    private static Optional<String> words(Impairment impairment, List<Class<? extends ImpairmentModel>> kinds) {
        String words = kinds.stream()
                .flatMap(k -> impairment.find(k).stream())
                .map(ImpairmentModel::words)
                .collect(Collectors.joining(" "));
        return words.isEmpty() ? Optional.empty() : Optional.of(words);
    }

    private static Message share(DirectionState.Period p, String words, long hits, long of) {
        String percent = of == 0 ? "0" : number(100.0 * hits / of);
        return Message.of("relay.realised", p.direction().arrow(), words, percent, hits, of);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String millis(double value) {
        return number(value) + " ms";
    }
}
