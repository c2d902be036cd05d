package socklab.view;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import socklab.text.DisplayWidth;

/** A line for a reader: where it goes, what it is, and its words. */
public record OutputLine(Kind kind, String text) {

    /** Escapes what could act on a terminal: every line that a reader sees passes here, whatever it was made of. */
    public OutputLine {
        text = Escape.printable(text);
    }

    /** What a line is; results and what is printed go to standard output, problems to standard error. */
    public enum Kind {
        CALL,
        RESULT,
        FAILURE,
        NOTE,
        WHY,
        FRAME,
        PRINTED,
        PROSE,
        ERROR;

        public boolean diagnostic() {
            return this == ERROR;
        }
    }

    /** The mark below a mistake, and the cure after it. */
    private static final Pattern MARK = Pattern.compile("( *\\^+ )(\\S.*)");

    private static final String INDENT = "  ";

    /**
     * The same in so many columns: sentences are broken between words; a call's line, a result, a typed line stay as
     * they are, to be copied.
     */
    public Stream<OutputLine> fitting(int columns) {
        if (DisplayWidth.of(text) <= columns) {
            return Stream.of(this);
        }
        return switch (kind) {
            case NOTE, WHY -> {
                String blanks =
                        text.substring(0, text.length() - text.stripLeading().length());
                yield DisplayWidth.wrap(text, Math.max(1, columns - blanks.length())).stream()
                        .map(l -> new OutputLine(kind, blanks + l));
            }
            case ERROR -> error(columns).map(l -> new OutputLine(kind, l));
            case CALL, RESULT, FAILURE, FRAME, PRINTED, PROSE -> Stream.of(this);
        };
    }

    /** A cure stands beside the mark where half of the screen is left for it, otherwise below. */
    private Stream<String> error(int columns) {
        Matcher mark = MARK.matcher(text);
        if (!mark.matches()) {
            return text.startsWith(" ") ? Stream.of(text) : DisplayWidth.wrap(text, columns).stream();
        }
        int beside = DisplayWidth.of(mark.group(1));
        if (beside > columns / 2) {
            return Stream.concat(Stream.of(mark.group(1).stripTrailing()), indented(mark.group(2), INDENT, columns));
        }
        String blanks = " ".repeat(beside);
        return Stream.concat(
                indented(mark.group(2), blanks, columns).limit(1).map(l -> mark.group(1) + l.strip()),
                indented(mark.group(2), blanks, columns).skip(1));
    }

    private static Stream<String> indented(String sentence, String blanks, int columns) {
        return DisplayWidth.wrap(sentence, Math.max(1, columns - blanks.length())).stream()
                .map(l -> blanks + l);
    }
}
