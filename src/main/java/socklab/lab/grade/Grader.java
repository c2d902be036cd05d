package socklab.lab.grade;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import socklab.kernel.Kernel;
import socklab.lab.AnswerMatcher;
import socklab.lab.ExpectationChecker;
import socklab.lab.LabReader;
import socklab.session.Settings;
import socklab.shell.Shell;
import socklab.shell.UserInterface;
import socklab.text.Message;

/**
 * Marks students' files against a key.
 *
 * <p>The key runs once for the whole class. For an open task it runs once more for each student, with the student's
 * lines in place of the teacher's; the solutions of the other tasks stay the teacher's, so that one wrong task costs no
 * other.
 */
public final class Grader {
    private static final Duration LINE_LIMIT = Duration.ofSeconds(5);

    private final AnswerKey key;
    private final KeyRun run;
    private volatile boolean stopped;
    private volatile Map<Integer, String> results = Map.of();

    /** A grader with a limit for each run of the key; {@code words} gives the shell of each run its words. */
    public Grader(
            AnswerKey key, Kernel kernel, Settings settings, Duration limit, BiConsumer<Shell, UserInterface> words) {
        this.key = key;
        Duration third = limit.dividedBy(3);
        Duration line = third.compareTo(LINE_LIMIT) < 0 ? third : LINE_LIMIT;
        this.run = new KeyRun(kernel, settings, words, new KeyRun.Limits(line, limit), () -> stopped);
    }

    /** A question whose expectation this machine's kernel does not meet. */
    public record Deviation(Question question, Optional<String> actual) {}

    /** Runs the key; returns the questions that this machine answers otherwise than the key expects. */
    public List<Deviation> runKey() {
        results = run.run(key);
        List<Deviation> deviations = new ArrayList<>();
        for (Question question : key.questions()) {
            Optional<String> actual = Optional.ofNullable(results.get(question.callNumber()));
            if (!new ExpectationChecker.Comparison(question.expected(), actual).met()) {
                deviations.add(new Deviation(question, actual));
            }
        }
        return deviations;
    }

    /** Ends the run that is under way, and all later ones. */
    public void stop() {
        stopped = true;
    }

    /** Marks a file of a student. */
    public Grade grade(Path file, String student) {
        try {
            Submission submission = Submission.of(LabReader.lines(file), key);
            return new Grade(file, student, marks(submission), Optional.empty());
        } catch (IOException e) {
            List<Grade.Mark> none = key.questions().stream()
                    .map(q -> new Grade.Mark(q, Grade.Status.MISSING, Optional.empty()))
                    .toList();
            return new Grade(file, student, none, Optional.of(Message.of("lab.unreadable", file)));
        }
    }

    private List<Grade.Mark> marks(Submission submission) {
        Map<Integer, Optional<Map<Integer, String>>> tasks = new HashMap<>();
        List<Grade.Mark> marks = new ArrayList<>();
        for (Question question : key.questions()) {
            marks.add(
                    question.task().isPresent()
                            ? taskMark(
                                    question,
                                    tasks.computeIfAbsent(question.task().get(), task -> taskRun(submission, task)))
                            : answerMark(question, submission));
        }
        return marks;
    }

    /** The results of a run with the student's lines; empty if there are none, or they do not parse. */
    private Optional<Map<Integer, String>> taskRun(Submission submission, int task) {
        List<String> lines = submission.tasks().getOrDefault(task, List.of());
        boolean any =
                lines.stream().anyMatch(line -> !line.isBlank() && !line.strip().startsWith("#"));
        return any && KeyRun.parses(lines) ? Optional.of(run.run(key, task, lines)) : Optional.empty();
    }

    private static Grade.Mark taskMark(Question question, Optional<Map<Integer, String>> run) {
        if (run.isEmpty()) {
            return new Grade.Mark(question, Grade.Status.NO_LINES, Optional.empty());
        }
        Optional<String> actual = Optional.ofNullable(run.get().get(question.callNumber()));
        boolean met = new ExpectationChecker.Comparison(question.expected(), actual).met();
        return new Grade.Mark(question, met ? Grade.Status.RIGHT : Grade.Status.WRONG, actual);
    }

    private Grade.Mark answerMark(Question question, Submission submission) {
        if (!submission.answers().containsKey(question.callNumber())) {
            return new Grade.Mark(question, Grade.Status.MISSING, Optional.empty());
        }
        List<String> given = submission.answers().get(question.callNumber()).stream()
                .filter(answer -> !AnswerMatcher.isBlank(answer))
                .toList();
        if (given.isEmpty()) {
            return new Grade.Mark(question, Grade.Status.BLANK, Optional.empty());
        } else if (given.size() > 1) {
            return new Grade.Mark(question, Grade.Status.SEVERAL, Optional.of(String.join(" | ", given)));
        }
        boolean right = AnswerMatcher.isRight(
                given.getFirst(),
                question.expected(),
                question.marking().accepted(),
                Optional.ofNullable(results.get(question.callNumber())));
        return new Grade.Mark(question, right ? Grade.Status.RIGHT : Grade.Status.WRONG, Optional.of(given.getFirst()));
    }
}
