package socklab.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.Stream;
import socklab.session.Table;
import socklab.text.Message;

/** What a wire did to frames as a table: a row for each way that frames went, the configured figures first. */
final class WireTable {
    private static final String DELAYED = "wire.delayed";

    /** A column: the end of its head's key, and which frames it counts. */
    private record Column(String head, Predicate<RecordedFrame> counts) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("lost", RecordedFrame::lost),
            new Column("twice", had("wire.twice")),
            new Column("flipped", had("wire.flipped", "wire.flippedByHand")),
            new Column("overtakes", had("wire.overtakes")),
            new Column("delayed", had(DELAYED)),
            new Column("again", RecordedFrame::again));

    private WireTable() {}

    private static Predicate<RecordedFrame> had(String... keys) {
        List<String> fates = List.of(keys);
        return frame -> frame.fate().stream().anyMatch(m -> fates.contains(m.key()));
    }

    /** The table of a wire; none if no frame came. */
    static Stream<Table> of(FrameLog log, CableImpairments impairments) {
        Map<CableDirection, List<RecordedFrame>> ways = new LinkedHashMap<>();
        log.frames().stream()
                .filter(f -> !f.frame().housekeeping())
                .forEach(f -> ways.computeIfAbsent(
                                new CableDirection(f.frame().from(), f.frame().to()), _ -> new ArrayList<>())
                        .add(f));
        if (ways.isEmpty()) {
            return Stream.empty();
        }
        List<Column> columns = COLUMNS.stream()
                .filter(c -> ways.values().stream().flatMap(List::stream).anyMatch(c.counts()))
                .toList();
        boolean delayed = columns.stream().anyMatch(c -> c.head().equals("delayed"));
        List<Message> heads = new ArrayList<>(List.of(
                Message.of("wire.head.way"), Message.of("wire.head.configured"), Message.of("wire.head.frames")));
        columns.forEach(c -> heads.add(Message.of("wire.head." + c.head())));
        if (delayed) {
            heads.add(Message.of("wire.head.meanDelay"));
        }
        List<List<Object>> rows = new ArrayList<>();
        ways.forEach((way, frames) -> {
            List<Object> row = new ArrayList<>(List.of(
                    way.from() + " → " + way.to(),
                    impairments.had(way).<Object>map(w -> w).orElse(Message.of("wire.unimpaired")),
                    frames.size()));
            columns.forEach(c -> row.add(frames.stream().filter(c.counts()).count()));
            if (delayed) {
                row.add(mean(frames));
            }
            rows.add(row);
        });
        Message title = log.gone() == 0
                ? Message.of("wire.table")
                : Message.of("wire.tableOfNewest", log.frames().size());
        return Stream.of(new Table(title, heads, rows));
    }

    private static String mean(List<RecordedFrame> frames) {
        OptionalDouble mean = frames.stream()
                .flatMap(f -> f.fate().stream())
                .filter(m -> m.key().equals(DELAYED))
                .mapToDouble(m -> Double.parseDouble(String.valueOf(m.args().getFirst())))
                .average();
        return mean.isPresent() ? String.format(Locale.ROOT, "%.1f ms", mean.getAsDouble()) : "";
    }
}
