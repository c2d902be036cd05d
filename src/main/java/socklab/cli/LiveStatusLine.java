package socklab.cli;

import java.io.FileDescriptor;
import java.io.PrintStream;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jline.jansi.Ansi;
import socklab.kernel.libc.TerminalWindow;
import socklab.text.DisplayWidth;

/**
 * The last line of a terminal: it shows the present state, and other lines are printed above it. It never fills its
 * row, and is drawn only when it or the terminal's width has changed. Without a terminal nothing is drawn.
 */
final class LiveStatusLine {
    private static final int USUAL_COLUMNS = 80;

    private final boolean terminal;
    private final PrintStream out;
    private final Supplier<OptionalInt> width;
    private Optional<Supplier<String>> text = Optional.empty();
    private String drawn = "";

    /** @param width asked before each drawing */
    LiveStatusLine(boolean terminal, PrintStream out, Supplier<OptionalInt> width) {
        this.terminal = terminal;
        this.out = out;
        this.width = width;
    }

    static LiveStatusLine ifOnTerminal() {
        boolean terminal =
                System.console() != null && System.console().isTerminal() && !"dumb".equals(System.getenv("TERM"));
        return new LiveStatusLine(terminal, Streams.print(FileDescriptor.out), TerminalWindow::columns);
    }

    /** From now on the line shows that text. */
    synchronized void show(Supplier<String> newText) {
        text = Optional.of(newText);
    }

    /** Prints lines above; with none it only shows the text as it is now. */
    synchronized void above(int lines, Runnable printing) {
        String line = line();
        if (lines > 0 || !line.equals(drawn)) {
            erase();
            printing.run();
            draw(line);
        }
    }

    private String line() {
        if (!terminal || text.isEmpty()) {
            return "";
        }
        int columns = width.get().orElse(USUAL_COLUMNS);
        return DisplayWidth.cut(text.get().get(), Math.max(columns - 1, 1)); // a full row would wrap
    }

    private void draw(String line) {
        drawn = line;
        if (!line.isEmpty()) {
            out.print(line);
            out.flush();
        }
    }

    /** Erases what was drawn. In a window that became narrower it takes more rows by now. */
    private void erase() {
        if (!drawn.isEmpty()) {
            int columns = width.get().orElse(USUAL_COLUMNS);
            int rowsAbove = (Math.max(DisplayWidth.of(drawn), 1) - 1) / Math.max(columns, 1);
            Ansi ansi = Ansi.ansi();
            out.print("\r" + (rowsAbove > 0 ? ansi.cursorUp(rowsAbove) : ansi).eraseScreen(Ansi.Erase.FORWARD));
            out.flush();
            drawn = "";
        }
    }

    /** Ends the line. What the terminal has echoed of Ctrl-C goes with it. */
    synchronized void end() {
        erase();
        text = Optional.empty();
        if (terminal) {
            out.print("\r" + Ansi.ansi().eraseLine(Ansi.Erase.FORWARD));
            out.flush();
        }
    }
}
