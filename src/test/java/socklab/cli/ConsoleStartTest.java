package socklab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.jline.terminal.Terminal;
import org.jline.utils.ScreenTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import socklab.shell.StateFolder;
import socklab.term.Console;

/** How the console is opened and left. */
class ConsoleStartTest {
    @TempDir
    Path folder;

    private final ScreenTerminal.VirtualTerminal virtual =
            ScreenTerminal.withTerminal("start", "xterm-256color", 80, 24);

    ConsoleStartTest() throws IOException {}

    private void run(ConsoleStart.Opening opening) throws IOException {
        ConsoleStart.console(new CliOptions(), new StateFolder(folder), opening);
    }

    @Test
    void endedFromOutsideItLeavesWithoutAWord() throws IOException {
        run(() -> {
            Console console = new Console(virtual.terminal(), false, new StateFolder(folder));
            console.giveBack();
            virtual.terminal().close();
            return console;
        });
        assertThat(virtual.screen().toString()).isBlank();
    }

    @Test
    void aTerminalThatIsGoneOtherwiseIsAFailure() {
        Terminal terminal = virtual.terminal();
        assertThatThrownBy(() -> run(() -> {
                    Console console = new Console(terminal, false, new StateFolder(folder));
                    terminal.close();
                    return console;
                }))
                .isInstanceOf(IllegalStateException.class);
    }
}
