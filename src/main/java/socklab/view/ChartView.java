package socklab.view;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import socklab.session.Chart;
import socklab.session.Chart.Point;
import socklab.session.Chart.Series;
import socklab.text.Messages;

/** A chart as text: dots and letters in 76 columns. */
final class ChartView {
    private static final int COLUMNS = 64;
    private static final int ROWS = 14;
    private static final int GUTTER = 10;
    /** Every how many dots a dotted line has one. */
    private static final int DOTTED = 4;

    private final Chart chart;
    private final Messages messages;
    private final BrailleCanvas canvas = new BrailleCanvas(COLUMNS, ROWS);

    private ChartView(Chart chart, Messages messages) {
        this.chart = chart;
        this.messages = messages;
    }

    /** The lines of a chart. */
    static List<String> lines(Chart chart, Messages messages) {
        return new ChartView(chart, messages).draw();
    }

    private List<String> draw() {
        chart.series().stream().filter(s -> s.mark().holds()).forEach(this::line);
        chart.series().stream().filter(s -> s.mark() == Chart.Mark.BAR).forEach(this::bars);
        chart.series().stream()
                .filter(s -> s.mark() == Chart.Mark.AGAIN || s.mark() == Chart.Mark.LOST)
                .forEach(this::letters);
        List<String> lines = new ArrayList<>();
        lines.add(messages.say("wire.plot.heading", messages.say(chart.title()), messages.say(chart.unit())));
        List<String> rows = canvas.lines();
        for (int i = 0; i < rows.size(); i++) {
            String label = i == 0 ? ChartNumbers.value(chart.top()) : i == rows.size() - 1 ? "0" : "";
            lines.add((" ".repeat(Math.max(0, GUTTER - label.length())) + label + " │" + rows.get(i)).stripTrailing());
        }
        String end = ChartNumbers.seconds(chart.until());
        lines.add(" ".repeat(GUTTER) + " └" + "─".repeat(COLUMNS));
        lines.add(" ".repeat(GUTTER) + "  0 s" + " ".repeat(Math.max(1, COLUMNS - 3 - end.length())) + end);
        lines.add(" ".repeat(GUTTER) + "  " + legend());
        return lines;
    }

    private String legend() {
        return chart.series().stream()
                .map(s -> symbol(s.mark()) + " " + messages.say(s.name()))
                .collect(Collectors.joining("   "));
    }

    private static String symbol(Chart.Mark mark) {
        return switch (mark) {
            case LINE -> "⠤⠤";
            case DOTTED -> "⠄⠄";
            case BAR -> "⡇";
            case AGAIN -> "R";
            case LOST -> "×";
        };
    }

    private int x(long nanos) {
        return (int) Math.round((canvas.width() - 1) * (nanos / (double) Math.max(1, chart.until())));
    }

    private int y(double value) {
        return (int) Math.round((canvas.height() - 1) * (value / Math.max(Double.MIN_NORMAL, chart.top())));
    }

    private void line(Series series) {
        int every = series.mark() == Chart.Mark.DOTTED ? DOTTED : 1;
        List<Point> points = series.points();
        for (int i = 0; i < points.size(); i++) {
            int from = x(points.get(i).nanos());
            int level = y(points.get(i).high());
            int to = i + 1 < points.size() ? x(points.get(i + 1).nanos()) : from;
            for (int x = from; x <= to; x++) {
                if (x % every == 0) {
                    canvas.dot(x, level);
                }
            }
            if (i + 1 < points.size() && every == 1) {
                rise(to, level, y(points.get(i + 1).high()));
            }
        }
    }

    private void rise(int x, int from, int to) {
        for (int y = Math.min(from, to); y <= Math.max(from, to); y++) {
            canvas.dot(x, y);
        }
    }

    private void bars(Series series) {
        series.points().forEach(p -> rise(x(p.nanos()), y(p.low()), y(p.high())));
    }

    private void letters(Series series) {
        series.points()
                .forEach(p -> canvas.letter(
                        x(p.nanos()), y(p.low()), symbol(series.mark()).charAt(0)));
    }
}
