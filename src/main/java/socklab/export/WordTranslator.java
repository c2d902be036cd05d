package socklab.export;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import socklab.call.Bytes;
import socklab.call.Errno;
import socklab.lang.Command;
import socklab.lang.DurationParser;
import socklab.lang.ShellWord;
import socklab.lang.Token;
import socklab.lang.ValueRef;
import socklab.lang.ValueRefs;
import socklab.shell.ScriptStep;
import socklab.text.Language;
import socklab.text.Message;
import socklab.text.Messages;

/** Says shell words as statements. What only shows something is left out; what a program cannot do is refused. */
final class WordTranslator {
    private static final Set<ShellWord> SHOWING = EnumSet.of(
            ShellWord.HELP,
            ShellWord.LIST,
            ShellWord.HISTORY,
            ShellWord.SOCKETS,
            ShellWord.STATE,
            ShellWord.SHOW,
            ShellWord.EXPLAIN,
            ShellWord.WHY,
            ShellWord.TIMELINE,
            ShellWord.SET,
            ShellWord.JOBS,
            ShellWord.TIMES);

    private final Emitter out;
    private final Side side;
    private final CallTranslator calls;
    private final Messages messages;
    private final List<Running> running = new ArrayList<>();
    private int started;

    /** A call in a thread, and what happens when it has returned. */
    private record Running(
            int number, Statement.Start start, Command.Invoke typed, Runnable returned, boolean interrupted) {}

    WordTranslator(Emitter out, Side side, CallTranslator calls, Language reader) {
        this.out = out;
        this.side = side;
        this.calls = calls;
        this.messages = Messages.in(reader);
        calls.background(
                (start, typed, returned) -> running.add(new Running(++started, start, typed, returned, false)));
    }

    static Source source(ScriptStep.Line line, Command.Shell c) {
        return new Source(line.number(), line.text(), c.name().span());
    }

    void shell(ScriptStep.Line line, Command.Shell c) throws Refusal {
        Source source = source(line, c);
        if (SHOWING.contains(c.word())) {
            return;
        }
        switch (c.word()) {
            case ASK -> ask(source, c);
            case PRINT -> print(source, c);
            case SLEEP -> out.add(new Statement.Pause(source, time(source, c.args())));
            case USE -> calls.symbols().use(calls.symbols().named(source, first(source, c)));
            case WAIT, FG -> await(source, line, c);
            case KILL -> kill(source, c);
            case SERVER -> server(source, c);
            case RELAY -> relay(source, c);
            default -> throw Refusal.of(source, "word", c.name().text());
        }
    }

    private static Token first(Source source, Command.Shell c) throws Refusal {
        if (c.args().isEmpty()) {
            throw Refusal.of(source, "word", c.name().text());
        }
        return c.args().getFirst();
    }

    private static Duration time(Source source, List<Token> args) throws Refusal {
        if (!args.isEmpty() && DurationParser.read(args.getFirst().text()) instanceof DurationParser.Time.Of t) {
            return t.duration();
        }
        throw Refusal.of(source, "word", source.text().strip());
    }

    private void ask(Source source, Command.Shell c) throws Refusal {
        Token name = first(source, c);
        String prompt =
                c.line().substring(name.span().end(), c.rest().span().end()).strip();
        boolean quoted = prompt.length() > 1
                && "\"“＂".indexOf(prompt.charAt(0)) >= 0
                && "\"”＂".indexOf(prompt.charAt(prompt.length() - 1)) >= 0;
        ProgramVariable into = calls.symbols().unique(ProgramVariable.of(ProgramVariable.Kind.TEXT, name.text()));
        out.add(new Statement.Input(source, into, quoted ? prompt.substring(1, prompt.length() - 1) : prompt));
        calls.symbols().define(name.text(), new Statement.Produced(List.of(), Optional.of(into), Optional.empty()));
    }

    private void print(Source source, Command.Shell c) throws Refusal {
        List<ValueRef> refs = ValueRefs.in(c.rest().text(), c.rest().span().start());
        if (!side.all() && (!calls.lastWasOurs() || refs.stream().anyMatch(this::ofOtherSide))) {
            out.skip();
            return;
        }
        List<Part> parts = new ArrayList<>();
        int from = c.rest().span().start();
        for (ValueRef ref : refs) {
            literal(parts, c.line().substring(from, ref.span().start()));
            parts.add(calls.operands().part(source, ref));
            from = ref.span().end();
        }
        literal(parts, c.line().substring(from, c.rest().span().end()));
        out.add(new Statement.Print(source, List.copyOf(parts)));
    }

    private boolean ofOtherSide(ValueRef ref) {
        return calls.symbols().socket(ref.name()).filter(v -> !side.ours(v)).isPresent()
                || calls.symbols()
                        .value(ref.name())
                        .flatMap(Statement.Produced::data)
                        .filter(v -> !side.ours(v))
                        .isPresent();
    }

    private static void literal(List<Part> parts, String text) {
        if (!text.isEmpty()) {
            parts.add(new Part.Literal(Bytes.utf8(text)));
        }
    }

    /** The call in a thread that a word means: by number, by a name, or the newest. */
    private Optional<Running> meant(Optional<Token> which) {
        return running.reversed().stream()
                .filter(r -> which.isEmpty() || isMeant(r, which.get().text()))
                .findFirst();
    }

    private static boolean isMeant(Running r, String name) {
        return name.equals(Integer.toString(r.number()))
                || r.typed().names().stream().anyMatch(n -> n.text().equals(name))
                || r.typed().socket().filter(n -> n.text().equals(name)).isPresent();
    }

    private void await(Source source, ScriptStep.Line line, Command.Shell c) throws Refusal {
        List<Token> args = new ArrayList<>(c.args());
        Optional<Duration> limit = Optional.empty();
        if (!args.isEmpty() && DurationParser.read(args.getLast().text()) instanceof DurationParser.Time.Of t) {
            limit = Optional.of(t.duration());
            args.removeLast();
        }
        Optional<Running> job = meant(args.stream().findFirst());
        if (job.isEmpty()) {
            return; // it has returned, and its result was told
        }
        Statement.Start start = job.get().start();
        List<ExpectedOutcome> expected = line.expected().stream()
                .map(e -> OutcomeReader.read(
                        e.result().text(), start.call().call().result()))
                .toList();
        boolean ours = !start.thread().name().isEmpty();
        if (expected.stream().anyMatch(ExpectedOutcome.Blocks.class::isInstance)) {
            if (ours) {
                out.add(new Statement.StillBlocks(source, start, limit.orElse(Duration.ZERO)));
            }
            return;
        }
        join(source, job.get(), expected, ours);
    }

    private void join(Source source, Running job, List<ExpectedOutcome> expected, boolean ours) {
        running.remove(job);
        if (ours) {
            out.add(new Statement.Join(source, job.start(), expected));
        } else {
            out.skip();
        }
        if (expected.isEmpty() || !expected.stream().allMatch(ExpectedOutcome.Fails.class::isInstance)) {
            job.returned().run();
        }
    }

    private void kill(Source source, Command.Shell c) throws Refusal {
        Optional<Running> job = meant(c.args().stream().findFirst());
        if (job.isEmpty()) {
            throw Refusal.of(source, "job");
        }
        Running r = job.get();
        if (!r.start().thread().name().isEmpty()) {
            out.add(new Statement.Interrupt(source, r.start()));
        }
        running.set(running.indexOf(r), new Running(r.number(), r.start(), r.typed(), r.returned(), true));
    }

    /** Ends the program: a call that was interrupted is awaited; one that still waits would never end. */
    void end() throws Refusal {
        for (Running job : List.copyOf(running)) {
            boolean ours = !job.start().thread().name().isEmpty();
            if (job.interrupted()) {
                Source source = job.start().call().source();
                join(source, job, List.of(new ExpectedOutcome.Fails("EINTR", Errno.EINTR)), ours);
            } else if (ours) {
                throw Refusal.of(job.start().call().source(), "neverWaited");
            }
        }
    }

    private void server(Source source, Command.Shell c) throws Refusal {
        Optional<String> protocol = c.args().stream().findFirst().map(Token::text);
        if (protocol.filter(p -> p.equals("udp") || p.equals("tcp")).isEmpty()) {
            throw Refusal.of(source, "word", c.name().text());
        }
        int port = CallTranslator.STANDARD_PORT;
        calls.symbols().service("server", outside("server", port));
        out.note(List.of(messages.say("export.note.serve", "run.sh serve " + protocol.get() + " " + port)));
    }

    private Endpoint outside(String name, int port) {
        return new Endpoint.Named("127.0.0.1", socklab.call.Const.AF_INET.value(), calls.argument(name, port));
    }

    /** A relay before a server that is not part of the program: it is started by hand, and the program talks to it. */
    private void relay(Source source, Command.Shell c) throws Refusal {
        List<String> args = c.args().stream().map(Token::text).toList();
        if (args.isEmpty()) {
            return; // shows its settings
        }
        boolean starts = args.size() >= 3
                && (args.getFirst().equals("udp") || args.getFirst().equals("tcp"));
        String target = starts ? args.get(2).replaceFirst("^\\$", "").replaceFirst("\\.local$", "") : "";
        boolean foreign =
                calls.symbols().socket(target).filter(s -> !side.ours(s)).isPresent();
        if (!starts || calls.symbols().service(target).isEmpty() && !foreign) {
            throw Refusal.at(source, Message.of("export.fault.relay"), Message.of("export.cure.relay"));
        }
        int port = CallTranslator.STANDARD_PORT + 1;
        calls.symbols().service("relay", outside("relay", port));
        String words = String.join(" ", args.subList(3, args.size()));
        String line = "run.sh relay " + args.getFirst() + " " + port + " 127.0.0.1 " + CallTranslator.STANDARD_PORT
                + (words.isEmpty() ? "" : " " + words);
        out.note(List.of(messages.say("export.note.relay", line)));
    }
}
