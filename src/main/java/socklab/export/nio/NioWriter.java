package socklab.export.nio;

import java.util.List;
import java.util.stream.Collectors;
import socklab.call.Const;
import socklab.call.Result;
import socklab.export.CodeLines;
import socklab.export.ExpectedOutcome;
import socklab.export.Identifiers;
import socklab.export.Program;
import socklab.export.ProgramWriter;
import socklab.export.Refusal;
import socklab.export.SocketScopes;
import socklab.export.Statement;

/** Writes a program in Java with channels: in {@code try}, exceptions left to speak where no failure is expected. */
public final class NioWriter {
    private static final int MOST_NESTED = 3;

    private final JavaHead head = new JavaHead();
    private final Identifiers names = new Identifiers(
            JavaWords.reserved(),
            c -> Character.isJavaIdentifierPart(c) && Character.isLetterOrDigit(c),
            NioWriter::camel);
    private final JavaValues values = new JavaValues(names, head);
    private final CodeLines out = new CodeLines();
    private final JavaScope scope = new JavaScope();
    private final Program program;
    private final NioCalls calls;
    private final NioResults results;
    private final JavaBlocks blocks;

    private NioWriter(Program program) {
        this.program = program;
        this.calls = new NioCalls(head, values, new JavaRoles(program.body()));
        this.results = new NioResults(program, head, values, calls, scope, out);
        this.blocks = new JavaBlocks(program, values, calls, scope, out, this::statement);
    }

    /** The writer; it keeps nothing from one program to the next. */
    public static ProgramWriter writer() {
        return program -> new NioWriter(program).text();
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
            // in a virtual thread a write to a full buffer returns what it could send, and does not wait
            out.add(head.type("java.util.concurrent.ExecutorService") + " pool = "
                    + head.type("java.util.concurrent.Executors")
                    + ".newThreadPerTaskExecutor(Thread.ofPlatform().daemon().factory());");
        }
        blocks.write(program.body(), used);
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
                scope.enter();
                blocks.write(s.body(), new SocketScopes(s.body(), false));
                scope.leave();
                out.out().add("}");
            }
            case Statement.Pause s -> out.add("Thread.sleep(" + s.time().toMillis() + ");");
            case Statement.Input s -> {
                out.add("System.out.print(" + JavaText.literal(s.prompt()) + ");");
                out.add(scope.assigned("String", values.name(s.into())) + " = input.nextLine();");
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

    private void invoke(Statement.Invoke call) throws Refusal {
        if (call.on().filter(results::broken).isPresent() && call.call().result() != Result.CLOSED) {
            throw Refusal.of(call.source(), "java.errno", "ECONNREFUSED/ECONNRESET");
        }
        results.buffer(call);
        boolean once = call.call().result() == Result.RECEIVED && NioCalls.flag(call, Const.MSG_DONTWAIT);
        if (once) {
            out.add(values.name(call.on().orElseThrow()) + ".configureBlocking(false);");
        }
        String text = calls.call(call);
        boolean all = call.call().result() == Result.RECEIVED && NioCalls.flag(call, Const.MSG_WAITALL);
        if (call.mayFail()) {
            results.mayFail(call, text, once || call.on().isPresent() && calls.nonBlocking(call));
        } else if (all) {
            String data = values.name(call.produced().data().orElseThrow());
            out.add("while (" + data + ".hasRemaining() && " + text + " != -1) {")
                    .in();
            out.add("// MSG_WAITALL").out().add("}");
            results.received(call, call.expected());
        } else {
            results.succeeded(call, call.expected(), text);
        }
        if (once) {
            out.add(values.name(call.on().orElseThrow()) + ".configureBlocking(true);");
        }
    }

    private void start(Statement.Start start) throws Refusal {
        Statement.Invoke call = start.call();
        if (call.call().result() == Result.RECEIVED && NioCalls.flag(call, Const.MSG_WAITALL)) {
            throw Refusal.of(call.source(), "java.flags", "MSG_WAITALL");
        }
        results.buffer(call);
        String text = calls.call(call);
        String type = switch (call.call().result()) {
            case ACCEPTED -> calls.type(call, call.produced().sockets().getFirst());
            case SENT -> "Integer";
            case RECEIVED -> calls.receives(call) ? head.type("java.net.SocketAddress") : "Integer";
            default -> "Object";
        };
        out.add(scope.assigned(head.type("java.util.concurrent.Future") + "<" + type + ">", values.name(start.thread()))
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
            results.succeeded(call, join.expected(), text);
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
