package socklab.lab.grade;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * An expectation of the key that gives points.
 *
 * @param number its position among the questions, from 1
 * @param callNumber the number of the call's line in the key
 * @param call the call's line
 * @param expected the alternatives, each as written after {@code =>}
 * @param prompt the {@code #?} line before it
 * @param task the open task whose effect it checks; empty for a question that the student answers
 */
public record Question(
        int number,
        int callNumber,
        String call,
        List<String> expected,
        Optional<String> prompt,
        Marking marking,
        Optional<Integer> task) {

    /**
     * What the {@code #!} lines before an expectation say.
     *
     * @param points the points for a right answer
     * @param credit whether the points belong to the maximum
     * @param visibility whether the student sees the row
     * @param hint shown with a wrong answer
     * @param accepted further right answers, with {@code [..]} for any text
     */
    public record Marking(
            BigDecimal points, Credit credit, Visibility visibility, Optional<String> hint, List<String> accepted) {
        /** One point, in the maximum, visible. */
        static final Marking USUAL =
                new Marking(BigDecimal.ONE, Credit.REGULAR, Visibility.VISIBLE, Optional.empty(), List.of());
    }

    /** Whether points count towards the maximum. */
    public enum Credit {
        REGULAR,
        /** Extra credit. */
        BONUS
    }

    /** Whether a student sees a row of the report. */
    public enum Visibility {
        VISIBLE,
        HIDDEN
    }

    /** A short name: the number, and the question or the call. */
    public String title() {
        return number + ". " + prompt.orElse(call);
    }
}
