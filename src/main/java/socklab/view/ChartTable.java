package socklab.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import socklab.session.Chart;
import socklab.session.Chart.Point;
import socklab.text.Messages;

/** A chart as numbers: a row for each moment at which something changes. */
final class ChartTable {
    private static final int MOST_ROWS = 40;

    private ChartTable() {}

    static List<String> lines(Chart chart, Messages messages) {
        TreeMap<Long, String[]> moments = new TreeMap<>();
        for (int i = 0; i < chart.series().size(); i++) {
            boolean holds = chart.series().get(i).mark().holds();
            for (Point point : chart.series().get(i).points()) {
                String[] row = moments.computeIfAbsent(
                        point.nanos(), _ -> empty(chart.series().size()));
                String value = ChartNumbers.value(point.high());
                row[i] = holds ? value : ChartNumbers.value(point.low()) + ":" + value;
            }
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(Stream.concat(
                        Stream.of("  ", messages.say("wire.plot.time")),
                        chart.series().stream().map(s -> messages.say(s.name())))
                .toList());
        carryOn(chart, moments.values());
        List<Map.Entry<Long, String[]>> all = List.copyOf(moments.entrySet());
        int shown = Math.min(all.size(), MOST_ROWS);
        for (int i = 0; i < shown; i++) {
            Map.Entry<Long, String[]> moment =
                    all.get(shown == 1 ? 0 : (int) ((long) i * (all.size() - 1) / (shown - 1)));
            rows.add(Stream.concat(Stream.of("  ", ChartNumbers.seconds(moment.getKey())), Stream.of(moment.getValue()))
                    .toList());
        }
        List<String> lines = new ArrayList<>();
        lines.add(messages.say("wire.plot.heading", messages.say(chart.title()), messages.say(chart.unit())));
        lines.addAll(TextTable.lines(rows, Integer.MAX_VALUE));
        if (shown < all.size()) {
            lines.add("  " + messages.say("wire.plot.rows", shown, all.size()));
        }
        return lines;
    }

    /** A value that holds until the next one stands in every row until then. */
    private static void carryOn(Chart chart, Collection<String[]> rows) {
        String[] last = empty(chart.series().size());
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                if (row[i].isEmpty() && chart.series().get(i).mark().holds()) {
                    row[i] = last[i];
                }
                last[i] = row[i];
            }
        }
    }

    private static String[] empty(int series) {
        String[] row = new String[series];
        Arrays.fill(row, "");
        return row;
    }
}
