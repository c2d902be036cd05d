package socklab.view;

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

    /**
     * The same in so many columns: sentences are broken between words; a call's line, a result, a mark below a mistake
     * stay as they are, to be copied.
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
            case CALL, RESULT, FAILURE, FRAME, PRINTED, PROSE, ERROR -> Stream.of(this);
        };
    }
}
