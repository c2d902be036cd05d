package socklab.lab.grade;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The students' copy of a key: results under questions are blank, the teacher's {@code #!} lines and solutions are
 * gone,
 * everything else is as it was.
 */
public final class Handout {
    /** A result to be filled in. */
    public static final String BLANK = "____";

    /** The comments around a student's lines for an open task. */
    static final Pattern FIRST = Pattern.compile("\\s*[#＃]\\s*-+ your lines for task (\\d{1,3}) -+\\s*");

    static final Pattern LAST = Pattern.compile("\\s*[#＃]\\s*-+ end of task (\\d{1,3}) -+\\s*");

    private static final Pattern ARROW = Pattern.compile("(.*?[=＝][>＞]\\s*).*");
    private static final Pattern QUESTION = Pattern.compile("\\s*[#＃]\\s*(zh\\s*)?[?？].*\\|.*");
    private static final Pattern LINE_END = Pattern.compile("\r\n|\n|\r|\\z");

    private final AnswerKey key;
    private final Map<Integer, Question> questions;
    private final StringBuilder out = new StringBuilder();
    private int blankFor;
    private boolean blanked;

    private Handout(AnswerKey key) {
        this.key = key;
        this.questions = key.questions().stream()
                .collect(Collectors.toMap(Question::callNumber, question -> question, (a, b) -> a, HashMap::new));
    }

    /** The handout of a key whose file has this text. */
    public static String of(AnswerKey key, String text) {
        Handout handout = new Handout(key);
        Matcher end = LINE_END.matcher(text);
        int from = 0;
        for (int number = 1; from < text.length() && end.find(); number++) {
            handout.line(number, text.substring(from, end.start()), end.group());
            from = end.end();
        }
        return handout.out.toString();
    }

    private void line(int number, String line, String end) {
        Optional<Integer> task = key.taskAt(number);
        if (task.isPresent()) {
            List<AnswerKey.Task> tasks = key.tasks();
            int index = task.get();
            if (number == tasks.get(index).first()) {
                out.append("# ---- your lines for task ")
                        .append(index + 1)
                        .append(" ----")
                        .append(end);
                out.append(end);
            } else if (number == tasks.get(index).last()) {
                out.append("# ---- end of task ")
                        .append(index + 1)
                        .append(" ----")
                        .append(end);
            }
            return;
        }
        if (Directive.in(line).isPresent()) {
            return;
        }
        boolean belongsToLab = key.lines().stream().anyMatch(source -> source.number() == number);
        Matcher arrow = ARROW.matcher(line);
        if (!belongsToLab) {
            out.append(line).append(end);
        } else if (arrow.matches() && line.strip().matches("[=＝][>＞].*")) {
            result(line, arrow.group(1), end);
        } else {
            if (!line.isBlank() && !line.strip().startsWith("#")) {
                blankFor = number;
                blanked = false;
            }
            out.append(QUESTION.matcher(line).matches() ? line.replaceAll("\\*(\\s*(\\||$))", "$1") : line)
                    .append(end);
        }
    }

    /** The result of a question is blank; that of a task's check stands there, unless it is hidden. */
    private void result(String line, String arrow, String end) {
        Optional<Question> question = Optional.ofNullable(questions.get(blankFor));
        boolean asked = question.filter(q -> q.task().isEmpty()).isPresent();
        boolean hidden = question.filter(q -> q.marking().visibility() == Question.Visibility.HIDDEN)
                .isPresent();
        if (asked && !blanked) {
            out.append(arrow).append(BLANK).append(end);
            blanked = true;
        } else if (!asked && !hidden) {
            out.append(line).append(end);
        }
    }
}
