package socklab.export.nio;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import socklab.call.Arg;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.call.Param;
import socklab.call.Result;
import socklab.export.CodeLines;
import socklab.export.ExpectedOutcome;
import socklab.export.Identifiers;
import socklab.export.Program;
import socklab.export.ProgramVariable;
import socklab.export.ProgramWriter;
import socklab.export.Reads;
import socklab.export.Refusal;
import socklab.export.SocketScopes;
import socklab.export.Statement;
import socklab.export.Value;

/** Writes a program in Java with channels: in {@code try}, exceptions left to speak where no failure is expected. */
public final class NioWriter {
    private static final int MOST_NESTED = 3;
    private static final int MOST_PRINTED = 4096;

    private final JavaHead head = new JavaHead();
    private final Identifiers names = new Identifiers(
            JavaWords.reserved(),
            c -> Character.isJavaIdentifierPart(c) && Character.isLetterOrDigit(c),
            NioWriter::camel);
    private final JavaValues values = new JavaValues(names, head);
    private final CodeLines out = new CodeLines();
    private final Deque<Set<String>> declared = new ArrayDeque<>(List.of(new HashSet<>()));
    private final Set<ProgramVariable> broken = new HashSet<>();
    private final Program program;
    private final NioCalls calls;
    private final NioChecks checks;

    private NioWriter(Program program) {
        this.program = program;
        this.calls = new NioCalls(head, values, new JavaRoles(program.body()));
        this.checks = new NioChecks(head, values);
    }

    /** The writer; it keeps nothing from one program to the next. */
    public static ProgramWriter writer() {
        return program -> new NioWriter(program).text();
    }

    /** A program's statements without its head, for a page that shows one call. */
    public static List<String> snippet(Program program) throws Refusal {
        NioWriter writer = new NioWriter(program);
        writer.block(
                program.body(),
                new SocketScopes(List.of(), false),
                0,
                program.body().size());
        return writer.out.lines();
    }

    private static String camel(String name) {
        StringBuilder out = new StringBuilder();
        for (String word : name.split("_+")) {
            out.append(
                    out.isEmpty() || word.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return out.toString();
    }

    private String text() throws Refusal {
        SocketScopes scopes = new SocketScopes(program.body(), true);
        SocketScopes used = scopes.depth() > MOST_NESTED ? new SocketScopes(List.of(), true) : scopes;
        out.in();
        for (int i = 0; i < program.arguments().size(); i++) {
            Program.Argument a = program.arguments().get(i);
            out.add("int " + values.name(a.port()) + " = args.length > " + i + " ? Integer.parseInt(args[" + i + "]) : "
                    + a.standard() + ";");
        }
        if (any(program.body(), s -> s instanceof Statement.Input)) {
            out.add(head.type("java.util.Scanner") + " input = new Scanner(System.in, UTF_8);");
            head.type("static java.nio.charset.StandardCharsets.UTF_8");
        }
        if (any(program.body(), s -> s instanceof Statement.Start)) {
            out.add(head.type("java.util.concurrent.ExecutorService") + " pool = "
                    + head.type("java.util.concurrent.Executors") + ".newVirtualThreadPerTaskExecutor();");
        }
        block(program.body(), used, 0, program.body().size());
        out.out();
        boolean plain = !any(
                program.body(),
                s -> s instanceof Statement.Start
                        || s instanceof Statement.Pause
                        || s instanceof Statement.StillBlocks);
        String thrown = plain ? head.type("java.io.IOException") : "Exception";
        CodeLines main = new CodeLines();
        main.add("public static void main(String[] args) throws " + thrown + " {");
        out.lines().forEach(main::add);
        main.add("}");
        CodeLines text = new CodeLines();
        head.write(program.title(), JavaHead.className(program.name()), main.lines(), text);
        return text.text();
    }

    private static boolean any(List<Statement> statements, java.util.function.Predicate<Statement> of) {
        return statements.stream().anyMatch(s -> of.test(s) || s instanceof Statement.Loop l && any(l.body(), of));
    }

    private void block(List<Statement> block, SocketScopes scopes, int from, int to) throws Refusal {
        for (int i = from; i < to; ) {
            Statement statement = block.get(i);
            if (i + 1 < to && inlined(statement, block.get(i + 1))) {
                i++;
                continue;
            }
            Optional<Integer> listen = listen(block, i, to);
            if (listen.isPresent()) {
                out.add(calls.bindAndListen((Statement.Invoke) statement, (Statement.Invoke) block.get(listen.get()))
                        + ";");
                for (int k = i + 1; k < listen.get(); k++) {
                    statement(block.get(k));
                }
                i = listen.get() + 1;
                continue;
            }
            Optional<SocketScopes.Scope> scope = scopes.at(i).filter(s -> isUsed(block, s));
            if (scope.isEmpty()) {
                statement(statement);
                i++;
                continue;
            }
            open(statement, scope.get().socket());
            declared.addLast(new HashSet<>());
            out.in();
            block(block, scopes, i + 1, scope.get().close().orElse(scope.get().end()));
            out.out().add("}");
            declared.removeLast();
            i = scope.get().end();
        }
    }

    /** Whether the body of a try names its resource, as the compiler wants. */
    private boolean isUsed(List<Statement> block, SocketScopes.Scope scope) {
        return Reads.count(block, scope.socket()) > (scope.close().isPresent() ? 1 : 0);
    }

    /** An address that only the next statement reads is asked for in the middle of that. */
    private boolean inlined(Statement statement, Statement next) throws Refusal {
        if (!(statement instanceof Statement.Invoke call)
                || call.call().result() != Result.LOCAL_NAME
                || !call.expected().isEmpty()
                || next instanceof Statement.Loop
                || next instanceof Statement.Start
                || !SocketScopes.touched(next)
                        .contains(call.produced().address().orElseThrow())
                || Reads.count(program.body(), call.produced().address().orElseThrow()) != 1) {
            return false;
        }
        values.inline(call.produced().address().orElseThrow(), calls.call(call));
        return true;
    }

    /** Where the listen stands that follows a bind of the same socket, with nothing but comments between. */
    private Optional<Integer> listen(List<Statement> block, int bind, int to) throws Refusal {
        if (!(block.get(bind) instanceof Statement.Invoke b)
                || b.value(Param.Local.class).isEmpty()
                || !calls.type(b, b.on().orElseThrow()).equals("ServerSocketChannel")) {
            return Optional.empty();
        }
        for (int k = bind + 1; k < to; k++) {
            if (block.get(k) instanceof Statement.Comment || block.get(k) instanceof Statement.Gap) {
                continue;
            }
            if (block.get(k) instanceof Statement.Invoke next
                    && next.on().equals(b.on())
                    && next.value(Param.Int.class).isPresent()) {
                return Optional.of(k);
            }
            boolean harmless =
                    block.get(k) instanceof Statement.Invoke next && next.call().result() == Result.LOCAL_NAME;
            if (!harmless) {
                break;
            }
        }
        throw Refusal.of(b.source(), "java.bind");
    }

    private void open(Statement statement, ProgramVariable socket) throws Refusal {
        if (statement instanceof Statement.Invoke call) {
            out.add("try (" + calls.type(call, socket) + " " + values.name(socket) + " = " + calls.call(call) + ") {");
        } else {
            Statement.Join join = (Statement.Join) statement;
            out.add("try (" + calls.type(join.start().call(), socket) + " " + values.name(socket) + " = "
                    + values.name(join.start().thread()) + ".get()) {");
        }
    }

    private void statement(Statement statement) throws Refusal {
        switch (statement) {
            case Statement.Comment s -> s.lines().forEach(l -> out.add("// " + JavaText.comment(l)));
            case Statement.Gap _ -> out.gap();
            case Statement.Invoke s -> invoke(s);
            case Statement.Start s -> start(s);
            case Statement.Join s -> join(s);
            case Statement.StillBlocks s -> {
                out.add("Thread.sleep(" + s.after().toMillis() + ");");
                stillBlocks(s.start());
            }
            case Statement.Interrupt s -> throw Refusal.of(s.source(), "java.blocked");
            case Statement.Loop s -> {
                out.add(loop(s)).in();
                declared.addLast(new HashSet<>());
                block(s.body(), new SocketScopes(s.body(), false), 0, s.body().size());
                declared.removeLast();
                out.out().add("}");
            }
            case Statement.Pause s -> out.add("Thread.sleep(" + s.time().toMillis() + ");");
            case Statement.Input s -> {
                out.add("System.out.print(" + JavaText.literal(s.prompt()) + ");");
                out.add(assigned("String", values.name(s.into())) + " = input.nextLine();");
            }
            case Statement.Print s -> out.add("System.out.println(" + values.joined(s.parts()) + ");");
        }
    }

    private String loop(Statement.Loop s) {
        boolean counted = s.counter().filter(program.read()::contains).isPresent();
        if (s.times().isEmpty() && !counted) {
            return "while (true) {";
        }
        String turn = counted ? values.name(s.counter().orElseThrow()) : "turn";
        String more = s.times().isEmpty() ? "" : " " + turn + " <= " + s.times().getAsLong();
        return "for (long " + turn + " = 1;" + more + "; " + turn + "++) {";
    }

    private String assigned(String type, String name) {
        if (declared.stream().anyMatch(d -> d.contains(name))) {
            return name;
        }
        declared.getLast().add(name);
        return type + " " + name;
    }

    private void invoke(Statement.Invoke call) throws Refusal {
        if (call.on().filter(broken::contains).isPresent() && call.call().result() != Result.CLOSED) {
            throw Refusal.of(call.source(), "java.errno", "ECONNREFUSED/ECONNRESET");
        }
        buffer(call);
        boolean once = call.call().result() == Result.RECEIVED && NioCalls.flag(call, Const.MSG_DONTWAIT);
        if (once) {
            out.add(values.name(call.on().orElseThrow()) + ".configureBlocking(false);");
        }
        String text = calls.call(call);
        boolean all = call.call().result() == Result.RECEIVED && NioCalls.flag(call, Const.MSG_WAITALL);
        if (call.mayFail()) {
            mayFail(call, text, once || call.on().isPresent() && calls.nonBlocking(call));
        } else if (all) {
            String data = values.name(call.produced().data().orElseThrow());
            out.add("while (" + data + ".hasRemaining() && " + text + " != -1) {")
                    .in();
            out.add("// MSG_WAITALL").out().add("}");
            received(call, call.expected());
        } else {
            succeeded(call, call.expected(), text);
        }
        if (once) {
            out.add(values.name(call.on().orElseThrow()) + ".configureBlocking(true);");
        }
    }

    /** A fresh buffer for a call that receives. */
    private void buffer(Statement.Invoke call) throws Refusal {
        if (call.call().result() == Result.RECEIVED
                && call.value(Param.Buffer.class).orElse(new Value.Implied()) instanceof Value.Given g
                && g.arg() instanceof Arg.Space s) {
            String name = values.name(call.produced().data().orElseThrow());
            out.add(assigned(head.type("java.nio.ByteBuffer"), name) + " = ByteBuffer.allocate(" + s.length() + ");");
        }
    }

    private void mayFail(Statement.Invoke call, String text, boolean atOnce) throws Refusal {
        List<Errno> errnos = call.expected().stream()
                .filter(ExpectedOutcome.Fails.class::isInstance)
                .map(o -> ((ExpectedOutcome.Fails) o).errno())
                .toList();
        String told = errnos.stream().map(Enum::name).collect(Collectors.joining(" or "));
        boolean nothing = atOnce && errnos.contains(Errno.EAGAIN);
        if (nothing) {
            nothing(call, text, told);
            return;
        }
        if (errnos.contains(Errno.EAGAIN)
                || errnos.contains(Errno.EINPROGRESS)
                || errnos.contains(Errno.EAFNOSUPPORT)) {
            throw Refusal.of(call.source(), "java.errno", told);
        }
        if (call.mustFail()
                && call.on().filter(ProgramVariable::stream).isPresent()
                && (call.value(Param.Peer.class).isPresent() || errnos.contains(Errno.ECONNRESET))
                && !errnos.contains(Errno.EISCONN)) {
            broken.add(call.on().orElseThrow());
        }
        out.add("try {").in();
        declared.addLast(new HashSet<>());
        if (call.mustFail()) {
            out.add(text + ";");
            if (program.checked()) {
                head.use(JavaHead.Helper.CHECK);
                out.add("check(false, \"" + told + "\");");
            }
        } else {
            succeeded(call, call.expected(), text);
        }
        declared.removeLast();
        out.out()
                .add("} catch (" + head.type("java.io.IOException") + " | IllegalStateException e) { // " + told)
                .in();
        out.add("System.out.println(e);").out().add("}");
    }

    /** A call that does not wait: where C's sets EAGAIN, Java's returns nothing. */
    private void nothing(Statement.Invoke call, String text, String told) throws Refusal {
        String condition = switch (call.call().result()) {
            case ACCEPTED -> text + " == null";
            case RECEIVED -> text + (calls.receives(call) ? " == null" : " == 0");
            case SENT -> text + " == 0";
            default -> throw Refusal.of(call.source(), "java.errno", told);
        };
        if (program.checked() && call.mustFail()) {
            head.use(JavaHead.Helper.CHECK);
            out.add("check(" + condition + ", \"" + told + "\");");
        } else {
            out.add("if (" + condition + ") {").in();
            out.add("System.out.println(\"" + told + "\");").out().add("}");
        }
    }

    private void succeeded(Statement.Invoke call, List<ExpectedOutcome> expected, String text) throws Refusal {
        Optional<String> condition = program.checked() ? checks.condition(call, expected, "n") : Optional.empty();
        switch (call.call().result()) {
            case DESCRIPTOR, ACCEPTED -> {
                ProgramVariable made = call.produced().sockets().getFirst();
                out.add(assigned(calls.type(call, made), values.name(made)) + " = " + text + ";");
            }
            case SENT -> {
                if (condition.isPresent()) {
                    head.use(JavaHead.Helper.CHECK);
                    out.add("check(" + checks.condition(call, expected, text).orElseThrow() + ", "
                            + NioChecks.text(expected) + ");");
                } else {
                    out.add(text + ";");
                }
            }
            case RECEIVED -> {
                boolean sender = calls.receives(call)
                        && call.produced()
                                .address()
                                .filter(program.read()::contains)
                                .isPresent();
                boolean end = expected.stream().anyMatch(ExpectedOutcome.EndOfStream.class::isInstance);
                if (sender) {
                    out.add(assigned(
                                    head.type("java.net.SocketAddress"),
                                    values.name(call.produced().address().orElseThrow()))
                            + " = " + text + ";");
                } else if (end && program.checked()) {
                    head.use(JavaHead.Helper.CHECK);
                    out.add("check(" + text + " == -1, \"end of stream\");");
                } else {
                    out.add(text + ";");
                }
                received(call, expected);
            }
            case LOCAL_NAME, PEER_NAME -> name(call, text);
            case OPTION, NUMBER -> out.add("System.out.println(" + text + ");");
            case FLAGS -> flags(call, expected, text);
            case ZERO, CLOSED, PAIR, EPOLL, SENT_MESSAGES, RECEIVED_MESSAGES, READY -> out.add(text + ";");
        }
    }

    private void flags(Statement.Invoke call, List<ExpectedOutcome> expected, String text) {
        if (!NioCalls.isFlagsQuestion(call)) {
            out.add(text + ";");
        } else if (program.checked() && !expected.isEmpty()) {
            head.use(JavaHead.Helper.CHECK);
            boolean blocks = expected.stream().noneMatch(o -> o.text().contains("O_NONBLOCK"));
            out.add("check(" + (blocks ? "" : "!") + text + ", " + NioChecks.text(expected) + ");");
        } else {
            out.add("System.out.println(" + text + ");");
        }
    }

    private void name(Statement.Invoke call, String text) throws Refusal {
        ProgramVariable address = call.produced().address().orElseThrow();
        if (program.read().contains(address)) {
            out.add(assigned(head.type("java.net.SocketAddress"), values.name(address)) + " = " + text + ";");
        } else {
            out.add("System.out.println(" + text + ");");
        }
    }

    private void received(Statement.Invoke call, List<ExpectedOutcome> expected) {
        ProgramVariable data = call.produced().data().orElseThrow();
        String name = values.name(data);
        out.add(name + ".flip();");
        Optional<String> condition = program.checked() ? checks.condition(call, expected, name) : Optional.empty();
        boolean end = expected.stream().anyMatch(ExpectedOutcome.EndOfStream.class::isInstance);
        if (condition.isPresent() && !end) {
            head.use(JavaHead.Helper.CHECK);
            out.add("check(" + condition.get() + ", " + NioChecks.text(expected) + ");");
        }
        if (program.read().contains(data)
                || !expected.isEmpty() && expected.stream().allMatch(ExpectedOutcome.EndOfStream.class::isInstance)) {
            return;
        }
        boolean large = call.value(Param.Buffer.class).orElseThrow() instanceof Value.Given g
                && g.arg() instanceof Arg.Space s
                && s.length() > MOST_PRINTED;
        if (!large) {
            head.use(JavaHead.Helper.TEXT);
        }
        out.add("System.out.println(" + (large ? name + ".remaining() + \" bytes\"" : "text(" + name + ")") + ");");
    }

    private void start(Statement.Start start) throws Refusal {
        Statement.Invoke call = start.call();
        if (call.call().result() == Result.RECEIVED && NioCalls.flag(call, Const.MSG_WAITALL)) {
            throw Refusal.of(call.source(), "java.flags", "MSG_WAITALL");
        }
        buffer(call);
        String text = calls.call(call);
        String type = switch (call.call().result()) {
            case ACCEPTED -> calls.type(call, call.produced().sockets().getFirst());
            case SENT -> "Integer";
            case RECEIVED -> calls.receives(call) ? head.type("java.net.SocketAddress") : "Integer";
            default -> "Object";
        };
        out.add(assigned(head.type("java.util.concurrent.Future") + "<" + type + ">", values.name(start.thread()))
                + " = pool.submit(() -> " + text + ");");
        if (start.blocks()) {
            out.add("Thread.sleep(100); // it waits");
            stillBlocks(start);
        }
    }

    private void stillBlocks(Statement.Start start) {
        if (program.checked()) {
            head.use(JavaHead.Helper.CHECK);
            out.add("check(!" + values.name(start.thread()) + ".isDone(), \"blocks\");");
        }
    }

    private void join(Statement.Join join) throws Refusal {
        Statement.Invoke call = join.start().call();
        String text = values.name(join.start().thread()) + ".get()";
        boolean fails = !join.expected().isEmpty()
                && join.expected().stream().allMatch(ExpectedOutcome.Fails.class::isInstance);
        if (!fails) {
            succeeded(call, join.expected(), text);
            return;
        }
        String told = join.expected().stream()
                .map(o -> ((ExpectedOutcome.Fails) o).errno().name())
                .collect(Collectors.joining(" or "));
        out.add("try {").in().add(text + ";");
        if (program.checked()) {
            head.use(JavaHead.Helper.CHECK);
            out.add("check(false, \"" + told + "\");");
        }
        out.out()
                .add("} catch (" + head.type("java.util.concurrent.ExecutionException") + " e) { // " + told)
                .in();
        out.add("System.out.println(e.getCause());").out().add("}");
    }
}
