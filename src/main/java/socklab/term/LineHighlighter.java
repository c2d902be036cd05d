package socklab.term;

import java.util.Arrays;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import socklab.lang.Command;
import socklab.lang.Highlight;
import socklab.lang.ParsedLine;
import socklab.lang.Parser;
import socklab.lang.Span;
import socklab.lang.SyntaxError;
import socklab.lang.ValueRef;
import socklab.lang.ValueRefs;
import socklab.view.Theme;

/** Colours a line, and marks what would be refused: what cannot be understood, and names that nothing has. */
final class LineHighlighter {
    /** A line longer than any typed one is left plain: colouring takes time. */
    private static final int MOST = 4000;

    private final ConsoleTheme theme;
    private final Completion completion;
    private final CompletionSources sources;

    LineHighlighter(ConsoleTheme theme, Completion completion, CompletionSources sources) {
        this.theme = theme;
        this.completion = completion;
        this.sources = sources;
    }

    /**
     * A line, or several, in colours.
     *
     * @param typing whether more may follow at the end: the beginning of something known is then no mistake
     */
    AttributedString paint(String text, boolean typing) {
        if (text.length() > MOST) {
            return new AttributedString(text);
        }
        AttributedStringBuilder painted = new AttributedStringBuilder();
        String[] lines = text.split("(?<=\n)", -1);
        for (int i = 0; i < lines.length; i++) {
            // what an earlier line of a paste will have made is not there yet
            paint(lines[i], typing && i == lines.length - 1, lines.length == 1, painted);
        }
        return painted.toAttributedString();
    }

    private void paint(String line, boolean typing, boolean names, AttributedStringBuilder painted) {
        ParsedLine parse = Parser.parse(line.endsWith("\n") ? line.substring(0, line.length() - 1) : line);
        AttributedStyle[] styles = new AttributedStyle[line.length()];
        Arrays.fill(styles, AttributedStyle.DEFAULT);
        for (Highlight mark : parse.marks()) {
            fill(styles, mark.span(), theme.style(Theme.Meaning.of(mark.role())));
        }
        if (parse.command() instanceof SyntaxError error && !(typing && unfinished(line, error.span()))) {
            fill(styles, error.span(), theme.style(Theme.Meaning.INVALID));
        } else if (names && parse.command() instanceof Command.Invoke invoke) {
            unknown(invoke, line, typing, styles);
        }
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (!Character.isISOControl(c) || c == '\n' || c == '\t') { // it would act on the screen
                painted.style(styles[i]).append(c);
            }
        }
        painted.style(AttributedStyle.DEFAULT);
    }

    /** Whether what is wrong is only what is still being typed: it ends at the cursor and begins something known. */
    private boolean unfinished(String line, Span span) {
        return span.start() >= line.length()
                || span.end() >= line.length()
                        && !completion.at(line, line.length()).offers().isEmpty();
    }

    private void unknown(Command.Invoke invoke, String line, boolean typing, AttributedStyle[] styles) {
        if (invoke.socket().isPresent()
                && sources.socket(invoke.socket().get().text()).isEmpty()) {
            fill(styles, invoke.socket().get().span(), theme.style(Theme.Meaning.INVALID));
        } else if (invoke.socket().isEmpty()
                && invoke.call().onSocket()
                && sources.socket("").isEmpty()) {
            fill(styles, invoke.word().span(), theme.style(Theme.Meaning.INVALID));
        }
        int from = invoke.word().span().end();
        for (ValueRef ref : ValueRefs.in(line.substring(from), from)) {
            boolean still = typing && ref.span().end() == line.length();
            if (ref.field().isPresent() && !sources.knows(ref.name()) && !still) {
                fill(styles, ref.span(), theme.style(Theme.Meaning.INVALID)); // without a field it would be plain text
            }
        }
    }

    private static void fill(AttributedStyle[] styles, Span span, AttributedStyle style) {
        Arrays.fill(styles, Math.min(span.start(), styles.length), Math.min(span.end(), styles.length), style);
    }
}
