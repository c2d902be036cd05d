package socklab.lab;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import socklab.lang.Command;
import socklab.session.Settings;
import socklab.shell.Front;
import socklab.shell.Ran;
import socklab.shell.Step;
import socklab.shell.Workbench;
import socklab.text.Messages;
import socklab.text.Width;
import socklab.view.Escape;
import socklab.view.Said;

/** What an audience sees of a lab under way: its prose, each line as if typed, and where what came back is not what the lab says. */
final class Stage {
    private static final int MARK_GAP = 3;

    private final Workbench bench;
    private final Front front;
    private final Steps steps;
    private final List<LabProse.Piece> block = new ArrayList<>();
    private final Set<Integer> told = new HashSet<>();
    private boolean titled;
    private boolean air = true;

    Stage(Workbench bench, Front front, Lab lab) {
        this.bench = bench;
        this.front = front;
        this.steps = new Steps(lab.steps());
    }

    /** Whether the audience wants to see nothing but what the lab itself prints. */
    boolean silent() {
        return bench.session().settings().feedback() == Settings.Feedback.SILENT;
    }

    private Messages messages() {
        return Messages.in(bench.session().settings().language());
    }

    /** Takes in a comment; a blank line ends a paragraph. Prose inside a /repeat is told once. */
    void comment(Step.Line line) {
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
            paragraph(LabProse.lines(text, front.columns()), Said.Kind.PROSE);
            paragraph(question, Said.Kind.NOTE);
        }
        return question.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", question));
    }

    private List<LabProse.Piece> pieces(LabProse.Kind kind) {
        return LabProse.of(block, messages().language(), kind).stream()
                .map(p -> new LabProse.Piece(p.kind(), p.language(), Escape.printable(p.text()), p.fixed())).toList();
    }

    /** The first line of all, underlined. */
    private void title(List<String> title) {
        List<Said> lines = new ArrayList<>(title.stream().map(l -> new Said(Said.Kind.PROSE, l)).toList());
        lines.add(new Said(Said.Kind.PROSE, "=".repeat(title.stream().mapToInt(Width::of).max().orElse(0))));
        lines.add(new Said(Said.Kind.PRINTED, ""));
        front.say(lines);
    }

    private void paragraph(List<String> text, Said.Kind kind) {
        if (text.isEmpty()) {
            return;
        }
        List<Said> lines = new ArrayList<>();
        if (!air) {
            lines.add(new Said(Said.Kind.PRINTED, ""));
        }
        text.forEach(l -> lines.add(new Said(kind, l)));
        lines.add(new Said(Said.Kind.PRINTED, ""));
        front.say(lines);
        air = true;
    }

    /** A line as it is about to be typed: the prompt, the line, and at the right which step it is. */
    Front.Typing typing(Step.Line line) {
        air = false;
        String prompt = bench.prompt() + "> ";
        String text = Escape.printable(line.text().strip());
        String mark = messages().say("play.step", steps.number(line), steps.count());
        int room = front.columns() - Width.of(prompt + text) - Width.of(mark);
        boolean fits = room >= MARK_GAP && steps.number(line) > 0;
        return new Front.Typing(prompt, text, fits ? " ".repeat(room) + mark : "");
    }

    /** Says so where a call came to something else than the lab says; returns whether it did not. */
    boolean met(Step.Line line, Ran ran) {
        if (line.expected().isEmpty()) {
            return true;
        }
        String actual = Results.of(ran).orElse("");
        if (line.expected().stream().anyMatch(e -> Expectation.met(e.result().text(), actual))) {
            return true;
        }
        String expected = String.join(" | ", line.expected().stream().map(e -> Escape.printable(e.result().text())).toList());
        front.say(List.of(new Said(Said.Kind.ERROR, messages().say("play.expected", line.expected().getFirst().number(), expected))));
        return false;
    }

    /** Whether a line is shown as typed. */
    boolean shows(Step.Line line) {
        return !silent() && Steps.counts(line);
    }

    /** Whether a line is prose. */
    static boolean isProse(Step.Line line) {
        return line.command() instanceof Command.Comment;
    }
}
