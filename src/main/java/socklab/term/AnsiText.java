package socklab.term;

import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/**
 * A text in a style, as a terminal takes it.
 *
 * <p><b>Why</b> not JLine's own way alone: it draws boxes by the alternate character set of old terminals, which copies
 * as letters, or else with {@code + - |}.
 */
final class AnsiText {
    private static final String PLACE = "\0";

    private AnsiText() {}

    /** A text that has been escaped already. */
    static String of(String text, AttributedStyle style, Terminal terminal) {
        String around = new AttributedString(PLACE, style).toAnsi(terminal);
        int at = around.indexOf(PLACE);
        return around.substring(0, at) + text + around.substring(at + 1);
    }
}
