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
import socklab.service.relay.DirectionState.Setting;
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
import socklab.service.relay.netem.ImpairmentModel.MarkovLoss;
import socklab.service.relay.netem.ImpairmentModel.Rate;
import socklab.service.relay.netem.ImpairmentModel.Reorder;
import socklab.text.Message;

/** A relay's counts as text: each configured figure beside the realised one. */
final class RelayStatsText {
    private RelayStatsText() {}

    /**
     * The counts of each direction, followed by what was realised of its impairments. If the setting was changed, each
     * one under which something arrived has counts of its own.
     */
    static List<Message> lines(Protocol protocol, Map<Direction, DirectionState> directions, long clients) {
        List<Message> lines = new ArrayList<>();
        lines.add(Message.of("relay.total", protocol.word(), clients));
        for (DirectionState state : directions.values()) {
            lines.add(Message.of(
                    "relay.counts." + protocol.word(),
                    state.direction().arrow(),
                    counts(protocol, state.total().counts())));
            List<Setting> settings = state.settings();
            for (Setting setting : settings) {
                if (settings.size() > 1 && setting.traffic().counts().of(Count.ARRIVED) > 0) {
                    lines.add(settingCounts(protocol, setting));
                }
                lines.addAll(realised(setting));
            }
        }
        return lines;
    }

    private static Message settingCounts(Protocol protocol, Setting setting) {
        Object words = setting.impairment().none()
                ? Message.of("relay.unimpaired")
                : setting.impairment().words();
        return Message.of(
                "relay.setting",
                setting.direction().arrow(),
                words,
                counts(protocol, setting.traffic().counts()));
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

    /** Counts that add up to what arrived; of those that are 0 only ARRIVED and SENT are shown. */
    private static Message counts(Protocol protocol, Counts<Count> c) {
        List<Message> parts = Stream.of(Count.values())
                .filter(k -> k == Count.ARRIVED || k == Count.SENT || c.of(k) > 0)
                .map(k -> Message.of("relay.count." + k.name(), c.of(k), c.bytesOf(k)))
                .collect(Collectors.toCollection(ArrayList::new));
        transit(protocol, c).ifPresent(parts::add);
        return parts.stream().reduce((a, b) -> Message.of("relay.and", a, b)).orElseThrow();
    }

    private static Optional<Message> transit(Protocol protocol, Counts<Count> c) {
        long bytes = Traffic.bytesInTransit(c);
        return switch (protocol) {
            case UDP -> {
                long items = Traffic.itemsInTransit(c);
                yield items > 0 ? Optional.of(Message.of("relay.count.TRANSIT", items, bytes)) : Optional.empty();
            }
            case TCP -> bytes > 0 ? Optional.of(Message.of("relay.count.TRANSIT.tcp", bytes)) : Optional.empty();
        };
    }

    /** What was realised of each impairment of a setting, if anything arrived under it. */
    static List<Message> realised(Setting p) {
        Counts<Count> c = p.traffic().counts();
        if (c.of(Count.ARRIVED) == 0) {
            return List.of();
        }
        long copies = c.of(Count.DUPLICATED);
        long transmissions = c.of(Count.ARRIVED) + copies - c.of(Count.LOST);
        List<Message> lines = new ArrayList<>();
        words(p.impairment(), List.of(Loss.class, Gemodel.class, MarkovLoss.class, Drop.class, First.class))
                .ifPresent(w -> lines.add(share(p, w, c.of(Count.LOST), c.of(Count.ARRIVED) + copies)));
        words(p.impairment(), List.of(Duplicate.class))
                .ifPresent(w -> lines.add(share(p, w, copies, c.of(Count.ARRIVED))));
        words(p.impairment(), List.of(Corrupt.class))
                .ifPresent(w -> lines.add(share(p, w, c.of(Count.CORRUPTED), transmissions)));
        words(p.impairment(), List.of(Reorder.class))
                .ifPresent(w -> lines.add(share(p, w, c.of(Count.OVERTOOK), transmissions)));
        Traffic.Delays delays = p.traffic().delays();
        words(p.impairment(), List.of(Delay.class))
                .filter(_ -> delays.count() > 0)
                .ifPresent(w -> lines.add(Message.of(
                        "relay.realisedDelay",
                        p.direction().arrow(),
                        w,
                        millis(delays.mean()),
                        millis(delays.deviation()))));
        words(p.impairment(), List.of(Rate.class))
                .filter(_ -> p.traffic().span() > 0)
                .ifPresent(w -> lines.add(Message.of(
                        "relay.realisedRate",
                        p.direction().arrow(),
                        w,
                        number(c.bytesOf(Count.SENT) * 8e6 / p.traffic().span()))));
        return lines;
    }

    private static Optional<String> words(Impairment impairment, List<Class<? extends ImpairmentModel>> kinds) {
        String words = kinds.stream()
                .flatMap(k -> impairment.find(k).stream())
                .map(ImpairmentModel::words)
                .collect(Collectors.joining(" "));
        return words.isEmpty() ? Optional.empty() : Optional.of(words);
    }

    private static Message share(Setting p, String words, long hits, long of) {
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
