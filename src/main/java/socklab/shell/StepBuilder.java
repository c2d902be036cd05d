package socklab.shell;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import socklab.lang.Command;
import socklab.lang.Parse;
import socklab.lang.Parser;
import socklab.lang.Span;
import socklab.lang.SyntaxError;
import socklab.lang.Word;
import socklab.text.Msg;

/** Puts lines together into steps: {@code /repeat} with its body, a call with what it should come to. */
public final class StepBuilder {
    private static final long MOST_TIMES = 1_000_000_000_000L;

    /** How deep /repeat may stand in /repeat, so that no file takes all of the stack. */
    private static final int MOST_DEEP = 20;

    /** How many results may be written under one call. */
    private static final int MOST_EXPECTED = 50;

    /** A /repeat whose /end has not come. */
    private record Open(Step.Line head, OptionalLong times, List<Step> body) {}

    private final List<Step> steps = new ArrayList<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private final List<Step.Line> mistakes = new ArrayList<>();
    private OptionalInt lastCall = OptionalInt.empty();

    /** Takes in a line. */
    public void add(String text, int number) {
        Parse parse = Parser.parse(text);
        Step.Line line = new Step.Line(text, number, parse, List.of());
        switch (parse.command()) {
            case Command.Expect e when attach(new Step.Expected(text, number, e.result())) -> { }
            case Command.Shell s when s.word() == Word.REPEAT -> repeat(line, s);
            case Command.Shell s when s.word() == Word.END -> end(line, s);
            case Command.Invoke _, Command.Shell _ -> {
                target().add(line);
                lastCall = OptionalInt.of(target().size() - 1);
            }
            case Command.Blank _, Command.Comment _, Command.Expect _ -> target().add(line);
            case SyntaxError _ -> {
                mistakes.add(line);
                target().add(line);
                lastCall = OptionalInt.empty();
            }
        }
    }

    /** All lines so far that cannot be understood, wherever they stand. */
    public List<Step.Line> mistakes() {
        return List.copyOf(mistakes);
    }

    private List<Step> target() {
        return open.isEmpty() ? steps : open.getLast().body();
    }

    private boolean attach(Step.Expected expected) {
        if (lastCall.isEmpty()) {
            return false;
        }
        int at = lastCall.getAsInt();
        Step.Line line = (Step.Line) target().get(at);
        if (line.expected().size() >= MOST_EXPECTED) {
            return false;
        }
        List<Step.Expected> all = new ArrayList<>(line.expected());
        all.add(expected);
        target().set(at, new Step.Line(line.text(), line.number(), line.parse(), List.copyOf(all)));
        return true;
    }

    private void repeat(Step.Line line, Command.Shell command) {
        lastCall = OptionalInt.empty();
        if (open.size() >= MOST_DEEP) {
            open.addLast(new Open(wrong(line, command.name().span(), Msg.of("fault.deep", MOST_DEEP), Msg.of("cure.deep")), OptionalLong.of(0), new ArrayList<>()));
            return;
        }
        String times = command.args().size() == 1 ? command.args().getFirst().text() : "";
        if (times.equals("forever")) {
            open.addLast(new Open(line, OptionalLong.empty(), new ArrayList<>()));
        } else if (times.matches("\\d{1,13}") && Long.parseLong(times) <= MOST_TIMES) {
            open.addLast(new Open(line, OptionalLong.of(Long.parseLong(times)), new ArrayList<>()));
        } else {
            Span span = command.args().isEmpty() ? new Span(line.text().length(), line.text().length() + 1) : command.rest().span();
            open.addLast(new Open(wrong(line, span, Msg.of("fault.repeat"), Msg.of("cure.repeat")), OptionalLong.of(0), new ArrayList<>()));
        }
    }

    private void end(Step.Line line, Command.Shell command) {
        lastCall = OptionalInt.empty();
        if (open.isEmpty()) {
            steps.add(wrong(line, command.name().span(), Msg.of("fault.end"), Msg.of("cure.end")));
            return;
        }
        Open done = open.removeLast();
        if (done.head().command() instanceof SyntaxError) {
            target().add(done.head());
        } else {
            target().add(new Step.Repeat(done.head(), done.times(), List.copyOf(done.body())));
        }
    }

    private Step.Line wrong(Step.Line line, Span span, Msg fault, Msg cure) {
        Parse parse = new Parse(new SyntaxError(line.text(), span, fault, cure), line.parse().marks(), false);
        Step.Line wrong = new Step.Line(line.text(), line.number(), parse, List.of());
        mistakes.add(wrong);
        return wrong;
    }

    /** All steps so far, as {@link #build} gives them, and starts over. */
    public List<Step> take() {
        List<Step> taken = build();
        steps.clear();
        mistakes.clear();
        lastCall = OptionalInt.empty();
        return taken;
    }

    /** Whether a /repeat waits for its /end. */
    public boolean unfinished() {
        return !open.isEmpty();
    }

    /** All steps; a /repeat without its /end is an error in its place. */
    public List<Step> build() {
        while (!open.isEmpty()) {
            Open left = open.removeLast();
            target().add(left.head().command() instanceof Command.Shell c
                    ? wrong(left.head(), c.name().span(), Msg.of("fault.noEnd"), Msg.of("cure.noEnd")) : left.head());
        }
        return List.copyOf(steps);
    }
}
