package socklab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.PrintStream;
import java.io.StringReader;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import socklab.lang.Word;
import socklab.shell.Bench;
import socklab.shell.StreamFront;
import socklab.view.Colours;

/** Every word that is declared does something. */
class WiringTest {
    /** /repeat and /end are put together before anything runs; /edit belongs to a terminal. */
    private static final Set<Word> ELSEWHERE = EnumSet.of(Word.REPEAT, Word.END, Word.EDIT);

    @Test
    void everyWordHasAHandler() {
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());
        StreamFront front = new StreamFront(new BufferedReader(new StringReader("")), nowhere, nowhere, Colours.NONE);
        try (Bench bench = new Bench()) {
            Wiring.wire(bench.workbench(), front);
            assertThat(EnumSet.copyOf(bench.workbench().interpreter().words())).containsAll(EnumSet.complementOf(EnumSet.copyOf(ELSEWHERE)));
        }
    }
}
