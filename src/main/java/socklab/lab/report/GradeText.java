package socklab.lab.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import socklab.lab.grade.Grade;
import socklab.lab.grade.Question;
import socklab.text.Messages;
import socklab.view.OutputLine;

/** The marks of a student as lines on a terminal, and as the text of a report's row. No right answer is shown. */
public final class GradeText {
    private GradeText() {}

    /** One line for a student: name and sum. */
    public static OutputLine line(Grade grade, Messages messages) {
        if (grade.problem().isPresent()) {
            return new OutputLine(
                    OutputLine.Kind.ERROR,
                    messages.say("error") + messages.say(grade.problem().get()));
        }
        return new OutputLine(
                OutputLine.Kind.RESULT,
                messages.say("grade.line", grade.student(), points(grade.score()), points(grade.maximum())));
    }

    /** A line for each question that did not get its points. */
    public static List<OutputLine> details(Grade grade, Messages messages) {
        List<OutputLine> lines = new ArrayList<>();
        for (Grade.Mark mark : grade.marks()) {
            if (mark.status() != Grade.Status.RIGHT) {
                lines.add(new OutputLine(OutputLine.Kind.NOTE, "  " + feedback(mark, messages)));
            }
        }
        return lines;
    }

    /** The question, what the answer was, the points, and the hint. */
    static String feedback(Grade.Mark mark, Messages messages) {
        Question question = mark.question();
        String status = messages.say(
                "grade." + mark.status().name().toLowerCase(Locale.ROOT),
                mark.answer().orElse(""));
        String text = messages.say(
                "grade.row",
                question.title(),
                status,
                points(mark.points()),
                points(question.marking().points()));
        boolean hinted =
                mark.status() != Grade.Status.RIGHT && question.marking().hint().isPresent();
        return hinted
                ? text + " "
                        + messages.say("grade.hint", question.marking().hint().get())
                : text;
    }

    /** Points without trailing zeros. */
    static String points(BigDecimal points) {
        return points.signum() == 0 ? "0" : points.stripTrailingZeros().toPlainString();
    }
}
