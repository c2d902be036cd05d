package socklab.term;

import java.util.List;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Status;

/** The line at the bottom of the screen, below a scrolling region: it costs no line of what scrolls away. */
final class BottomLine {
    private static final int LEAST_ROWS = 5;

    private final Terminal terminal;
    private final LineEditor editor;
    private final Palette palette;
    private String shown = "";

    BottomLine(Terminal terminal, LineEditor editor, Palette palette) {
        this.terminal = terminal;
        this.editor = editor;
        this.palette = palette;
    }

    /** Whether there is room for it. */
    boolean possible() {
        return !Terminals.dumb(terminal) && terminal.getSize().getRows() >= LEAST_ROWS;
    }

    /** Shows a text; none hides the line. Nothing is written if it is there already. */
    void show(String text) {
        if (possible()) {
            editor.exclusively(() -> update(text));
        }
    }

    private void update(String text) {
        if (text.equals(shown)) {
            return;
        }
        boolean moved = text.isEmpty() != shown.isEmpty();
        shown = text;
        draw();
        if (moved && editor.isReading()) {
            editor.redisplay();
        }
    }

    private void draw() {
        Status status = Status.getStatus(terminal);
        status.update(shown.isEmpty() ? List.of() : List.of(new AttributedString(" " + shown, palette.bottom())));
    }

    /** The screen has another size now. */
    void resized() {
        editor.exclusively(() -> {
            if (!shown.isEmpty()) {
                Status.getStatus(terminal).resize();
                draw();
            }
        });
    }

    /** Takes it off the screen for good. */
    void clear() {
        if (!shown.isEmpty()) {
            shown = "";
            Status.getStatus(terminal).update(List.of());
        }
    }
}
