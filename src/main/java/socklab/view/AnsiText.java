package socklab.view;

import java.util.OptionalInt;
import org.jline.jansi.Ansi;

/** Text with the codes of a theme around it. Source: ECMA-48 §8.3.117 (SGR). */
public final class AnsiText {
    private AnsiText() {}

    /**
     * A text as a terminal takes it; without codes where the theme has none for its meaning.
     *
     * @param text is not escaped here
     */
    public static String of(String text, Theme.Meaning meaning, Theme theme) {
        if (meaning == Theme.Meaning.PRINTED) {
            return DrawnRow.of(text, theme);
        }
        OptionalInt colour = theme.colour(meaning);
        var attributes = theme.attributes(meaning);
        if (text.isEmpty() || colour.isEmpty() && attributes.isEmpty()) {
            return text;
        }
        Ansi ansi = Ansi.ansi();
        if (colour.isPresent()) {
            int number = colour.getAsInt();
            ansi = theme.depth() == Theme.Depth.COLOURS_8 ? ansi.fg(Ansi.Color.values()[number]) : ansi.fg(number);
        }
        for (Theme.Attribute attribute : attributes) {
            ansi = ansi.a(
                    switch (attribute) {
                        case BOLD -> Ansi.Attribute.INTENSITY_BOLD;
                        case FAINT -> Ansi.Attribute.INTENSITY_FAINT;
                        case UNDERLINE -> Ansi.Attribute.UNDERLINE;
                        case INVERSE -> Ansi.Attribute.NEGATIVE_ON;
                    });
        }
        return ansi.a(text).reset().toString();
    }
}
