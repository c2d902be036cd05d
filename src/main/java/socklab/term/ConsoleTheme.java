package socklab.term;

import org.jline.terminal.Terminal;
import org.jline.utils.AttributedStyle;
import org.jline.utils.InfoCmp;
import socklab.session.Appearance;
import socklab.view.AnsiText;
import socklab.view.Theme;

/** The theme that a console has now, in the forms that JLine and the terminal take. */
final class ConsoleTheme {
    private volatile Theme theme;

    /** The theme of a terminal. */
    ConsoleTheme(Theme.Depth depth, boolean auto) {
        Theme.Depth off = depth == Theme.Depth.PLAIN ? depth : Theme.Depth.MONOCHROME;
        theme = new Theme(depth, off, auto, Appearance.USUAL);
    }

    /** How much a terminal can show. */
    static Theme.Depth depth(Terminal terminal) {
        Integer colours = terminal.getNumericCapability(InfoCmp.Capability.max_colors);
        return TerminalOpener.dumb(terminal) ? Theme.Depth.PLAIN : Theme.Depth.ofColours(colours == null ? 0 : colours);
    }

    /** The appearance that the user set. */
    Appearance look() {
        return theme.look();
    }

    /** Replaces the appearance. */
    void look(Appearance newLook) {
        theme = theme.with(newLook);
    }

    /** A text with codes around it, as the terminal takes it; the text is escaped already. */
    String ansi(String text, Theme.Meaning meaning) {
        return AnsiText.of(text, meaning, theme);
    }

    /** The style of a meaning, as JLine takes it. */
    AttributedStyle style(Theme.Meaning meaning) {
        Theme now = theme;
        var colour = now.colour(meaning);
        AttributedStyle style =
                colour.isPresent() ? AttributedStyle.DEFAULT.foreground(colour.getAsInt()) : AttributedStyle.DEFAULT;
        for (Theme.Attribute attribute : now.attributes(meaning)) {
            style = switch (attribute) {
                case BOLD -> style.bold();
                case FAINT -> style.faint();
                case UNDERLINE -> style.underline();
                case INVERSE -> style.inverse();
            };
        }
        return style;
    }
}
