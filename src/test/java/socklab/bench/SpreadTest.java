package socklab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Medians, least and most; the statistics that all figures rest on. */
class SpreadTest {
    @Test
    void theMedianOfAnOddNumberIsTheMiddleOne() {
        assertThat(Spread.of(List.of(9.0, 1.0, 5.0))).isEqualTo(new Spread(5, 1, 9, 3));
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
        assertThat(Spread.of(List.of(8.0, 1.0, 2.0, 4.0))).isEqualTo(new Spread(3, 1, 8, 4));
    }

    @Test
    void oneFigureIsItsOwnSpread() {
        assertThat(Spread.of(List.of(7.0))).isEqualTo(new Spread(7, 7, 7, 1));
    }

    @Test
    void anOutlierDoesNotMoveTheMedian() {
        assertThat(Spread.of(List.of(1.0, 1.0, 1000.0)).median()).isEqualTo(1);
    }

    @Test
    void aRatioIsTakenTurnByTurn() {
        // the machine was twice as slow in the second turn: the ratio does not see it
        assertThat(Spread.ratio(List.of(10.0, 20.0, 12.0), List.of(5.0, 10.0, 4.0)))
                .isEqualTo(new Spread(2, 2, 3, 3));
    }

    @Test
    void nothingHasNoSpread() {
        assertThatThrownBy(() -> Spread.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void goalsAreMetAtTheirLimit() {
        assertThat(new Goal.AtMost(1.3).met(1.3)).isTrue();
        assertThat(new Goal.AtMost(1.3).met(1.31)).isFalse();
        assertThat(new Goal.AtLeast(0.95).met(0.95)).isTrue();
        assertThat(new Goal.AtLeast(0.95).met(0.94)).isFalse();
    }
}
