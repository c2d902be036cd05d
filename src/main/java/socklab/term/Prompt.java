package socklab.term;

import org.jline.utils.AttributedString;
import socklab.text.DisplayWidth;
import socklab.view.Escape;
import socklab.view.Theme;

/** What stands before the line that is typed. */
final class Prompt {
    private static final int LEAST = 14;

    private Prompt() {}

    /**
     * The prompt for a state, elided so that half of the columns stay free; where the kernel's state is long, its
     * middle goes.
     */
    static AttributedString of(String state, int columns, ConsoleTheme theme) {
        String text = Escape.printable(state);
        int most = Math.max(LEAST, columns / 2);
        return new AttributedString(elided(text, most - 2) + "> ", theme.style(Theme.Meaning.PROMPT));
    }

    /** The prompt for a line that belongs to a /repeat not yet ended. */
    static AttributedString more(ConsoleTheme theme) {
        return new AttributedString("  ...> ", theme.style(Theme.Meaning.PROMPT));
    }

    /** A text in at most so many columns: its beginning, where name and kind stand, and its end. */
    static String elided(String text, int most) {
        if (DisplayWidth.of(text) <= most) {
            return text;
        }
        int head = (most - 1) * 2 / 3;
        return DisplayWidth.cut(text, head) + "…"
                + new StringBuilder(DisplayWidth.cut(
                                new StringBuilder(text).reverse().toString(), most - 1 - head))
                        .reverse();
    }
}
