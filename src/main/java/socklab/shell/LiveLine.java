package socklab.shell;

import java.util.Optional;
import java.util.function.Supplier;
import socklab.text.DisplayWidth;

/**
 * The row of a terminal below its last line of output that shows what changes, until other output takes its place. It
 * never fills its row. In a window that has become narrower it takes more rows, and all are erased.
 */
final class LiveLine {
    private final Supplier<Optional<ScreenSize>> screen;
    private String drawn = "";

    /** @param screen asked before each drawing; empty where nothing can be drawn */
    LiveLine(Supplier<Optional<ScreenSize>> screen) {
        this.screen = screen;
    }

    /** Whether it is on the screen. */
    boolean shown() {
        return !drawn.isEmpty();
    }

    /** The part of a text that the row holds; empty where nothing can be drawn. */
    String fitting(String text) {
        return screen.get()
                .map(size -> DisplayWidth.cut(text, Math.max(size.columns() - 1, 1)))
                .orElse("");
    }

    /** Takes note that a text has been drawn. */
    void drew(String text) {
        drawn = text;
    }

    /** What erases it, and leaves the cursor where it began; nothing if it is not on the screen. */
    String erasing() {
        if (drawn.isEmpty()) {
            return "";
        }
        int columns = Math.max(screen.get().orElse(ScreenSize.USUAL).columns(), 1);
        int rowsAbove = (DisplayWidth.of(drawn) - 1) / columns;
        drawn = "";
        // ECMA-48 CUU and ED
        return "\r" + (rowsAbove > 0 ? "\033[" + rowsAbove + "A" : "") + "\033[J";
    }
}
