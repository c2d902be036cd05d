package socklab.term;

import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.InfoCmp.Capability;
import socklab.view.Theme;

/**
 * The line at the bottom of the screen, below a scrolling region: it costs no line of what scrolls away.
 *
 * <p>It tells the state, and while a call blocks, of that call.
 */
final class BottomLine {
    private static final int LEAST_ROWS = 5;

    private final Terminal terminal;
    private final LineEditor editor;
    private final ConsoleTheme theme;
    private final LastRow row;
    private String live = "";
    private String asked = "";
    private String state = "";
    private String shown = "";
    private boolean off;

    BottomLine(Terminal terminal, LineEditor editor, ConsoleTheme theme) {
        this.terminal = terminal;
        this.editor = editor;
        this.theme = theme;
        this.row = new LastRow(terminal);
    }

    /** Whether there is room for it, and it is wanted. */
    boolean possible() {
        return !TerminalOpener.dumb(terminal)
                && row.supported()
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
        if (text.isEmpty()) {
            row.leave();
            terminal.flush();
        } else {
            if (moved) {
                row.take();
            }
            draw();
        }
        if (moved && editor.isReading()) {
            editor.redisplay();
        }
    }

    private void draw() {
        row.write(new AttributedString(" " + shown + " ", theme.style(Theme.Meaning.STATUS_LINE)));
        terminal.flush();
    }

    /**
     * The screen may have another size now, or has had one. Terminals differ in what they do to a line below the
     * cursor, and may leave the cursor where the bottom line belongs: so all from the first row of the line that is
     * typed is drawn again. Where the size is as before, a size in between may have moved the bottom line alone, and
     * where the typed line begins is not known.
     */
    void resized() {
        editor.exclusively(() -> {
            if (shown.isEmpty()) {
                row.resized();
                return;
            }
            if (!editor.knowsSize()) {
                int above = editor.rowsAboveCursor();
                if (above > 0) {
                    terminal.puts(Capability.parm_up_cursor, above);
                }
                terminal.puts(Capability.carriage_return);
                terminal.puts(Capability.clr_eos);
            }
            row.take();
            draw();
        });
    }

    /** All that was on the screen is gone. */
    void cleared() {
        editor.exclusively(() -> {
            if (!shown.isEmpty()) {
                row.keepRegion();
                draw();
            }
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
            row.leave();
        }
    }

    /** Lets it be seen again. */
    void restore() {
        editor.exclusively(() -> {
            if (shown.isEmpty()) {
                row.resized();
            }
            off = false;
            update();
        });
    }
}
