package socklab.lab.report;

import java.util.ArrayList;
import java.util.List;
import socklab.lab.Lab;
import socklab.lab.LabChecker.Checked;
import socklab.lab.LabFailure;
import socklab.lab.Verdict;
import socklab.text.Messages;
import socklab.view.Escape;
import socklab.view.OutputLine;
import socklab.view.ProblemView;
import socklab.view.reason.DocumentedReasons;

/** A checked lab for a reader. */
public final class CheckReport {
    private static final int MOST_MISTAKES = 100;

    private CheckReport() {}

    /** The lines that tell how a lab came out. */
    public static List<OutputLine> said(Checked checked, Messages messages) {
        String file = Escape.printable(checked.file().toString());
        return switch (checked.verdict()) {
            case Verdict.Passed v ->
                List.of(new OutputLine(
                        OutputLine.Kind.RESULT,
                        messages.say(
                                v.expectations() == 1 ? "check.passed1" : "check.passed", file, v.expectations())));
            case Verdict.Skipped v ->
                List.of(new OutputLine(
                        OutputLine.Kind.NOTE, messages.say("check.skipped", file, messages.say(v.why()))));
            case Verdict.Failed v -> errors(failure(file, v.failure(), messages));
            case Verdict.Unparsed v -> errors(mistakes(file, v.mistakes(), messages));
            case Verdict.Unreadable v -> errors(List.of(messages.say("error") + messages.say(v.why())));
        };
    }

    private static List<OutputLine> errors(List<String> lines) {
        return lines.stream().map(l -> new OutputLine(OutputLine.Kind.ERROR, l)).toList();
    }

    /** The whole of a failure: the place, the lines, a mark, what was expected and came, the call, and why. */
    static List<String> failure(String file, LabFailure f, Messages messages) {
        List<String> drawn = ProblemView.lines(f.error(), file + ":" + f.number() + ":" + f.column() + ": ", messages);
        List<String> lines = new ArrayList<>();
        lines.add(drawn.getFirst());
        if (f.kind() == LabFailure.Kind.DIFFERS) {
            lines.add("  " + Escape.printable(f.callLine().strip()));
        }
        lines.addAll(drawn.subList(1, drawn.size()));
        if (f.kind() == LabFailure.Kind.DIFFERS) {
            f.expected().forEach(e -> lines.add(messages.say("check.expected", Escape.printable(e))));
            lines.add(messages.say("check.actual", f.actual().orElseGet(() -> messages.say("check.noResult"))));
        }
        f.call().ifPresent(c -> lines.add(messages.say("check.call", c)));
        reason(f, messages).ifPresent(r -> lines.add(messages.say("check.reason", r)));
        return lines;
    }

    private static java.util.Optional<String> reason(LabFailure f, Messages messages) {
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

    /** Everything that went wrong with a lab, as one text; empty if nothing did. */
    static String text(Checked checked, Messages messages) {
        return checked.verdict() instanceof Verdict.Passed
                ? ""
                : String.join(
                        "\n",
                        said(checked, messages).stream().map(OutputLine::text).toList());
    }

    /** What went wrong in one sentence. */
    static String fault(Checked checked, Messages messages) {
        return switch (checked.verdict()) {
            case Verdict.Passed _ -> "";
            case Verdict.Skipped v -> messages.say(v.why());
            case Verdict.Failed v -> Escape.printable(messages.say(v.failure().fault()));
            case Verdict.Unparsed v ->
                Escape.printable(messages.say(v.mistakes().getFirst().error().fault()));
            case Verdict.Unreadable v -> messages.say(v.why());
        };
    }
}
