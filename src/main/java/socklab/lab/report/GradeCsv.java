package socklab.lab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import socklab.lab.grade.Grade;
import socklab.lab.grade.Question;

/**
 * A class as CSV: a row for each student, a column for each question.
 *
 * <p>Source: RFC 4180. A text that a spreadsheet would take for a formula has a quote before it.
 */
public final class GradeCsv {
    private static final String LINE_END = "\r\n";

    private GradeCsv() {}

    /** The report. */
    public static String of(List<Question> questions, List<Grade> grades) {
        List<String> head = new ArrayList<>(List.of("student", "score", "max"));
        questions.forEach(question -> head.add(question.title()));
        head.add("file");
        StringBuilder out = new StringBuilder(row(head));
        for (Grade grade : grades) {
            List<String> cells = new ArrayList<>(
                    List.of(grade.student(), GradeText.points(grade.score()), GradeText.points(grade.maximum())));
            grade.marks().forEach(mark -> cells.add(GradeText.points(mark.points())));
            cells.add(grade.file().toString());
            out.append(row(cells));
        }
        return out.toString();
    }

    private static String row(List<String> cells) {
        return cells.stream().map(GradeCsv::cell).collect(Collectors.joining(",")) + LINE_END;
    }

    private static String cell(String text) {
        String safe = ReportText.line(text);
        String plain = safe.matches("[=+@\\-].*") && !safe.matches("-?\\d+(\\.\\d+)?") ? "'" + safe : safe;
        return plain.matches(".*[\",].*") ? "\"" + plain.replace("\"", "\"\"") + "\"" : plain;
    }
}
