package socklab.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import socklab.text.DisplayWidth;
import socklab.text.Language;
import socklab.text.Messages;
import socklab.view.Escape;
import socklab.view.OutputLine;

/** The questions that a reader answered in a lab: what was said, what came, and why. */
public final class StepReview {
    private static final String INDENT = "     ";

    private final List<StepPrediction> predictions = new ArrayList<>();
    private boolean reasonMayFollow;

    /** Adds a question that was answered. */
    void add(StepPrediction prediction) {
        predictions.add(prediction);
        reasonMayFollow = true;
    }

    /** A paragraph of the lab: if no line came since the last answer, it is the reason. */
    void because(List<String> paragraph) {
        if (reasonMayFollow && !paragraph.isEmpty()) {
            predictions.add(predictions.removeLast().because(paragraph));
            reasonMayFollow = false;
        }
    }

    /** Another line of the lab runs. */
    void moveOn() {
        reasonMayFollow = false;
    }

    /** How many answers were right. */
    private long right() {
        return predictions.stream().filter(StepPrediction::right).count();
    }

    /** The review as shown; nothing if no question was answered. */
    List<OutputLine> lines(int columns, Language language) {
        if (predictions.isEmpty()) {
            return List.of();
        }
        Messages messages = Messages.in(language);
        List<OutputLine> lines = new ArrayList<>();
        lines.add(new OutputLine(OutputLine.Kind.PRINTED, ""));
        lines.add(new OutputLine(OutputLine.Kind.NOTE, messages.say("step.score", right(), predictions.size())));
        int number = 1;
        for (StepPrediction p : predictions) {
            String head = String.format("%3d. ", number++);
            List<String> question = DisplayWidth.wrap(p.question(), columns - INDENT.length());
            lines.add(new OutputLine(OutputLine.Kind.PROSE, head + question.getFirst()));
            question.stream().skip(1).forEach(l -> lines.add(new OutputLine(OutputLine.Kind.PROSE, INDENT + l)));
            lines.add(new OutputLine(
                    p.right() ? OutputLine.Kind.RESULT : OutputLine.Kind.FAILURE,
                    INDENT + messages.say(p.right() ? "step.right" : "step.wrong", p.said())));
            p.came().ifPresent(came -> lines.add(new OutputLine(OutputLine.Kind.RESULT, INDENT + "=> " + came)));
            if (!p.why().isEmpty()) {
                DisplayWidth.wrap(LabProse.joined(p.why()), columns - INDENT.length())
                        .forEach(l -> lines.add(new OutputLine(OutputLine.Kind.PRINTED, INDENT + l)));
            }
        }
        return lines;
    }

    /**
     * One line for each question, its fields parted by tabs: the lab, the question, the answer, what came, right or
     * wrong.
     */
    public String table(String lab) {
        StringBuilder table = new StringBuilder();
        for (StepPrediction p : predictions) {
            List<String> fields =
                    List.of(lab, p.question(), p.said(), p.came().orElse(""), p.right() ? "right" : "wrong");
            table.append(fields.stream().map(StepReview::field).collect(Collectors.joining("\t")))
                    .append('\n');
        }
        return table.toString();
    }

    private static String field(String text) {
        return Escape.printable(text).replaceAll("\\s", " ");
    }
}
