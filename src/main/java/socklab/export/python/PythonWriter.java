package socklab.export.python;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import socklab.call.Arg;
import socklab.call.Param;
import socklab.call.Result;
import socklab.export.CodeLines;
import socklab.export.Identifiers;
import socklab.export.Program;
import socklab.export.ProgramVariable;
import socklab.export.ProgramWriter;
import socklab.export.Reads;
import socklab.export.Refusal;
import socklab.export.SafeText;
import socklab.export.SocketScopes;
import socklab.export.Statement;
import socklab.export.Value;

/** Writes a program in Python: sockets in {@code with}, and exceptions left to speak where no failure is expected. */
public final class PythonWriter {
    /** The most {@code with} blocks that lie in each other. */
    private static final int MOST_NESTED = 3;

    /** The largest message that is printed; of a larger one its length is. */
    private static final int MOST_PRINTED = 4096;

    private static final Set<String> RESERVED = PythonWords.reserved();

    private final PythonImports imports = new PythonImports();
    private final Identifiers names = new Identifiers(
            RESERVED, c -> Character.isUnicodeIdentifierPart(c) && Character.isLetterOrDigit(c), n -> n);
    private final PythonValues values = new PythonValues(names);
    private final PythonCalls calls = new PythonCalls(imports, values);
    private final CodeLines out = new CodeLines();
    private final Program program;
    private final PythonChecks checks;
    private boolean stacked;

    private PythonWriter(Program program) {
        this.program = program;
        this.checks = new PythonChecks(imports, values, calls, SocketScopes.socketsByName(program.body()));
    }

    /** The writer; it keeps nothing from one program to the next. */
    public static ProgramWriter writer() {
        return program -> new PythonWriter(program).text();
    }

    private String text() throws Refusal {
        SocketScopes scopes = new SocketScopes(program.body(), true);
        stacked = scopes.depth() > MOST_NESTED;
        boolean threads = program.body().stream().anyMatch(PythonWriter::starts);
        if (threads) {
            out.add("pool = " + imports.name("concurrent.futures", "ThreadPoolExecutor") + "()");
        }
        if (stacked) {
            out.add("with " + imports.name("contextlib", "ExitStack") + "() as stack:")
                    .in();
        }
        block(program.body(), scopes, 0, program.body().size());
        String body = out.text();
        CodeLines head = new CodeLines();
        head.add("# " + SafeText.comment(program.title()));
        if (!program.arguments().isEmpty()) {
            imports.member("sys", "argv");
        }
        imports.lines().forEach(head::add);
        head.add("");
        if (!calls.defined().isEmpty()) {
            calls.defined()
                    .forEach((name, value) ->
                            head.add(name + " = " + value + "  # as C's headers have it; Python's modules lack it"));
            head.add("");
        }
        for (int i = 0; i < program.arguments().size(); i++) {
            Program.Argument a = program.arguments().get(i);
            head.add(values.name(a.port()) + " = int(sys.argv[" + (i + 1) + "]) if len(sys.argv) > " + (i + 1)
                    + " else " + a.standard());
        }
        if (!program.arguments().isEmpty()) {
            head.add("");
        }
        return head.text() + body;
    }

    private static boolean starts(Statement statement) {
        return statement instanceof Statement.Start
                || statement instanceof Statement.Loop l && l.body().stream().anyMatch(PythonWriter::starts);
    }

    /** The statements of a block from one index up to another; a socket's scope is a block of its own. */
    private void block(List<Statement> block, SocketScopes scopes, int from, int to) throws Refusal {
        for (int i = from; i < to; ) {
            if (i + 1 < to && inlined(block.get(i), block.get(i + 1))) {
                i++;
                continue;
            }
            Optional<SocketScopes.Scope> scope = stacked && block == program.body() ? Optional.empty() : scopes.at(i);
            if (scope.isEmpty()) {
                statement(block.get(i), block);
                i++;
                continue;
            }
            open(block.get(i), scope.get().socket());
            int end = scope.get().close().orElse(scope.get().end());
            out.in();
            int lines = out.lines().size();
            block(block, scopes, i + 1, end);
            if (out.lines().stream().skip(lines).allMatch(PythonWriter::noStatement)) {
                out.add("pass");
            }
            out.out();
            i = scope.get().end();
        }
    }

    private static boolean noStatement(String line) {
        return line.isBlank() || line.stripLeading().startsWith("#");
    }

    /** An address that only the next statement reads is asked for in the middle of that. */
    private boolean inlined(Statement statement, Statement next) throws Refusal {
        if (!(statement instanceof Statement.Invoke call)
                || call.call().result() != Result.LOCAL_NAME && call.call().result() != Result.PEER_NAME
                || !call.expected().isEmpty()
                || !SocketScopes.touched(next)
                        .contains(call.produced().address().orElseThrow())
                || next instanceof Statement.Loop
                || Reads.count(program.body(), call.produced().address().orElseThrow()) != 1) {
            return false;
        }
        values.inline(call.produced().address().orElseThrow(), calls.call(call).text());
        return true;
    }

    /** Makes a socket whose block follows. */
    private void open(Statement statement, ProgramVariable socket) throws Refusal {
        List<ProgramVariable> pair = SocketScopes.pair(statement);
        if (statement instanceof Statement.Invoke call && call.call().makesSocket() && pair.isEmpty()) {
            out.add("with " + calls.call(call).text() + " as " + values.name(socket) + ":");
        } else {
            statement(statement, List.of());
            out.add("with "
                    + (pair.isEmpty() ? List.of(socket) : pair)
                            .stream().map(values::name).collect(Collectors.joining(", "))
                    + ":");
        }
    }

    private void statement(Statement statement, List<Statement> block) throws Refusal {
        switch (statement) {
            case Statement.Comment s -> s.lines().forEach(l -> out.add("# " + SafeText.comment(l)));
            case Statement.Gap _ -> out.gap();
            case Statement.Invoke s -> invoke(s);
            case Statement.Start s -> start(s);
            case Statement.Join s -> {
                Statement.Invoke call = s.start().call();
                result(
                        new Statement.Invoke(
                                s.source(), call.call(), call.on(), call.values(), call.produced(), s.expected()),
                        values.name(s.start().thread()) + ".result()");
            }
            case Statement.StillBlocks s -> {
                out.add(imports.member("time", "sleep") + "(" + PythonValues.seconds(s.after()) + ")");
                stillBlocks(s.start());
            }
            case Statement.Interrupt s -> throw Refusal.of(s.source(), "python.interrupt");
            case Statement.Loop s -> {
                out.add(loop(s)).in();
                block(s.body(), new SocketScopes(s.body(), false), 0, s.body().size());
                out.out();
            }
            case Statement.Pause s ->
                out.add(imports.member("time", "sleep") + "(" + PythonValues.seconds(s.time()) + ")");
            case Statement.Input s -> out.add(values.name(s.into()) + " = input(" + PythonText.text(s.prompt()) + ")");
            case Statement.Print s -> out.add("print(" + values.printed(s.parts()) + ")");
        }
    }

    private String loop(Statement.Loop loop) {
        Optional<String> counter =
                loop.counter().filter(program.read()::contains).map(values::name);
        if (loop.times().isEmpty()) {
            return counter.map(c -> "for " + c + " in " + imports.name("itertools", "count") + "(1):")
                    .orElse("while True:");
        }
        long times = loop.times().getAsLong();
        return counter.map(c -> "for " + c + " in range(1, " + (times + 1) + "):")
                .orElse("for _ in range(" + times + "):");
    }

    private void invoke(Statement.Invoke call) throws Refusal {
        PythonCalls.CallText text = calls.call(call);
        text.before().forEach(out::add);
        result(call, text.text());
    }

    private void start(Statement.Start start) throws Refusal {
        PythonCalls.CallText text = calls.call(start.call());
        text.before().forEach(out::add);
        String args = text.arguments().isEmpty() ? "" : ", " + String.join(", ", text.arguments());
        out.add(values.name(start.thread()) + " = pool.submit(" + text.function() + args + ")");
        if (start.blocks()) {
            out.add(imports.member("time", "sleep") + "(0.1)  # it waits");
            stillBlocks(start);
        }
    }

    private void stillBlocks(Statement.Start start) {
        if (program.checked()) {
            out.add("assert not " + values.name(start.thread()) + ".done()");
        }
    }

    /** What is done with a call's result, and with the failure that the lab expects. */
    private void result(Statement.Invoke call, String text) throws Refusal {
        if (!call.mayFail()) {
            succeeded(call, text);
            return;
        }
        out.add("try:").in();
        if (call.mustFail()) {
            out.add(text);
        } else {
            succeeded(call, text);
        }
        String errnos = PythonChecks.errnos(call.expected());
        String exception = checks.exception(call.expected());
        out.out().add("except " + exception + " as error:" + (exception.equals("OSError") ? "  # " + errnos : ""));
        out.in();
        if (program.checked()) {
            checks.error(call.expected()).ifPresent(c -> out.add("assert " + c));
        }
        out.add("print(error)").out();
        if (call.mustFail() && program.checked()) {
            out.add("else:")
                    .in()
                    .add("raise AssertionError(\"" + errnos + " expected\")")
                    .out();
        }
    }

    private void succeeded(Statement.Invoke call, String text) {
        switch (call.call().result()) {
            case ZERO, CLOSED -> out.add(text);
            case DESCRIPTOR, EPOLL -> {
                String name = values.name(call.produced().sockets().getFirst());
                out.add(name + " = " + (stacked && out.depth() == 1 ? "stack.enter_context(" + text + ")" : text));
            }
            case PAIR -> {
                List<ProgramVariable> both = call.produced().sockets();
                out.add(values.name(both.getFirst()) + ", " + values.name(both.getLast()) + " = " + text);
                if (stacked && out.depth() == 1) {
                    SocketScopes.pair(call).forEach(v -> out.add("stack.enter_context(" + values.name(v) + ")"));
                }
            }
            case ACCEPTED -> {
                out.add(values.name(call.produced().sockets().getFirst()) + ", " + address(call) + " = " + text);
                if (stacked && out.depth() == 1) {
                    out.add("stack.enter_context("
                            + values.name(call.produced().sockets().getFirst()) + ")");
                }
            }
            case SENT, SENT_MESSAGES, RECEIVED_MESSAGES, READY -> plain(call, text);
            case RECEIVED -> received(call, text);
            case OPTION, FLAGS, NUMBER -> number(call, text);
            case LOCAL_NAME, PEER_NAME -> name(call, text);
        }
    }

    /** The variable for an address; nothing where no statement reads it. */
    private String address(Statement.Invoke call) {
        return call.produced()
                .address()
                .filter(program.read()::contains)
                .map(values::name)
                .orElse("_");
    }

    private void plain(Statement.Invoke call, String text) {
        Optional<String> condition = condition(call, "result");
        if (condition.isEmpty()) {
            out.add(text);
        } else {
            out.add("result = " + text).add("assert " + condition.get());
        }
    }

    private Optional<String> condition(Statement.Invoke call, String result) {
        return program.checked() ? checks.condition(call, call.expected(), result) : Optional.empty();
    }

    private void received(Statement.Invoke call, String text) {
        ProgramVariable data = call.produced().data().orElseThrow();
        String name = values.name(data);
        boolean read = program.read().contains(data);
        boolean message = call.value(Param.MessageOut.class).isPresent();
        boolean named = call.produced().address().isPresent();
        Optional<String> condition = condition(call, name);
        boolean large = call.value(Param.Buffer.class)
                .filter(v -> v instanceof Value.Given g && g.arg() instanceof Arg.Space s && s.length() > MOST_PRINTED)
                .isPresent();
        String printed = large ? "print(len(%s), \"bytes\")" : "print(%s.decode(errors=\"replace\"))";
        if (!read && condition.isEmpty() && !named) {
            out.add(call.mustEnd() ? text : String.format(printed, text));
            return;
        }
        String passed = call.produced().sockets().isEmpty() ? "_" : "descriptors";
        String target =
                message ? name + ", " + passed + ", _, " + address(call) : named ? name + ", " + address(call) : name;
        out.add(target + " = " + text);
        if (message && !call.produced().sockets().isEmpty()) {
            out.add(values.name(call.produced().sockets().getFirst()) + " = " + imports.name("socket", "socket")
                    + "(fileno=descriptors[0])");
        }
        condition.ifPresent(c -> out.add("assert " + c));
        if (!read && !call.mustEnd()) {
            out.add(String.format(printed, name));
        }
    }

    private void number(Statement.Invoke call, String text) {
        boolean sets = call.expected().stream().anyMatch(o -> o.text().equals("0"))
                && call.call().result() == Result.FLAGS;
        Optional<String> condition = sets ? Optional.empty() : condition(call, "result");
        boolean shown = call.expected().stream().noneMatch(o -> o.text().equals("0"));
        if (condition.isPresent()) {
            out.add("result = " + text).add("assert " + condition.get()).add("print(result)");
        } else if (shown && !setsFlags(call)) {
            out.add("print(" + text + ")");
        } else {
            out.add(text);
        }
    }

    private static boolean setsFlags(Statement.Invoke call) {
        return call.value(Param.Fcntl.class)
                .filter(v -> v instanceof Value.Given g
                        && g.arg() instanceof Arg.Fcntl f
                        && f.value().isPresent())
                .isPresent();
    }

    private void name(Statement.Invoke call, String text) {
        ProgramVariable address = call.produced().address().orElseThrow();
        Optional<String> condition = condition(call, values.name(address));
        if (program.read().contains(address) || condition.isPresent()) {
            out.add(values.name(address) + " = " + text);
            condition.ifPresent(c -> out.add("assert " + c));
        } else {
            out.add("print(" + text + ")");
        }
    }
}
