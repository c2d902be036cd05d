package socklab.service.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import socklab.service.Counts;
import socklab.service.relay.DirectionState.Setting;
import socklab.service.relay.Traffic.Count;
import socklab.session.AddressText;
import socklab.session.Table;
import socklab.text.Message;

/** A relay's counts as a table: a row for each setting of each direction, the configured figures first. */
final class RelayTable {
    private static final Message NOTHING = Message.of("relay.unimpaired");

    private RelayTable() {}

    static Table of(Relay relay, Map<Direction, DirectionState> directions) {
        List<Setting> settings = directions.values().stream()
                .flatMap(d -> passed(d.settings()).stream())
                .toList();
        List<Count> counts = Stream.of(Count.values())
                .filter(c -> c == Count.ARRIVED
                        || c == Count.SENT
                        || settings.stream().anyMatch(s -> s.traffic().counts().of(c) > 0))
                .toList();
        List<Message> heads =
                new ArrayList<>(List.of(Message.of("relay.head.way"), Message.of("relay.head.configured")));
        counts.forEach(c -> heads.add(Message.of("relay.head." + c.name())));
        heads.add(Message.of("relay.head.realised"));
        return new Table(
                Message.of(
                        "relay.table." + relay.config().protocol().word(),
                        AddressText.show(relay.local()),
                        AddressText.show(relay.config().upstream())),
                heads,
                settings.stream().map(s -> row(s, counts)).toList());
    }

    /** The settings under which something arrived; if none did, the one in force. */
    private static List<Setting> passed(List<Setting> settings) {
        List<Setting> passed = settings.stream()
                .filter(s -> s.traffic().counts().of(Count.ARRIVED) > 0)
                .toList();
        return passed.isEmpty() ? List.of(settings.getLast()) : passed;
    }

    private static List<Object> row(Setting setting, List<Count> columns) {
        Counts<Count> counts = setting.traffic().counts();
        List<Object> row = new ArrayList<>();
        row.add(Message.of("relay.way." + setting.direction()));
        row.add(setting.impairment().none() ? NOTHING : setting.impairment().words());
        columns.forEach(c -> row.add(counts.of(c)));
        row.add(RelayStatsText.realised(setting).stream()
                .map(m -> new Message("relay.cell." + m.key().substring(m.key().indexOf('.') + 1), m.args()))
                .reduce((a, b) -> Message.of("relay.cells", a, b))
                .<Object>map(m -> m)
                .orElse(""));
        return row;
    }
}
