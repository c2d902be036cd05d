package socklab.lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import socklab.lang.Command;
import socklab.lang.ShellWord;
import socklab.session.Settings;
import socklab.session.Socket;
import socklab.shell.ScriptStep;
import socklab.shell.Shell;
import socklab.shell.StepResult;
import socklab.shell.UserInterface;
import socklab.text.DisplayWidth;
import socklab.text.Messages;
import socklab.view.OutputLine;
import socklab.view.SocketsView;

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

    /**
     * The prose before a line.
     *
     * @param text its lines as shown, without the title
     * @param question the question in it, which is not shown yet
     */
    record Passage(List<String> text, Optional<LabQuestion> question) {
        static final Passage NONE = new Passage(List.of(), Optional.empty());
    }

    /** Shows the prose gathered so far, but not the question in it. */
    Passage prose() {
        if (block.isEmpty()) {
            return Passage.NONE;
        }
        List<LabProse.Piece> text =
                new ArrayList<>(LabProse.of(block, messages().language(), LabProse.Kind.TEXT));
        Optional<LabQuestion> question = LabQuestion.of(block, messages().language());
        block.clear();
        if (!silent()) {
            if (!titleShown && !text.isEmpty()) {
                titleShown = true;
                title(LabProse.lines(List.of(text.removeFirst()), ui.columns()));
            }
            paragraph(LabProse.lines(text, ui.columns()), OutputLine.Kind.PROSE);
        }
        return new Passage(LabProse.lines(text, ui.columns()), question);
    }

    /** Shows a question, and its choices by number. */
    void pose(LabQuestion question) {
        if (!silent()) {
            List<String> lines = new ArrayList<>(DisplayWidth.wrap(question.text(), ui.columns()));
            List<String> choices = IntStream.range(0, question.choices().size())
                    .mapToObj(i -> (i + 1) + " " + question.choices().get(i).text())
                    .toList();
            int width = choices.stream()
                    .mapToInt(c -> DisplayWidth.of(c) + MARK_GAP)
                    .sum();
            if (width < ui.columns()) {
                lines.addAll(choices.isEmpty() ? List.of() : List.of("  " + String.join("   ", choices)));
            } else {
                choices.forEach(c -> lines.add("  " + c));
            }
            paragraph(lines, OutputLine.Kind.NOTE);
        }
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

    /**
     * A line to be shown as if typed: the prompt, which is about the socket that the line names, the line, and at the
     * right the number of the step. Where the screen has no room for a long prompt and the line, the prompt is short.
     */
    UserInterface.Typing typing(ScriptStep.Line line) {
        afterBlank = false;
        String text = line.text().strip();
        String prompt = prompt(acting(line).or(shell.session()::current), text);
        int number = stepNumbers.getOrDefault(line.number(), 0);
        String mark = messages().say("play.step", number, stepNumbers.size());
        int room = ui.columns() - DisplayWidth.of(prompt + text) - DisplayWidth.of(mark);
        boolean fits = room >= MARK_GAP && number > 0;
        return new UserInterface.Typing(prompt, text, fits ? " ".repeat(room) + mark : "");
    }

    private String prompt(Optional<Socket> acting, String text) {
        String full = shell.prompt(acting) + "> ";
        return DisplayWidth.of(full + text) <= ui.room() ? full : SocketsView.shortPrompt(acting) + "> ";
    }

    /** The open socket that a dotted line names. */
    private Optional<Socket> acting(ScriptStep.Line line) {
        return line.command() instanceof Command.Invoke call
                ? call.socket().flatMap(name -> shell.session().socket(name.text()))
                : Optional.empty();
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
