package socklab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.PrintStream;
import java.io.StringReader;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import socklab.lang.ShellWord;
import socklab.shell.StreamUi;
import socklab.shell.TestShell;
import socklab.view.Theme;

/** Every word that is declared does something. */
class ShellAssemblyTest {
    /** /repeat and /end are put together before anything runs; /edit belongs to a terminal. */
    private static final Set<ShellWord> ELSEWHERE = EnumSet.of(ShellWord.REPEAT, ShellWord.END, ShellWord.EDIT);

    @Test
    void everyWordHasAHandler() {
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());
        StreamUi front = new StreamUi(new BufferedReader(new StringReader("")), nowhere, nowhere, Theme.PLAIN);
        try (TestShell bench = new TestShell()) {
            ShellAssembly.wire(bench.shell(), front);
            assertThat(EnumSet.copyOf(bench.shell().interpreter().words()))
                    .containsAll(EnumSet.complementOf(EnumSet.copyOf(ELSEWHERE)));
        }
    }
}
