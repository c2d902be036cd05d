package socklab.lab.grade;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import socklab.lab.LabReader;

/**
 * A student's file: the lines of the key that it still has with the answers below them, and the student's own lines
 * for open
 * tasks. It is read as text; it need not parse.
 *
 * @param answers the answers below each line of the key that is found again, by the number of that line
 * @param tasks the student's lines for each task, by the task's position
 */
record Submission(Map<Integer, List<String>> answers, Map<Integer, List<String>> tasks) {
    /** Lines after these are not read. */
    static final int MOST_LINES = 5_000;

    private static final int MOST_TASK_LINES = 500;
    private static final Pattern RESULT = Pattern.compile("\\s*[=＝]\\s*[>＞](.*)");

    /** A line of the student's that is no result, and the results below it. */
    private record Step(String text, List<String> results) {}

    /** Reads a student's lines beside a key. */
    static Submission of(List<LabReader.Source> lines, AnswerKey key) {
        List<Step> steps = new ArrayList<>();
        Map<Integer, List<String>> tasks = new HashMap<>();
        Optional<List<String>> task = Optional.empty();
        for (LabReader.Source line : lines.subList(0, Math.min(lines.size(), MOST_LINES))) {
            Matcher first = Handout.FIRST.matcher(line.text());
            Matcher result = RESULT.matcher(line.text());
            if (first.matches()) {
                task = Optional.of(new ArrayList<>());
                tasks.putIfAbsent(Integer.parseInt(first.group(1)) - 1, task.get());
            } else if (Handout.LAST.matcher(line.text()).matches()) {
                task = Optional.empty();
            } else if (task.isPresent()) {
                task.filter(all -> all.size() < MOST_TASK_LINES).ifPresent(all -> all.add(line.text()));
            } else if (result.matches() && !steps.isEmpty()) {
                steps.getLast().results().add(result.group(1).strip());
            } else if (isStep(line.text())) {
                steps.add(new Step(normal(line.text()), new ArrayList<>()));
            }
        }
        return new Submission(aligned(steps, key), tasks);
    }

    private static boolean isStep(String line) {
        return !line.isBlank() && !line.strip().startsWith("#") && !line.strip().startsWith("＃");
    }

    /** A line with ASCII signs and single blanks: a student's editor may have changed those. */
    private static String normal(String line) {
        return Normalizer.normalize(line, Normalizer.Form.NFKC).strip().replaceAll("\\s+", " ");
    }

    /**
     * Finds the key's steps among the student's by their longest common subsequence, so that inserted or deleted
     * lines move
     * no answer to another question.
     */
    private static Map<Integer, List<String>> aligned(List<Step> steps, AnswerKey key) {
        List<LabReader.Source> wanted = key.lines().stream()
                .filter(line -> key.taskAt(line.number()).isEmpty())
                .filter(line ->
                        isStep(line.text()) && !RESULT.matcher(line.text()).matches())
                .toList();
        List<String> texts = wanted.stream().map(line -> normal(line.text())).toList();
        int[][] common = new int[texts.size() + 1][steps.size() + 1];
        for (int i = texts.size() - 1; i >= 0; i--) {
            for (int j = steps.size() - 1; j >= 0; j--) {
                common[i][j] = texts.get(i).equals(steps.get(j).text())
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        Map<Integer, List<String>> answers = new HashMap<>();
        for (int i = 0, j = 0; i < texts.size() && j < steps.size(); ) {
            if (texts.get(i).equals(steps.get(j).text())) {
                answers.put(wanted.get(i++).number(), steps.get(j++).results());
            } else if (common[i + 1][j] >= common[i][j + 1]) {
                i++;
            } else {
                j++;
            }
        }
        return answers;
    }
}
