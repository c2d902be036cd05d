package socklab.shell;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import socklab.lang.Command;
import socklab.lang.ParsedLine;
import socklab.lang.Parser;
import socklab.lang.ShellWord;
import socklab.lang.Span;
import socklab.lang.SyntaxError;
import socklab.lang.Token;
import socklab.text.Message;

/** Builds steps from lines: a {@code /repeat} with its body, a call with its expectations. */
public final class ScriptBuilder {
    private static final long MOST_TIMES = 1_000_000_000_000L;

    /** The deepest nesting of /repeat: running a step takes stack for each level. */
    private static final int MOST_DEEP = 20;

    /** The most expectations of one call. */
    private static final int MOST_EXPECTED = 50;

    /** How many words follow {@code /repeat} if it counts: {@code 10 as i}. */
    private static final int COUNTED = 3;

    /** A /repeat whose /end has not been read. */
    private record Open(ScriptStep.Line head, OptionalLong times, Optional<Token> counter, List<ScriptStep> body) {}

    private final List<ScriptStep> steps = new ArrayList<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private final List<ScriptStep.Line> mistakes = new ArrayList<>();
    private OptionalInt lastCall = OptionalInt.empty();

    /** Adds a line. */
    public void add(String text, int number) {
        ParsedLine parse = Parser.parse(text);
        ScriptStep.Line line = new ScriptStep.Line(text, number, parse, List.of());
        switch (parse.command()) {
            case Command.Expect e when attach(new ScriptStep.Expected(text, number, e.result())) -> {}
            case Command.Shell s when s.word() == ShellWord.REPEAT -> repeat(line, s);
            case Command.Shell s when s.word() == ShellWord.END -> end(line, s);
            case Command.Invoke _, Command.Shell _ -> {
                target().add(line);
                lastCall = OptionalInt.of(target().size() - 1);
            }
            case Command.Blank _, Command.Comment _, Command.Expect _ -> target().add(line);
            case SyntaxError _ -> {
                mistakes.add(line);
                target().add(line);
                lastCall = OptionalInt.of(target().size() - 1); // the results below it are no second mistake
            }
        }
    }

    /** All lines so far that do not parse, inside a /repeat or not. */
    public List<ScriptStep.Line> mistakes() {
        return List.copyOf(mistakes);
    }

    private List<ScriptStep> target() {
        return open.isEmpty() ? steps : open.getLast().body();
    }

    private boolean attach(ScriptStep.Expected expected) {
        if (lastCall.isEmpty()) {
            return false;
        }
        int at = lastCall.getAsInt();
        ScriptStep.Line line = (ScriptStep.Line) target().get(at);
        if (line.expected().size() >= MOST_EXPECTED) {
            return false;
        }
        List<ScriptStep.Expected> all = new ArrayList<>(line.expected());
        all.add(expected);
        target().set(at, new ScriptStep.Line(line.text(), line.number(), line.parse(), List.copyOf(all)));
        return true;
    }

    private void repeat(ScriptStep.Line line, Command.Shell command) {
        lastCall = OptionalInt.empty();
        if (open.size() >= MOST_DEEP) {
            open.addLast(new Open(
                    wrong(line, command.name().span(), Message.of("fault.deep", MOST_DEEP), Message.of("cure.deep")),
                    OptionalLong.of(0),
                    Optional.empty(),
                    new ArrayList<>()));
            return;
        }
        List<Token> args = command.args();
        boolean counts = args.size() == COUNTED && args.get(1).text().equals("as");
        Optional<Token> counter = Optional.of(args).filter(_ -> counts).map(List::getLast);
        String times = args.size() == 1 || counts ? args.getFirst().text() : "";
        if (counter.filter(name -> !Parser.validName(name.text())).isPresent()) {
            wrongRepeat(
                    line,
                    counter.get().span(),
                    Message.of("fault.name", counter.get().text()),
                    "cure.name");
        } else if (times.equals("forever")) {
            open.addLast(new Open(line, OptionalLong.empty(), counter, new ArrayList<>()));
        } else if (times.matches("\\d{1,13}") && Long.parseLong(times) <= MOST_TIMES) {
            open.addLast(new Open(line, OptionalLong.of(Long.parseLong(times)), counter, new ArrayList<>()));
        } else {
            Span span = args.isEmpty()
                    ? new Span(line.text().length(), line.text().length() + 1)
                    : command.rest().span();
            wrongRepeat(line, span, Message.of("fault.repeat"), "cure.repeat");
        }
    }

    private void wrongRepeat(ScriptStep.Line line, Span span, Message fault, String cure) {
        ScriptStep.Line head = wrong(line, span, fault, Message.of(cure));
        open.addLast(new Open(head, OptionalLong.of(0), Optional.empty(), new ArrayList<>()));
    }

    private void end(ScriptStep.Line line, Command.Shell command) {
        lastCall = OptionalInt.empty();
        if (open.isEmpty()) {
            steps.add(wrong(line, command.name().span(), Message.of("fault.end"), Message.of("cure.end")));
            return;
        }
        Open done = open.removeLast();
        if (done.head().command() instanceof SyntaxError) {
            target().add(done.head());
        } else {
            target().add(new ScriptStep.Repeat(done.head(), done.times(), done.counter(), List.copyOf(done.body())));
        }
    }

    private ScriptStep.Line wrong(ScriptStep.Line line, Span span, Message fault, Message cure) {
        ParsedLine parse = new ParsedLine(
                new SyntaxError(line.text(), span, fault, cure), line.parse().marks(), Set.of());
        ScriptStep.Line wrong = new ScriptStep.Line(line.text(), line.number(), parse, List.of());
        mistakes.add(wrong);
        return wrong;
    }

    /** All steps so far, as {@link #build} gives them, and starts over. */
    public List<ScriptStep> take() {
        List<ScriptStep> taken = build();
        steps.clear();
        mistakes.clear();
        lastCall = OptionalInt.empty();
        return taken;
    }

    /** Whether a /repeat waits for its /end. */
    public boolean unfinished() {
        return !open.isEmpty();
    }

    /** Whether the /repeat that waits for its /end can never run, because it is wrong itself. */
    public boolean waitsInVain() {
        return !open.isEmpty() && open.getFirst().head().command() instanceof SyntaxError;
    }

    /** All steps; a /repeat without its /end is an error in its place. */
    public List<ScriptStep> build() {
        while (!open.isEmpty()) {
            Open left = open.removeLast();
            target().add(
                            left.head().command() instanceof Command.Shell c
                                    ? wrong(
                                            left.head(),
                                            c.name().span(),
                                            Message.of("fault.noEnd"),
                                            Message.of("cure.noEnd"))
                                    : left.head());
        }
        return List.copyOf(steps);
    }
}
