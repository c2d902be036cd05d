package socklab.lab.grade;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import socklab.text.Message;

/**
 * The marks of one student's file.
 *
 * @param student the student's name, taken from the path
 * @param marks a mark for each question of the key, in order
 * @param problem why the file could not be read, if so
 */
public record Grade(Path file, String student, List<Mark> marks, Optional<Message> problem) {

    /**
     * What one answer earned.
     *
     * @param answer the answer as written; empty if there is none
     */
    public record Mark(Question question, Status status, Optional<String> answer) {

        /** The points earned: all of the question's, or none. */
        public BigDecimal points() {
            return status == Status.RIGHT ? question.marking().points() : BigDecimal.ZERO;
        }
    }

    /** The kinds of answers. */
    public enum Status {
        RIGHT,
        WRONG,
        /** The line is there, with no answer or a blank one below it. */
        BLANK,
        /** The line of the key is not in the student's file. */
        MISSING,
        /** Several answers stand below the line. */
        SEVERAL,
        /** The student's lines for an open task do not parse, or there are none. */
        NO_LINES
    }

    /** The points earned, extra credit included. */
    public BigDecimal score() {
        return marks.stream().map(Mark::points).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The points that the questions give together, without extra credit. */
    public BigDecimal maximum() {
        return marks.stream()
                .map(Mark::question)
                .map(Question::marking)
                .filter(marking -> marking.credit() == Question.Credit.REGULAR)
                .map(Question.Marking::points)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
