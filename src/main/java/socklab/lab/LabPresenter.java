package socklab.lab;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import socklab.lang.Command;
import socklab.session.Settings;
import socklab.shell.ScriptStep;
import socklab.shell.Shell;
import socklab.shell.StepResult;
import socklab.shell.UserInterface;
import socklab.text.DisplayWidth;
import socklab.text.Messages;
import socklab.view.Escape;
import socklab.view.OutputLine;

/** What an audience sees of a lab under way: its prose, each line as if typed, and where what came back is not what the lab says. */
final class LabPresenter {
    private static final int MARK_GAP = 3;

    private final Shell bench;
    private final UserInterface front;
    private final StepCount steps;
    private final List<LabProse.Piece> block = new ArrayList<>();
    private final Set<Integer> told = new HashSet<>();
    private boolean titled;
    private boolean air = true;

    LabPresenter(Shell bench, UserInterface front, Lab lab) {
        this.bench = bench;
        this.front = front;
        this.steps = new StepCount(lab.steps());
    }

    /** Whether the audience wants to see nothing but what the lab itself prints. */
    boolean silent() {
        return bench.session().settings().feedback() == Settings.Feedback.SILENT;
    }

    private Messages messages() {
        return Messages.in(bench.session().settings().language());
    }

    /** Takes in a comment; a blank line ends a paragraph. Prose inside a /repeat is told once. */
    void comment(ScriptStep.Line line) {
        if (told.add(line.number())) {
            LabProse.piece(line.text().strip().substring(1)).ifPresent(block::add);
        }
    }

    /** Shows the prose gathered so far, and returns the question in it. */
    Optional<String> prose() {
        if (block.isEmpty()) {
            return Optional.empty();
        }
        List<LabProse.Piece> text = new ArrayList<>(pieces(LabProse.Kind.TEXT));
        List<String> question = LabProse.lines(pieces(LabProse.Kind.QUESTION), front.columns());
        block.clear();
        if (!silent()) {
            if (!titled && !text.isEmpty()) {
                titled = true;
                title(LabProse.lines(List.of(text.removeFirst()), front.columns()));
            }
            paragraph(LabProse.lines(text, front.columns()), OutputLine.Kind.PROSE);
            paragraph(question, OutputLine.Kind.NOTE);
        }
        return question.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", question));
    }

    private List<LabProse.Piece> pieces(LabProse.Kind kind) {
        return LabProse.of(block, messages().language(), kind).stream()
                .map(p -> new LabProse.Piece(p.kind(), p.language(), Escape.printable(p.text()), p.fixed()))
                .toList();
    }

    /** The first line of all, underlined. */
    private void title(List<String> title) {
        List<OutputLine> lines = new ArrayList<>(title.stream()
                .map(l -> new OutputLine(OutputLine.Kind.PROSE, l))
                .toList());
        lines.add(new OutputLine(
                OutputLine.Kind.PROSE,
                "=".repeat(title.stream().mapToInt(DisplayWidth::of).max().orElse(0))));
        lines.add(new OutputLine(OutputLine.Kind.PRINTED, ""));
        front.say(lines);
    }

    private void paragraph(List<String> text, OutputLine.Kind kind) {
        if (text.isEmpty()) {
            return;
        }
        List<OutputLine> lines = new ArrayList<>();
        if (!air) {
            lines.add(new OutputLine(OutputLine.Kind.PRINTED, ""));
        }
        text.forEach(l -> lines.add(new OutputLine(kind, l)));
        lines.add(new OutputLine(OutputLine.Kind.PRINTED, ""));
        front.say(lines);
        air = true;
    }

    /** A line as it is about to be typed: the prompt, the line, and at the right which step it is. */
    UserInterface.Typing typing(ScriptStep.Line line) {
        air = false;
        String prompt = bench.prompt() + "> ";
        String text = Escape.printable(line.text().strip());
        String mark = messages().say("play.step", steps.number(line), steps.count());
        int room = front.columns() - DisplayWidth.of(prompt + text) - DisplayWidth.of(mark);
        boolean fits = room >= MARK_GAP && steps.number(line) > 0;
        return new UserInterface.Typing(prompt, text, fits ? " ".repeat(room) + mark : "");
    }

    /** Says so where a call came to something else than the lab says; returns whether it did not. */
    boolean met(ScriptStep.Line line, StepResult ran) {
        if (line.expected().isEmpty()) {
            return true;
        }
        String actual = LineResults.of(ran).orElse("");
        if (line.expected().stream().anyMatch(e -> Expectation.met(e.result().text(), actual))) {
            return true;
        }
        String expected = String.join(
                " | ",
                line.expected().stream()
                        .map(e -> Escape.printable(e.result().text()))
                        .toList());
        front.say(List.of(new OutputLine(
                OutputLine.Kind.ERROR,
                messages().say("play.expected", line.expected().getFirst().number(), expected))));
        return false;
    }

    /** Whether a line is shown as typed. */
    boolean shows(ScriptStep.Line line) {
        return !silent() && StepCount.counts(line);
    }

    /** Whether a line is prose. */
    static boolean isProse(ScriptStep.Line line) {
        return line.command() instanceof Command.Comment;
    }
}
