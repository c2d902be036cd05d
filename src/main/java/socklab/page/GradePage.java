package socklab.page;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import socklab.lab.grade.Grade;
import socklab.lab.grade.Question;

/**
 * The marks of a class as a page: the questions, a row for each student, and what each answered. It is the teacher's:
 * it shows hidden rows, too, but no right answer.
 */
public record GradePage(Wording words, String key, List<Question> questions, List<Grade> grades) {

    /** The page of a class. */
    public static GradePage of(Wording words, Path key, List<Question> questions, List<Grade> grades) {
        return new GradePage(
                words, Text.shown(String.valueOf(key.getFileName())), List.copyOf(questions), List.copyOf(grades));
    }

    /** The key's file, and how many students there are. */
    public List<Wording.Said> about() {
        return words.say("page.grade.about", grades.size(), points(average()));
    }

    private BigDecimal average() {
        BigDecimal sum = grades.stream().map(Grade::score).reduce(BigDecimal.ZERO, BigDecimal::add);
        return grades.isEmpty() ? sum : sum.divide(BigDecimal.valueOf(grades.size()), 2, RoundingMode.HALF_UP);
    }

    /** A question: its call, or what it asks. */
    public String title(Question question) {
        return Text.shown(question.title());
    }

    /** How many students answered it rightly. */
    public long right(Question question) {
        return grades.stream()
                .flatMap(g -> g.marks().stream())
                .filter(m -> m.question().number() == question.number() && m.status() == Grade.Status.RIGHT)
                .count();
    }

    /** Points without trailing zeros. */
    public String points(BigDecimal points) {
        return points.signum() == 0 ? "0" : points.stripTrailingZeros().toPlainString();
    }

    /** A student's name. */
    public String student(Grade grade) {
        return Text.shown(grade.student());
    }

    /** Whether an answer earned its points: told by a sign, not by colour alone. */
    public String sign(Grade.Mark mark) {
        return switch (mark.status()) {
            case RIGHT -> "✓";
            case WRONG, SEVERAL -> "✗";
            case BLANK, MISSING, NO_LINES -> "–";
        };
    }

    /** What became of an answer. */
    public List<Wording.Said> status(Grade.Mark mark) {
        return words.say(
                "grade." + mark.status().name().toLowerCase(Locale.ROOT),
                Text.shown(mark.answer().orElse("")));
    }

    /** Why a file could not be read. */
    public List<Wording.Said> problem(Grade grade) {
        return grade.problem().map(m -> words.say(m.key(), m.args().toArray())).orElse(List.of());
    }
}
