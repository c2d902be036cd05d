package socklab.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines on a screen that is narrower than they are. */
class OutputLineTest {
    private static List<String> error(String text, int columns) {
        return new OutputLine(OutputLine.Kind.ERROR, text)
                .fitting(columns)
                .map(OutputLine::text)
                .toList();
    }

    @Test
    void aCureIsBrokenBetweenWordsBesideItsMark() {
        assertThat(error("       ^^ one of MSG_OOB, MSG_PEEK, MSG_DONTROUTE", 30))
                .containsExactly("       ^^ one of MSG_OOB,", "          MSG_PEEK,", "          MSG_DONTROUTE");
        assertThat(error("  ^^ 可以是 MSG_OOB、MSG_PEEK", 20))
                .containsExactly("  ^^ 可以是", "     MSG_OOB、", "     MSG_PEEK");
    }

    @Test
    void aCureStandsBelowItsMarkWhereItHasNoRoomBeside() {
        assertThat(error("                    ^^ a port is 0 to 65535", 30))
                .containsExactly("                    ^^", "  a port is 0 to 65535");
    }

    @Test
    void theTypedLineStaysAsItIs() {
        assertThat(error("  send a very long line that was typed", 20))
                .containsExactly("  send a very long line that was typed");
        assertThat(error("error: a fault that is longer", 20)).containsExactly("error: a fault that", "is longer");
    }
}
