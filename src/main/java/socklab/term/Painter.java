package socklab.term;

import java.util.List;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import socklab.lang.Mark;
import socklab.lang.Parse;
import socklab.lang.Parser;

/** Colours a line as it is typed. */
final class Painter implements Highlighter {
    /** A line longer than any typed one is left plain: colouring takes time. */
    private static final int MOST = 4000;

    private final Palette palette;

    Painter(Palette palette) {
        this.palette = palette;
    }

    @Override
    public AttributedString highlight(LineReader reader, String buffer) {
        return reader instanceof LineEditor editor && editor.answering() ? new AttributedString(buffer) : paint(buffer);
    }

    /** A line, or several, in colours. */
    AttributedString paint(String text) {
        if (text.length() > MOST) {
            return new AttributedString(text);
        }
        AttributedStringBuilder painted = new AttributedStringBuilder();
        for (String line : text.split("(?<=\n)", -1)) {
            paint(line, painted);
        }
        return painted.toAttributedString();
    }

    private void paint(String line, AttributedStringBuilder painted) {
        Parse parse = Parser.parse(line.endsWith("\n") ? line.substring(0, line.length() - 1) : line);
        AttributedStyle[] styles = new AttributedStyle[line.length()];
        java.util.Arrays.fill(styles, AttributedStyle.DEFAULT);
        marks(parse.marks(), styles);
        for (int i = 0; i < line.length(); i++) {
            painted.style(styles[i]).append(line.charAt(i));
        }
        painted.style(AttributedStyle.DEFAULT);
    }

    private void marks(List<Mark> marks, AttributedStyle[] styles) {
        for (Mark mark : marks) {
            for (int i = mark.span().start(); i < Math.min(mark.span().end(), styles.length); i++) {
                styles[i] = palette.of(mark.role());
            }
        }
    }
}
