package socklab.lab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import socklab.lab.ExpectationChecker;
import socklab.lab.Lab;
import socklab.lab.LabChecker.Checked;
import socklab.lab.LabFailure;
import socklab.lab.Verdict;
import socklab.text.Messages;
import socklab.view.OutputLine;
import socklab.view.ProblemView;
import socklab.view.reason.DocumentedReasons;

/** The outcome of a check as lines on a terminal. */
public final class CheckReport {
    private static final int MOST_MISTAKES = 100;

    private CheckReport() {}

    /** The lines that show the outcome of a lab. */
    public static List<OutputLine> lines(Checked checked, Messages messages) {
        String file = checked.file().toString();
        return switch (checked.verdict()) {
            case Verdict.Passed(Verdict.Score score)
            when score.expectations() == 0 ->
                List.of(new OutputLine(OutputLine.Kind.NOTE, messages.say("check.passedEmpty", file)));
            case Verdict.Passed(Verdict.Score score) ->
                List.of(new OutputLine(
                        OutputLine.Kind.RESULT, messages.say("check.passed", file, score.met(), score.expectations())));
            case Verdict.Skipped v ->
                List.of(new OutputLine(
                        OutputLine.Kind.NOTE, messages.say("check.skipped", file, messages.say(v.why()))));
            case Verdict.Stopped _ ->
                List.of(new OutputLine(OutputLine.Kind.NOTE, messages.say("check.stopped", file)));
            case Verdict.Failed(LabFailure failure, Verdict.Score score) -> {
                List<String> lines = new ArrayList<>(failure(file, failure, messages));
                if (score.expectations() > 0) {
                    lines.add(messages.say("check.score", score.met(), score.expectations()));
                }
                yield errors(lines);
            }
            case Verdict.Unparsed v -> errors(mistakes(file, v.mistakes(), messages));
            case Verdict.Unreadable v -> errors(List.of(messages.say("error") + messages.say(v.why())));
        };
    }

    /** The last line of a check: how many labs passed, failed and were skipped, and how many expectations were met. */
    public static String summary(VerdictCounts counts, Messages messages) {
        String summary = messages.say(
                "check.summary",
                counts.passed(),
                counts.failed() + counts.broken(),
                counts.skipped(),
                counts.score().met(),
                counts.score().expectations());
        return counts.stopped() == 0 ? summary : messages.say("check.summaryStopped", summary, counts.stopped());
    }

    private static List<OutputLine> errors(List<String> lines) {
        return lines.stream().map(l -> new OutputLine(OutputLine.Kind.ERROR, l)).toList();
    }

    /** A failure: its place, the line, a mark below the fault, expected and actual result, the call, and the reason. */
    static List<String> failure(String file, LabFailure f, Messages messages) {
        List<String> drawn = ProblemView.lines(f.error(), file + ":" + f.number() + ":" + f.column() + ": ", messages);
        List<String> lines = new ArrayList<>();
        lines.add(drawn.getFirst());
        if (f.kind() == LabFailure.Kind.DIFFERS) {
            lines.add("  " + f.callLine().strip());
        }
        lines.addAll(drawn.subList(1, drawn.size()));
        if (f.kind() == LabFailure.Kind.DIFFERS) {
            lines.addAll(ExpectationChecker.differences(f.expected(), f.actual(), messages));
        }
        f.call().ifPresent(c -> lines.add(messages.say("check.call", c)));
        reason(f, messages).ifPresent(r -> lines.add(messages.say("check.reason", r)));
        return lines;
    }

    private static Optional<String> reason(LabFailure f, Messages messages) {
        return f.reason()
                .flatMap(r -> DocumentedReasons.of(r.call(), r.errno(), r.socket(), messages)
                        .map(t -> r.errno().name() + ": " + t));
    }

    /** All mistakes of a file, each with its place. */
    public static List<String> mistakes(String file, List<Lab.Mistake> mistakes, Messages messages) {
        List<String> lines = new ArrayList<>();
        for (Lab.Mistake m : mistakes.subList(0, Math.min(MOST_MISTAKES, mistakes.size()))) {
            lines.addAll(ProblemView.lines(m.error(), file + ":" + m.number() + ":" + m.column() + ": ", messages));
        }
        if (mistakes.size() > MOST_MISTAKES) {
            lines.add(messages.say("lab.moreMistakes", mistakes.size() - MOST_MISTAKES));
        }
        return lines;
    }

    /** All lines about a lab as one text; empty if it passed. */
    static String text(Checked checked, Messages messages) {
        return checked.verdict() instanceof Verdict.Passed
                ? ""
                : String.join(
                        "\n",
                        lines(checked, messages).stream().map(OutputLine::text).toList());
    }

    /** The fault in one sentence; empty if the lab passed. */
    static String fault(Checked checked, Messages messages) {
        return switch (checked.verdict()) {
            case Verdict.Passed _ -> "";
            case Verdict.Skipped v -> messages.say(v.why());
            case Verdict.Stopped _ -> messages.say("check.notRun");
            case Verdict.Failed v -> messages.say(v.failure().fault());
            case Verdict.Unparsed v ->
                messages.say(v.mistakes().getFirst().error().fault());
            case Verdict.Unreadable v -> messages.say(v.why());
        };
    }
}
