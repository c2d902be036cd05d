package socklab.term;

import java.util.List;
import java.util.stream.Stream;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.Status;

/**
 * The last row of the screen, below a region that scrolls.
 *
 * <p><b>Why</b>: JLine's {@link Status} addresses the row by its number. While a window is dragged, the number that the
 * kernel knows may be an older one than the terminal's, and the row with that number is a row of text. Here the terminal itself finds its last row: a cursor that is sent too far down stops there. JLine's object
 * stays suspended, and only counts the row for the line editor.
 */
final class LastRow {
    /** ECMA-48 IND: a row down in the same column; in the last row the screen scrolls. */
    private static final String INDEX = "\033D";

    /** DECSTBM without numbers: all rows, however many the terminal has by now. */
    private static final String ALL_ROWS_SCROLL = "\033[r";

    /** Further down than any screen reaches. */
    private static final int BEYOND = 9998;

    /** How cursors are addressed where one that is sent too far stops at the edge. */
    private static final String ANSI_ADDRESS = "%i%p1%d;%p2%dH";

    private final Terminal terminal;
    private final boolean supported;
    private AttributedString written = AttributedString.EMPTY;

    LastRow(Terminal terminal) {
        this.terminal = terminal;
        String address = terminal.getStringCapability(Capability.cursor_address);
        this.supported = address != null
                && address.contains(ANSI_ADDRESS)
                && Stream.of(Capability.change_scroll_region, Capability.save_cursor, Capability.restore_cursor)
                        .allMatch(c -> terminal.getStringCapability(c) != null);
    }

    /** Whether the terminal can have one. */
    boolean supported() {
        return supported;
    }

    /**
     * Frees the row, without moving what is above unless the cursor is in it; it is counted from now on. Nothing that
     * is needed may stand below the cursor's row.
     */
    void take() {
        takes(1);
        apart(() -> terminal.writer().write(ALL_ROWS_SCROLL));
        terminal.writer().write(INDEX);
        keepRegion();
        terminal.puts(Capability.cursor_up);
        written = AttributedString.EMPTY;
    }

    /** Lets all but the row scroll, after the terminal has forgotten that. */
    void keepRegion() {
        apart(() -> terminal.puts(
                Capability.change_scroll_region, 0, terminal.getSize().getRows() - 2));
        written = AttributedString.EMPTY;
    }

    /** Gives the row back, empty. */
    void leave() {
        takes(0);
        resized();
        apart(() -> {
            terminal.writer().write(ALL_ROWS_SCROLL);
            terminal.puts(Capability.cursor_address, BEYOND, 0);
            terminal.puts(Capability.clr_eol);
        });
        written = AttributedString.EMPTY;
    }

    /** Has the row hold a text; writes what differs from what it holds. */
    void write(AttributedString text) {
        AttributedString fitting = text.columnSubSequence(0, terminal.getSize().getColumns());
        int from = begin(fitting);
        boolean rest = written.length() == 0 || fitting.columnLength() != written.columnLength();
        int to = rest ? fitting.length() : fitting.length() - sameAtTheEnd(fitting, from);
        if (from == to && !rest) {
            return;
        }
        terminal.writer().write(TerminalOpener.WRAP_OFF);
        apart(() -> {
            int column = fitting.subSequence(0, from).columnLength();
            terminal.puts(Capability.cursor_address, BEYOND, column);
            terminal.writer().write(fitting.subSequence(from, to).toAnsi(terminal));
            if (rest) {
                terminal.puts(Capability.clr_eol);
            }
        });
        terminal.writer().write(TerminalOpener.WRAP_ON);
        written = fitting;
    }

    /** Where a text begins to differ from what is written, at a blank before: clusters of characters stay whole. */
    private int begin(AttributedString text) {
        int same = 0;
        while (same < Math.min(text.length(), written.length()) && same(text, same, written, same)) {
            same++;
        }
        if (same == text.length() && same == written.length()) {
            return same;
        }
        while (same > 0 && text.charAt(same - 1) != ' ') {
            same--;
        }
        return same;
    }

    /** How many characters at the end are the same, from a blank on. */
    private int sameAtTheEnd(AttributedString text, int from) {
        int most = Math.min(text.length(), written.length()) - from;
        int same = 0;
        while (same < most && same(text, text.length() - 1 - same, written, written.length() - 1 - same)) {
            same++;
        }
        while (same > 0 && text.charAt(text.length() - same) != ' ') {
            same--;
        }
        return same;
    }

    private static boolean same(AttributedString a, int i, AttributedString b, int j) {
        return a.charAt(i) == b.charAt(j) && a.styleAt(i).equals(b.styleAt(j));
    }

    /** Writes something elsewhere on the screen: the cursor comes back to where it was. */
    private void apart(Runnable action) {
        terminal.puts(Capability.save_cursor);
        action.run();
        terminal.puts(Capability.restore_cursor);
    }

    /** Says how many rows are not the line editor's. */
    private void takes(int rows) {
        Status status = Status.getStatus(terminal);
        status.suspend();
        status.update(rows == 0 ? List.of() : List.of(AttributedString.EMPTY));
    }

    /** Takes in another size of the screen while the row is nobody's: JLine's object clears rows that it counts. */
    void resized() {
        Status.getExistingStatus(terminal).ifPresent(Status::resize);
    }
}
