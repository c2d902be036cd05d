package socklab.lab.report;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.List;
import socklab.lab.grade.Grade;
import socklab.lab.grade.Question;
import socklab.text.Messages;

/**
 * Marks as JSON: for one student Gradescope's results.json, a row for each question; for a class an object whose
 * {@code students} are such objects.
 *
 * <p>Source: Gradescope autograder documentation, output format.
 */
public final class GradeJson {
    private GradeJson() {}

    /** The report. */
    public static String of(List<Grade> grades, Messages messages) {
        StringWriter out = new StringWriter();
        try (JsonWriter json = new JsonWriter(out)) {
            json.setIndent("  ");
            if (grades.size() == 1) {
                student(json, grades.getFirst(), messages);
            } else {
                json.beginObject().name("students").beginArray();
                for (Grade grade : grades) {
                    student(json, grade, messages);
                }
                json.endArray().endObject();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out + "\n";
    }

    private static void student(JsonWriter json, Grade grade, Messages messages) throws IOException {
        json.beginObject();
        json.name("score").value(grade.score());
        json.name("output")
                .value(ReportText.block(GradeText.line(grade, messages).text()));
        json.name("output_format").value("text");
        json.name("visibility").value("visible");
        json.name("extra_data").beginObject();
        json.name("student").value(ReportText.line(grade.student()));
        json.name("file").value(ReportText.line(grade.file().toString()));
        json.name("max_score").value(grade.maximum());
        json.endObject();
        json.name("tests").beginArray();
        for (Grade.Mark mark : grade.marks()) {
            row(json, mark, messages);
        }
        json.endArray();
        json.endObject();
    }

    private static void row(JsonWriter json, Grade.Mark mark, Messages messages) throws IOException {
        Question.Marking marking = mark.question().marking();
        boolean bonus = marking.credit() == Question.Credit.BONUS;
        json.beginObject();
        json.name("number").value(Integer.toString(mark.question().number()));
        json.name("name").value(ReportText.line(mark.question().title()));
        json.name("score").value(mark.points());
        json.name("max_score").value(bonus ? BigDecimal.ZERO : marking.points());
        json.name("status").value(mark.status() == Grade.Status.RIGHT ? "passed" : "failed");
        json.name("output").value(ReportText.block(GradeText.feedback(mark, messages)));
        json.name("output_format").value("text");
        json.name("visibility").value(marking.visibility() == Question.Visibility.HIDDEN ? "hidden" : "visible");
        json.endObject();
    }
}
