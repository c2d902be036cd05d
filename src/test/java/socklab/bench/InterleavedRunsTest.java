package socklab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import socklab.text.Language;
import socklab.text.Message;
import socklab.text.Messages;

/** Sides take turns; what is missing is told and not guessed; the table shows it all. */
class InterleavedRunsTest {
    private static final Effort THREE = new Effort(3, 1);

    private final List<String> order = new ArrayList<>();

    private ComparedProgram side(String name, double... figures) {
        int[] at = {0};
        return new ComparedProgram(Message.of(name), () -> {
            order.add(name);
            return List.of(figures[at[0]++ % figures.length]);
        });
    }

    @Test
    void theSidesTakeTurnsInEitherOrder() throws Exception {
        InterleavedRuns.take(THREE, List.of(side("bench.socklab", 1), side("bench.c", 2)));
        assertThat(order)
                .containsExactly("bench.socklab", "bench.c", "bench.c", "bench.socklab", "bench.socklab", "bench.c");
    }

    @Test
    void theTableShowsMedianSpreadRatioAndGoal() throws Exception {
        ComparedProgram c = side("bench.c", 2, 5, 4);
        Figures figures = InterleavedRuns.take(THREE, List.of(side("bench.socklab", 3, 10, 4), c))
                .figures(Message.of("bench.scale"), "µs", 0, Map.of(c, new Goal.AtMost(1.3)));
        assertThat(new FiguresView(Messages.in(Language.EN)).lines(figures))
                .containsExactly(
                        "What a line of a generated lab costs run.sh check",
                        "              µs    least..most  runs  socklab / this     goal",
                        "  socklab     4.00  3.00..10.0   3",
                        "  C, gcc -O2  4.00  2.00..5.00   3     1.50 (1.00..2.00)  at most 1.30: not met");
    }

    @Test
    void aSideThatLacksSomethingIsLeftOutWithItsReason() throws Exception {
        List<String> tries = new ArrayList<>();
        ComparedProgram missing = new ComparedProgram(Message.of("bench.socat"), () -> {
            tries.add("once");
            throw new MissingTool(Message.of("bench.lacks", "socat"));
        });
        Figures figures = InterleavedRuns.take(THREE, List.of(side("bench.socklab", 1), missing))
                .figures(Message.of("bench.scale"), "µs", 0, Map.of());
        assertThat(tries).hasSize(1);
        assertThat(new FiguresView(Messages.in(Language.EN)).lines(figures).getLast())
                .contains("left out: no socat on the PATH");
    }

    @Test
    void aSideThatFailsLaterIsLeftOutAltogether() throws Exception {
        int[] turn = {0};
        ComparedProgram failing = new ComparedProgram(Message.of("bench.c"), () -> {
            if (++turn[0] == 2) {
                throw new MissingTool(Message.of("bench.noAnswer", "c"));
            }
            return List.of(1.0);
        });
        Figures figures = InterleavedRuns.take(THREE, List.of(side("bench.socklab", 1), failing))
                .figures(Message.of("bench.scale"), "µs", 0, Map.of());
        assertThat(figures.rows().getLast()).isInstanceOf(Figures.Row.LeftOut.class);
    }

    @Test
    void numbersHaveThreeDigitsThatCount() {
        assertThat(List.of(12345.6, 99.94, 9.999, 0.12345).stream().map(FiguresView::number))
                .containsExactly("12,346", "99.9", "10.00", "0.123");
        assertThat(FiguresView.number(Double.POSITIVE_INFINITY)).isEqualTo("-");
    }
}
