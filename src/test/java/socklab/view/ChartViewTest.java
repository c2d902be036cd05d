package socklab.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import socklab.session.Chart;
import socklab.session.Chart.Mark;
import socklab.session.Chart.Point;
import socklab.session.Chart.Series;
import socklab.text.Language;
import socklab.text.Message;
import socklab.text.Messages;

/** A chart as text. */
class ChartViewTest {
    private static final long SECOND = 1_000_000_000;
    private static final Messages ENGLISH = Messages.in(Language.EN);

    private static Chart chart(Series... series) {
        return new Chart(
                Message.of("wire.plot.cwnd", "c", "10.0.0.1:1", "10.0.0.2:80"),
                Message.of("wire.plot.segments"),
                List.of(series));
    }

    private static Series series(Mark mark, Point... points) {
        return new Series(Message.of("wire.plot.window"), mark, List.of(points));
    }

    @Test
    void lineRisesFromTheLowerLeftToTheUpperRight() {
        List<String> lines =
                ChartView.lines(chart(series(Mark.LINE, Point.of(0, 0), Point.of(2 * SECOND, 40))), ENGLISH);
        assertThat(lines.getFirst()).isEqualTo("c, 10.0.0.1:1 → 10.0.0.2:80: congestion window, segments");
        assertThat(lines.get(1)).startsWith("        40 │").endsWith("⢸");
        assertThat(lines.get(14)).matches(" {9}0 │[⣀-⣿]{64}");
        assertThat(lines.get(16)).startsWith("            0 s").endsWith("2.000 s");
        assertThat(lines).allMatch(l -> l.length() <= 80);
    }

    @Test
    void dottedLineHasFewerDotsThanALine() {
        Point[] level = {Point.of(0, 5), Point.of(SECOND, 5)};
        assertThat(dots(series(Mark.DOTTED, level))).isLessThan(dots(series(Mark.LINE, level)) / 3);
    }

    private static int dots(Series series) {
        return ChartView.lines(chart(series), ENGLISH).subList(1, 15).stream()
                .flatMapToInt(String::chars)
                .filter(c -> c >= 0x2800 && c < 0x2900)
                .map(c -> Integer.bitCount(c - 0x2800))
                .sum();
    }

    @Test
    void lettersStandAboveDotsWhereverTheyAreDrawn() {
        List<String> lines = ChartView.lines(
                chart(
                        series(Mark.LOST, new Point(SECOND, 2, 3)),
                        series(Mark.AGAIN, new Point(2 * SECOND, 2, 3)),
                        series(Mark.BAR, new Point(SECOND, 0, 4), new Point(2 * SECOND, 0, 4))),
                ENGLISH);
        assertThat(String.join("\n", lines.subList(1, 15)))
                .containsOnlyOnce("×")
                .containsOnlyOnce("R");
    }

    @Test
    void tableHasARowForEachMomentAndSaysHowManyItLeavesOut() {
        List<String> few = ChartTable.lines(
                chart(
                        series(Mark.LINE, Point.of(0, 10), Point.of(SECOND, 20)),
                        series(Mark.LOST, new Point(SECOND / 2, 1, 1449))),
                ENGLISH);
        assertThat(few).hasSize(5);
        assertThat(few.get(2)).matches(" +0\\.000 s +10 *");
        assertThat(few.get(3)).matches(" +0\\.500 s +10 +1:1449");
        assertThat(few.get(4)).matches(" +1\\.000 s +20 *");
        Point[] many = LongStream.range(0, 1000).mapToObj(n -> Point.of(n, n)).toArray(Point[]::new);
        List<String> lines = ChartTable.lines(chart(series(Mark.LINE, many)), ENGLISH);
        assertThat(lines).hasSize(43);
        assertThat(lines.getLast()).isEqualTo("  40 of 1000 moments");
        assertThat(lines.get(41)).endsWith(" 999");
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyTextIsThereInBothLanguages(Language language) {
        Chart chart = chart(series(Mark.LINE, Point.of(0, 1.5)));
        List<String> drawn = ChartView.lines(chart, Messages.in(language));
        assertThat(drawn.get(1)).startsWith("      1.50 │");
        assertThat(String.join("", drawn) + String.join("", ChartTable.lines(chart, Messages.in(language))))
                .doesNotContain("wire.plot");
    }
}
