package socklab.page;

import java.util.List;
import java.util.Optional;
import socklab.text.Language;
import socklab.view.OutputLine;

/** A part of a report, in the order in which it happened: prose, or a line that was run. */
public sealed interface Entry {

    /** The prose of a lab. */
    record Prose(List<Paragraph> paragraphs) implements Entry {}

    /**
     * A line that was run.
     *
     * @param number the call's number; 0 for a line that made no call
     * @param line as it was typed
     * @param call the call in strace's format
     * @param result its result; none for a line that made no call
     * @param later what a call that blocked returned in the end
     * @param reason why it came back
     * @param lines what else was told while it ran
     * @param charts what it drew
     * @param expected what the lab expects, where that is not what came
     * @param fill what the reader of a worksheet fills in
     */
    record Step(
            int number,
            String line,
            Optional<String> call,
            Optional<Result> result,
            Optional<Result> later,
            List<Wording.Said> reason,
            List<Line> lines,
            List<ChartPicture> charts,
            List<String> expected,
            Fill fill,
            Optional<String> topic)
            implements Entry {}

    /** What is left blank. */
    enum Fill {
        NOTHING,
        RESULT,
        LINE
    }

    /** A paragraph in a language. */
    record Paragraph(Language language, Kind kind, String text, List<Choice> choices) {
        /** What it is. */
        public enum Kind {
            TEXT,
            DRAWING,
            QUESTION;

            /** The class that style sheets know it by. */
            public String css() {
                return name().toLowerCase(java.util.Locale.ROOT);
            }
        }
    }

    /** One of a question's choices. */
    record Choice(String text, boolean right) {}

    /** A result, and how long the call took. */
    record Result(String text, LadderPicture.Ending ending, String time) {}

    /** A further line. */
    record Line(OutputLine.Kind kind, String text) {
        /** The class that style sheets know it by. */
        public String css() {
            return "line-" + kind.name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
