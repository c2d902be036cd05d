package socklab.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import socklab.session.Chart;
import socklab.session.Chart.Point;
import socklab.session.Chart.Series;
import socklab.text.Message;
import socklab.view.ChartNumbers;

/**
 * A chart with a place for everything, in SVG's user units.
 *
 * @param top the largest value, as text
 * @param until the time of the last point, as text
 */
public record ChartPicture(
        List<Wording.Said> title,
        List<Wording.Said> unit,
        String top,
        String until,
        List<Curve> curves,
        List<Letter> letters) {
    /** The size of the whole picture. */
    public static final int WIDTH = 640;

    public static final int HEIGHT = 250;

    /** Where the axes cross. */
    public static final int LEFT = 60;

    public static final int BOTTOM = 220;

    /** Where they end. */
    public static final int RIGHT = 630;

    public static final int CEILING = 14;

    /**
     * A series that is drawn by lines.
     *
     * @param css the class that style sheets know it by
     * @param path for the attribute d of a path
     */
    public record Curve(List<Wording.Said> name, String css, String path) {}

    /** A series that is drawn by a letter at each point. */
    public record Letter(List<Wording.Said> name, String css, String letter, List<Place> places) {}

    /** Where a letter stands. */
    public record Place(String x, String y) {}

    /** The picture of a chart. */
    static ChartPicture of(Chart chart, Wording words) {
        List<Curve> curves = new ArrayList<>();
        List<Letter> letters = new ArrayList<>();
        for (Series series : chart.series()) {
            List<Wording.Said> name = said(series.name(), words);
            String css = series.mark().name().toLowerCase(Locale.ROOT);
            switch (series.mark()) {
                case LINE, DOTTED -> curves.add(new Curve(name, css, steps(series, chart)));
                case BAR -> curves.add(new Curve(name, css, bars(series, chart)));
                case AGAIN -> letters.add(new Letter(name, css, "R", places(series, chart)));
                case LOST -> letters.add(new Letter(name, css, "×", places(series, chart)));
            }
        }
        return new ChartPicture(
                said(chart.title(), words),
                said(chart.unit(), words),
                ChartNumbers.value(chart.top()),
                ChartNumbers.seconds(chart.until()),
                curves,
                letters);
    }

    private static List<Wording.Said> said(Message message, Wording words) {
        return words.say(message.key(), message.args().toArray());
    }

    /** A value holds until the next one. */
    private static String steps(Series series, Chart chart) {
        StringBuilder path = new StringBuilder();
        for (Point point : series.points()) {
            String x = x(point.nanos(), chart);
            String y = y(point.high(), chart);
            path.append(path.isEmpty() ? "M" + x + " " + y : "H" + x + "V" + y);
        }
        return path.toString();
    }

    private static String bars(Series series, Chart chart) {
        StringBuilder path = new StringBuilder();
        for (Point point : series.points()) {
            path.append("M").append(x(point.nanos(), chart)).append(" ").append(y(point.low(), chart));
            path.append("V").append(y(point.high(), chart));
        }
        return path.toString();
    }

    private static List<Place> places(Series series, Chart chart) {
        return series.points().stream()
                .map(p -> new Place(x(p.nanos(), chart), y(p.low(), chart)))
                .toList();
    }

    private static String x(long nanos, Chart chart) {
        return place(LEFT + (RIGHT - LEFT) * (nanos / (double) Math.max(1, chart.until())));
    }

    private static String y(double value, Chart chart) {
        return place(BOTTOM - (BOTTOM - CEILING) * (value / Math.max(Double.MIN_NORMAL, chart.top())));
    }

    private static String place(double units) {
        return String.format(Locale.ROOT, "%.1f", units);
    }
}
