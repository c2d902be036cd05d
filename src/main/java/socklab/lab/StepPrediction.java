package socklab.lab;

import java.util.List;
import java.util.Optional;

/**
 * A question of {@code step} that the reader answered.
 *
 * @param question its text; the line itself where the reader predicted unasked
 * @param answer as typed
 * @param choice the text of the choice that the answer means, if there were choices
 * @param came the canonical result; empty if the line made no call
 * @param why the paragraph that follows the line in the lab
 */
record StepPrediction(
        String question,
        String answer,
        Optional<String> choice,
        Optional<String> came,
        boolean right,
        List<String> why) {
    StepPrediction because(List<String> paragraph) {
        return new StepPrediction(question, answer, choice, came, right, paragraph);
    }

    /** The answer, and the choice that it means if that is another text. */
    String said() {
        return choice.filter(c -> !c.equalsIgnoreCase(answer)).orElse(answer);
    }
}
