package socklab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import socklab.text.DisplayWidth;

class LiveStatusLineTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private int columns = 80;
    private String text = "arrived 1";

    private LiveStatusLine live(boolean terminal) {
        LiveStatusLine live = new LiveStatusLine(terminal, out, () -> OptionalInt.of(columns));
        live.show(() -> text);
        return live;
    }

    private String taken() {
        String taken = bytes.toString(StandardCharsets.UTF_8);
        bytes.reset();
        return taken;
    }

    private static void nothing() {
        // no lines
    }

    @Test
    void nothingIsDrawnAgainUnlessItChanged() {
        LiveStatusLine live = live(true);
        live.above(0, LiveStatusLineTest::nothing);
        assertThat(taken()).isEqualTo("arrived 1");
        live.above(0, LiveStatusLineTest::nothing);
        assertThat(taken()).isEmpty();
        text = "arrived 2";
        live.above(0, LiveStatusLineTest::nothing);
        assertThat(taken()).isEqualTo("\r\u001b[0Jarrived 2");
    }

    @Test
    void lineIsCutToTheWidthOfTheTerminal() {
        LiveStatusLine live = live(true);
        text = "到达 ".repeat(100);
        for (int width : new int[] {80, 40, 81}) {
            columns = width;
            live.above(0, LiveStatusLineTest::nothing);
            String drawn = taken();
            assertThat(DisplayWidth.of(drawn.substring(drawn.lastIndexOf('J') + 1)))
                    .isLessThan(width)
                    .isGreaterThan(width - 6);
        }
    }

    @Test
    void lineInAWindowThatBecameNarrowerIsErasedInAllItsRows() {
        LiveStatusLine live = live(true);
        text = "x".repeat(100);
        live.above(0, LiveStatusLineTest::nothing);
        taken();
        columns = 40;
        live.above(0, LiveStatusLineTest::nothing);
        assertThat(taken()).startsWith("\r\u001b[1A\u001b[0J");
    }

    @Test
    void linesArePrintedAboveIt() {
        LiveStatusLine live = live(true);
        live.above(1, () -> out.print("one\n"));
        live.above(1, () -> out.print("two\n"));
        assertThat(taken()).isEqualTo("one\narrived 1\r\u001b[0Jtwo\narrived 1");
    }

    @Test
    void echoOfCtrlCIsErasedAtTheEnd() {
        LiveStatusLine live = new LiveStatusLine(true, out, () -> OptionalInt.of(columns));
        live.above(1, () -> out.print("one\n"));
        out.print("^C");
        live.end();
        assertThat(taken()).isEqualTo("one\n^C\r\u001b[0K");
    }

    @Test
    void withoutATerminalOnlyLinesArePrinted() {
        LiveStatusLine live = live(false);
        live.above(1, () -> out.print("one\n"));
        live.above(0, LiveStatusLineTest::nothing);
        live.end();
        assertThat(taken()).isEqualTo("one\n");
    }
}
