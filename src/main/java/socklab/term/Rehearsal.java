package socklab.term;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.Signals;

/**
 * A console that nobody sees, on a pseudo-terminal of its own: what it uses, Java's cache then holds, and the
 * real one is there sooner.
 */
public final class Rehearsal {
    private Rehearsal() {}

    /** A console into which these lines are typed. */
    public static Console console(List<String> lines) throws IOException {
        Typist typist = new Typist(lines);
        Terminals.describe("xterm-256color");
        Terminal terminal = TerminalBuilder.builder().name("rehearsal").system(false).type("xterm-256color")
                .streams(typist.keyboard(), typist.screen()).size(Size.of(80, 24))
                .encoding(StandardCharsets.UTF_8).provider("jni").graphemeCluster(false).build();
        Signals.unregister("CONT", Signals.register("CONT", () -> { }));
        return new Console(terminal, true);
    }

    /** Opens the terminal that the program was started in, if it was started in one, and lets it go again. */
    public static void open() throws IOException {
        if (System.console() != null && System.console().isTerminal()) {
            Terminals.open().close();
        }
    }
}
