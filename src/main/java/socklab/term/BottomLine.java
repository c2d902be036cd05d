package socklab.term;

import java.util.List;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.Status;
import socklab.view.Theme;

/**
 * The line at the bottom of the screen, below a scrolling region: it costs no line of what scrolls away.
 *
 * <p>It tells the state, and while a call blocks, of that call.
 */
final class BottomLine {
    private static final int LEAST_ROWS = 5;
    /** ECMA-48 IND: a row down in the same column; in the last row the screen scrolls. */
    private static final String INDEX = "\033D";

    private final Terminal terminal;
    private final LineEditor editor;
    private final ConsoleTheme theme;
    private String live = "";
    private String asked = "";
    private String state = "";
    private String shown = "";
    private Size size;
    private boolean off;

    BottomLine(Terminal terminal, LineEditor editor, ConsoleTheme theme) {
        this.terminal = terminal;
        this.editor = editor;
        this.theme = theme;
        this.size = terminal.getSize();
    }

    /** Whether there is room for it, and it is wanted. */
    boolean possible() {
        return !TerminalOpener.dumb(terminal)
                && terminal.getSize().getRows() >= LEAST_ROWS
                && theme.look().status()
                && !theme.look().plain();
    }

    /** Shows what blocks, before the state; an empty text lets the state be seen again. */
    void live(String text) {
        editor.exclusively(() -> {
            live = text;
            update();
        });
    }

    /** Shows what changes while a question is open; an empty text lets the state be seen again. */
    void asked(String text) {
        editor.exclusively(() -> {
            asked = text;
            update();
        });
    }

    /** Shows the state; an empty text, and nothing that blocks, hides the line. */
    void state(String text) {
        editor.exclusively(() -> {
            state = text;
            update();
        });
    }

    /** Writes only what differs from what is there. */
    private void update() {
        String text = !possible() || off ? "" : live.isEmpty() ? asked.isEmpty() ? state : asked : live;
        if (text.equals(shown)) {
            return;
        }
        boolean moved = text.isEmpty() != shown.isEmpty();
        shown = text;
        if (moved && !text.isEmpty()) {
            makeRoom();
        }
        draw();
        if (moved && editor.isReading()) {
            editor.redisplay();
        }
    }

    /**
     * Frees the last row, without moving what is above unless the cursor is in it. JLine, left alone, scrolls the
     * whole screen by a row; below a region that ends above the last row it cannot, and then only moves the cursor
     * up again: so it is put a row lower before.
     */
    private void makeRoom() {
        Status.getStatus(terminal); // being made, it lets all rows scroll
        terminal.writer().write(INDEX);
        terminal.puts(Capability.save_cursor);
        terminal.puts(Capability.change_scroll_region, 0, terminal.getSize().getRows() - 2);
        terminal.puts(Capability.restore_cursor);
    }

    private void draw() {
        terminal.writer().write(TerminalOpener.WRAP_OFF);
        Status.getStatus(terminal)
                .update(
                        shown.isEmpty()
                                ? List.of()
                                : List.of(new AttributedString(
                                        " " + shown + " ", theme.style(Theme.Meaning.STATUS_LINE))));
        terminal.writer().write(TerminalOpener.WRAP_ON);
        terminal.flush();
    }

    /**
     * The screen has another size now. Terminals differ in what they do to a line below the cursor, and may
     * leave the cursor where the bottom line belongs: so all from the first row of the line that is typed is drawn
     * again.
     */
    void resized() {
        editor.exclusively(() -> {
            if (shown.isEmpty()) {
                measure();
                return;
            }
            if (terminal.getSize().equals(size)) {
                return;
            }
            size = terminal.getSize();
            Status status = Status.getStatus(terminal);
            status.suspend(); // it must not clear the row where it was: another text may be there now
            status.update(List.of());
            status.resize();
            status.restore();
            int above = editor.rowsAboveCursor();
            if (above > 0) {
                terminal.puts(Capability.parm_up_cursor, above);
            }
            terminal.puts(Capability.carriage_return);
            terminal.puts(Capability.clr_eos);
            draw();
            terminal.flush();
        });
    }

    /** Whether it is on the screen. */
    boolean shown() {
        return !shown.isEmpty();
    }

    /** Takes it off the screen for good, or until {@link #restore}. */
    void clear() {
        off = true;
        if (!shown.isEmpty()) {
            shown = "";
            Status.getStatus(terminal).update(List.of());
        }
    }

    /** Takes in another size of the screen while the line is not on it. */
    private void measure() {
        if (!terminal.getSize().equals(size)) {
            size = terminal.getSize();
            Status.getExistingStatus(terminal).ifPresent(Status::resize);
        }
    }

    /** Lets it be seen again. */
    void restore() {
        editor.exclusively(() -> {
            measure();
            off = false;
            update();
        });
    }
}
