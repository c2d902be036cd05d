package socklab.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import socklab.shell.ScriptStep;
import socklab.shell.StepResult;
import socklab.text.Messages;
import socklab.view.OutputLine;

/**
 * Compares the result of a line with what a lab expects of it.
 *
 * <p>Every command that compares uses this class: {@code check}, {@code play}, {@code step}, {@code grade}, pasted
 * labs, and lines on standard input.
 */
public final class ExpectationChecker {
    private ExpectationChecker() {}

    /**
     * An expectation beside the result.
     *
     * @param expected the alternatives, each as written after {@code =>}; any of them will do
     * @param actual the canonical result; empty if the line made no call
     */
    public record Comparison(List<String> expected, Optional<String> actual) {

        /** Whether one of the alternatives matches the result. */
        public boolean met() {
            return actual.isPresent()
                    && expected.stream().anyMatch(alternative -> Expectation.matches(alternative, actual.get()));
        }

        /** The lines that show the difference: what was expected, and what came back. */
        public List<OutputLine> difference(Messages messages) {
            return differences(expected, actual, messages).stream()
                    .map(line -> new OutputLine(OutputLine.Kind.ERROR, line))
                    .toList();
        }
    }

    /** Compares the result of a line with its expectations; empty if it has none. */
    public static Optional<Comparison> compare(ScriptStep.Line line, StepResult result) {
        return line.expected().isEmpty()
                ? Optional.empty()
                : Optional.of(new Comparison(alternatives(line), result.canonical()));
    }

    /** The alternatives that stand under a line. */
    static List<String> alternatives(ScriptStep.Line line) {
        return line.expected().stream().map(e -> e.result().text()).toList();
    }

    /** What was expected and what came back, a line each. */
    public static List<String> differences(List<String> expected, Optional<String> actual, Messages messages) {
        List<String> lines = new ArrayList<>();
        expected.forEach(e -> lines.add(messages.say("check.expected", e)));
        lines.add(messages.say("check.actual", actual.orElseGet(() -> messages.say("check.noResult"))));
        return List.copyOf(lines);
    }
}
