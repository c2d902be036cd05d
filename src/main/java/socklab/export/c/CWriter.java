package socklab.export.c;

import java.util.Deque;
import java.util.List;
import java.util.Set;
import socklab.call.Errno;
import socklab.export.CodeLines;
import socklab.export.ExpectedOutcome;
import socklab.export.Identifiers;
import socklab.export.Program;
import socklab.export.ProgramVariable;
import socklab.export.ProgramWriter;
import socklab.export.Refusal;
import socklab.export.SocketScopes;
import socklab.export.Statement;

/** Writes a program in C99 with POSIX: every return is checked, and one function ends the program. */
public final class CWriter {
    private final CHead head = new CHead();
    private final Identifiers names = new Identifiers(CWords.reserved(), CWriter::inIdentifier, n -> n);
    private final CodeLines functions = new CodeLines();
    private final CodeLines out = new CodeLines();
    private final Program program;
    private final CScope scope;
    private final CValues values;
    private final CCalls calls;
    private final CResults results;

    private CWriter(Program program) {
        this.program = program;
        this.scope = new CScope(program.body());
        this.values = new CValues(names, head, scope, program);
        this.calls = new CCalls(names, head, scope, values);
        this.results = new CResults(
                program,
                names,
                head,
                scope,
                values,
                calls,
                new CChecks(names, head, SocketScopes.socketsByName(program.body())));
    }

    /** The writer; it keeps nothing from one program to the next. */
    public static ProgramWriter writer() {
        return program -> new CWriter(program).text();
    }

    /** Ideographs: C99 lists them among the characters of identifiers, as every compiler of today does. */
    private static boolean inIdentifier(int c) {
        return c >= 0x4e00 && c <= 0x9fa5;
    }

    private String text() throws Refusal {
        out.in();
        shared();
        scope.enter();
        arguments();
        signals();
        scope.hoisted().forEach(v -> declare(v, "", out));
        block(program.body());
        out.out();
        CodeLines text = new CodeLines();
        head.include("stdio.h", "stdlib.h", "unistd.h");
        head.use(CHead.Helper.DIE);
        head.write(program.title(), text);
        functions.lines().forEach(text::add);
        text.add(program.arguments().isEmpty() ? "int main(void)" : "int main(int argc, char *argv[])");
        text.add("{");
        out.lines().forEach(text::add);
        boolean endless = !program.body().isEmpty()
                && program.body().getLast() instanceof Statement.Loop l
                && l.times().isEmpty();
        text.add(endless ? "}" : "    return EXIT_SUCCESS;");
        return endless ? text.text() : text.add("}").text();
    }

    /** What threads share with main stands outside of it. */
    private void shared() {
        scope.shared().forEach(v -> declare(v, "static ", functions));
        if (!functions.isEmpty()) {
            functions.add("");
        }
    }

    private void declare(ProgramVariable v, String storage, CodeLines to) {
        String name = values.name(v);
        if (!scope.declare(name)) {
            return;
        }
        switch (v.kind()) {
            case SOCKET, FILE, NUMBER, EPOLL -> to.add(storage + "int " + name + ";");
            case DATA -> {
                to.add(storage + "char " + name + "[" + scope.size(v) + "];");
                if (!scope.neverGiven(v)) {
                    results.declareLength(v, storage, to);
                }
            }
            case ADDRESS -> {
                head.include("netinet/in.h", "sys/socket.h");
                to.add(storage + CScope.structure(v.domain()) + " " + name + ";");
                to.add(storage + "socklen_t " + values.length(v) + ";");
            }
            case TEXT -> to.add(storage + "char " + name + "[2048];");
            case COUNT, PORT, THREAD -> {}
        }
    }

    private void arguments() {
        for (int i = 0; i < program.arguments().size(); i++) {
            Program.Argument a = program.arguments().get(i);
            out.add("int " + values.name(a.port()) + " = argc > " + (i + 1) + " ? atoi(argv[" + (i + 1) + "]) : "
                    + a.standard() + ";");
        }
        if (!program.arguments().isEmpty()) {
            out.add("");
        }
    }

    private void signals() {
        if (any(
                program.body(),
                s -> s instanceof Statement.Invoke i
                        && CChecks.failures(i.expected()).contains(Errno.EPIPE))) {
            head.include("signal.h");
            out.add("signal(SIGPIPE, SIG_IGN); /* EPIPE, and no end by a signal */");
        }
        if (any(program.body(), s -> s instanceof Statement.Interrupt)) {
            head.use(CHead.Helper.INTERRUPTED);
            out.add("struct sigaction action = {.sa_handler = interrupted};");
            out.add("sigaction(SIGUSR1, &action, NULL);");
        }
    }

    private static boolean any(List<Statement> statements, java.util.function.Predicate<Statement> of) {
        return statements.stream().anyMatch(s -> of.test(s) || s instanceof Statement.Loop l && any(l.body(), of));
    }

    private void block(List<Statement> block) throws Refusal {
        for (Statement statement : block) {
            statement(statement);
        }
    }

    private void statement(Statement statement) throws Refusal {
        switch (statement) {
            case Statement.Comment s -> comment(s.lines());
            case Statement.Gap _ -> out.gap();
            case Statement.Invoke s -> results.result(s, s.expected(), calls.call(s, out), out);
            case Statement.Start s -> start(s);
            case Statement.Join s -> join(s);
            case Statement.StillBlocks s -> {
                pause(s.after());
                stillBlocks(s.start());
            }
            case Statement.Interrupt s -> {
                head.include("signal.h", "pthread.h");
                String thread = values.name(s.start().thread());
                head.use(CHead.Helper.PAUSE);
                out.add("do { /* again, if the signal came before the call */").in();
                out.add("pthread_kill(" + thread + ", SIGUSR1);");
                out.add("pause_ms(20);").out();
                out.add("} while (!" + thread + "_returned);");
            }
            case Statement.Loop s -> {
                out.add(loop(s)).in();
                scope.enter();
                block(s.body());
                scope.leave();
                out.out().add("}");
            }
            case Statement.Pause s -> pause(s.time());
            case Statement.Input s -> input(s);
            case Statement.Print s -> {
                head.include("stdio.h");
                CValues.Format format = values.format(s.source(), s.parts(), out);
                boolean plain = format.arguments().isEmpty() && !format.format().contains("%");
                out.add(
                        plain
                                ? "puts(" + format.format() + ");"
                                : "printf("
                                        + new CValues.Format(
                                                        format.format().replaceFirst("\"$", "\\\\n\""),
                                                        format.arguments())
                                                .text()
                                        + ");");
            }
        }
    }

    /** What a thread found ready is looked at there: outside of it only how much that is. */
    private static ExpectedOutcome counted(ExpectedOutcome outcome) {
        return outcome instanceof ExpectedOutcome.Ready r
                ? new ExpectedOutcome.Sent(
                        r.text(), r.events().size(), r.events().size())
                : outcome;
    }

    private String loop(Statement.Loop s) {
        boolean counted = s.counter().filter(program.read()::contains).isPresent();
        if (s.times().isEmpty() && !counted) {
            return "for (;;) {";
        }
        String turn = counted ? values.name(s.counter().orElseThrow()) : names.of("turn");
        String more = s.times().isEmpty() ? "" : " " + turn + " <= " + s.times().getAsLong();
        return "for (long " + turn + " = 1;" + more + "; " + turn + "++) {";
    }

    private void comment(List<String> lines) {
        if (lines.size() == 1) {
            out.add("/* " + CText.comment(lines.getFirst()) + " */");
            return;
        }
        for (int i = 0; i < lines.size(); i++) {
            String end = i + 1 == lines.size() ? " */" : "";
            out.add((i == 0 ? "/* " : " * ") + CText.comment(lines.get(i)) + end);
        }
    }

    private void pause(java.time.Duration time) {
        head.use(CHead.Helper.PAUSE);
        out.add("pause_ms(" + time.toMillis() + ");");
    }

    private void input(Statement.Input s) {
        head.include("stdio.h", "string.h");
        String name = values.name(s.into());
        if (scope.declare(name)) {
            out.add("char " + name + "[2048];");
        }
        out.add("printf(\"%s\", " + CText.literal(s.prompt()) + ");");
        out.add("fflush(stdout);");
        out.add("if (fgets(" + name + ", sizeof " + name + ", stdin) == NULL)");
        out.in().add("die(\"fgets\");").out();
        out.add(name + "[strcspn(" + name + ", \"\\n\")] = '\\0';");
    }

    /** A thread: a function that makes the call, and keeps its result and its errno. */
    private void start(Statement.Start s) throws Refusal {
        head.include("pthread.h", "errno.h", "signal.h");
        String thread = values.name(s.thread());
        if (scope.declare(thread)) {
            functions.add("static pthread_t " + thread + ";");
        }
        functions.add("static ssize_t " + thread + "_result;");
        functions.add("static int " + thread + "_errno;");
        functions.add("static volatile sig_atomic_t " + thread + "_returned;");
        functions.add("");
        functions.add("static void *" + thread + "_run(void *unused)");
        functions.add("{").in();
        functions.add("(void) unused;");
        Deque<Set<String>> main = scope.enterFunction();
        String text = calls.call(s.call(), functions);
        scope.leaveFunction(main);
        functions.add(thread + "_result = " + text + ";");
        functions.add(thread + "_errno = errno;");
        functions.add(thread + "_returned = 1;");
        functions.add("return NULL;").out();
        functions.add("}").add("");
        out.add("if (pthread_create(&" + thread + ", NULL, " + thread + "_run, NULL) != 0)");
        out.in().add("die(\"pthread_create\");").out();
        if (s.blocks()) {
            head.use(CHead.Helper.PAUSE);
            out.add("pause_ms(100); /* it waits */");
            stillBlocks(s);
        }
    }

    private void stillBlocks(Statement.Start s) {
        if (program.checked()) {
            head.use(CHead.Helper.CHECK);
            out.add("check(!" + values.name(s.thread()) + "_returned, \"blocks\");");
        }
    }

    private void join(Statement.Join s) throws Refusal {
        String thread = values.name(s.start().thread());
        out.add("pthread_join(" + thread + ", NULL);");
        out.add("errno = " + thread + "_errno;");
        Statement.Invoke call = s.start().call();
        List<ExpectedOutcome> expected =
                s.expected().stream().map(CWriter::counted).toList();
        results.result(
                new Statement.Invoke(s.source(), call.call(), call.on(), call.values(), call.produced(), expected),
                expected,
                thread + "_result",
                out);
    }
}
