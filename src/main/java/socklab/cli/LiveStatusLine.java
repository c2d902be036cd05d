package socklab.cli;

import java.io.FileDescriptor;
import java.io.PrintStream;
import java.util.Optional;
import java.util.function.Supplier;
import org.jline.jansi.Ansi;

/** The last line of a terminal, that is always true: others are printed above it. On no terminal there is none. */
final class LiveStatusLine {
    private static final int COLUMNS = 100;

    private final boolean terminal;
    private final PrintStream out = Streams.print(FileDescriptor.out);
    private Optional<Supplier<String>> text = Optional.empty();

    private LiveStatusLine(boolean terminal) {
        this.terminal = terminal;
    }

    static LiveStatusLine ifOnTerminal() {
        return new LiveStatusLine(
                System.console() != null && System.console().isTerminal() && !"dumb".equals(System.getenv("TERM")));
    }

    /** From now on the line shows that. */
    synchronized void show(Supplier<String> newText) {
        text = Optional.of(newText);
    }

    /** Prints something above the line. */
    synchronized void above(Runnable printing) {
        erase();
        printing.run();
        if (terminal && text.isPresent()) {
            String line = text.get().get();
            out.print(line.length() > COLUMNS ? line.substring(0, COLUMNS) : line);
            out.flush();
        }
    }

    private void erase() {
        if (terminal && text.isPresent()) {
            out.print("\r" + Ansi.ansi().eraseLine(Ansi.Erase.FORWARD));
            out.flush();
        }
    }

    /** The line goes. */
    synchronized void end() {
        erase();
        text = Optional.empty();
    }
}
