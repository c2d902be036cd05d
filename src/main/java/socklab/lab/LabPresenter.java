package socklab.lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import socklab.lang.Command;
import socklab.lang.ShellWord;
import socklab.session.Settings;
import socklab.shell.ScriptStep;
import socklab.shell.Shell;
import socklab.shell.StepResult;
import socklab.shell.UserInterface;
import socklab.text.DisplayWidth;
import socklab.text.Messages;
import socklab.view.OutputLine;

/** Shows a lab as it runs: its prose, each line as if typed, and each result that differs from its expectation. */
final class LabPresenter {
    private static final int MARK_GAP = 3;

    private final Shell shell;
    private final UserInterface ui;
    private final Map<Integer, Integer> stepNumbers = new HashMap<>();
    private final List<LabProse.Piece> block = new ArrayList<>();
    private final Set<Integer> proseLines = new HashSet<>();
    private boolean titleShown;
    private boolean afterBlank = true;

    LabPresenter(Shell shell, UserInterface ui, Lab lab) {
        this.shell = shell;
        this.ui = ui;
        numberSteps(lab.steps());
    }

    private void numberSteps(List<ScriptStep> steps) {
        for (ScriptStep step : steps) {
            switch (step) {
                case ScriptStep.Line line when isStep(line) -> stepNumbers.put(line.number(), stepNumbers.size() + 1);
                case ScriptStep.Line _ -> {}
                case ScriptStep.Repeat repeat -> numberSteps(repeat.body());
            }
        }
    }

    /** Whether a line is a numbered step: a call, or a shell word with a visible effect; not /ask or /print. */
    static boolean isStep(ScriptStep.Line line) {
        return line.command() instanceof Command.Invoke
                || line.command() instanceof Command.Shell s
                        && s.word() != ShellWord.ASK
                        && s.word() != ShellWord.PRINT;
    }

    /** Whether only what the lab itself prints is shown. */
    boolean silent() {
        return shell.session().settings().feedback() == Settings.Feedback.SILENT;
    }

    private Messages messages() {
        return Messages.in(shell.session().settings().language());
    }

    /** Takes in a comment; a blank line ends a paragraph. Prose inside a /repeat is shown once. */
    void comment(ScriptStep.Line line) {
        if (proseLines.add(line.number())) {
            LabProse.piece(line.text().strip().substring(1)).ifPresent(block::add);
        }
    }

    /** Shows the prose gathered so far, and returns the question in it. */
    Optional<String> prose() {
        if (block.isEmpty()) {
            return Optional.empty();
        }
        List<LabProse.Piece> text = new ArrayList<>(pieces(LabProse.Kind.TEXT));
        List<String> question = LabProse.lines(pieces(LabProse.Kind.QUESTION), ui.columns());
        block.clear();
        if (!silent()) {
            if (!titleShown && !text.isEmpty()) {
                titleShown = true;
                title(LabProse.lines(List.of(text.removeFirst()), ui.columns()));
            }
            paragraph(LabProse.lines(text, ui.columns()), OutputLine.Kind.PROSE);
            paragraph(question, OutputLine.Kind.NOTE);
        }
        return question.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", question));
    }

    private List<LabProse.Piece> pieces(LabProse.Kind kind) {
        return LabProse.of(block, messages().language(), kind);
    }

    /** The first line of the lab, underlined. */
    private void title(List<String> title) {
        List<OutputLine> lines = new ArrayList<>(title.stream()
                .map(l -> new OutputLine(OutputLine.Kind.PROSE, l))
                .toList());
        lines.add(new OutputLine(
                OutputLine.Kind.PROSE,
                "=".repeat(title.stream().mapToInt(DisplayWidth::of).max().orElse(0))));
        lines.add(new OutputLine(OutputLine.Kind.PRINTED, ""));
        ui.say(lines);
    }

    private void paragraph(List<String> text, OutputLine.Kind kind) {
        if (text.isEmpty()) {
            return;
        }
        List<OutputLine> lines = new ArrayList<>();
        if (!afterBlank) {
            lines.add(new OutputLine(OutputLine.Kind.PRINTED, ""));
        }
        text.forEach(l -> lines.add(new OutputLine(kind, l)));
        lines.add(new OutputLine(OutputLine.Kind.PRINTED, ""));
        ui.say(lines);
        afterBlank = true;
    }

    /** A line to be shown as if typed: the prompt, the line, and at the right the number of the step. */
    UserInterface.Typing typing(ScriptStep.Line line) {
        afterBlank = false;
        String prompt = shell.prompt() + "> ";
        String text = line.text().strip();
        int number = stepNumbers.getOrDefault(line.number(), 0);
        String mark = messages().say("play.step", number, stepNumbers.size());
        int room = ui.columns() - DisplayWidth.of(prompt + text) - DisplayWidth.of(mark);
        boolean fits = room >= MARK_GAP && number > 0;
        return new UserInterface.Typing(prompt, text, fits ? " ".repeat(room) + mark : "");
    }

    /** Compares a result with the expectation of its line, and says where they differ; returns whether it is met. */
    boolean met(ScriptStep.Line line, StepResult result) {
        Optional<ExpectationChecker.Comparison> unmet =
                ExpectationChecker.compare(line, result).filter(comparison -> !comparison.met());
        unmet.ifPresent(comparison -> ui.say(List.of(new OutputLine(
                OutputLine.Kind.ERROR,
                messages()
                        .say(
                                "play.expected",
                                line.expected().getFirst().number(),
                                String.join(" | ", comparison.expected()))))));
        return unmet.isEmpty();
    }

    /** Whether a line is shown as typed. */
    boolean shows(ScriptStep.Line line) {
        return !silent() && isStep(line);
    }

    /** Whether a line is prose. */
    static boolean isProse(ScriptStep.Line line) {
        return line.command() instanceof Command.Comment;
    }
}
