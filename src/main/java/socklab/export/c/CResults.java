package socklab.export.c;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import socklab.call.Arg;
import socklab.call.Const;
import socklab.call.Param;
import socklab.export.CodeLines;
import socklab.export.ExpectedOutcome;
import socklab.export.Identifiers;
import socklab.export.Program;
import socklab.export.ProgramVariable;
import socklab.export.Refusal;
import socklab.export.Statement;
import socklab.export.Value;

/** What is done with what a call returns: checked, kept, printed. */
final class CResults {
    private static final int MOST_PRINTED = 4096;

    private final Program program;
    private final Identifiers names;
    private final CHead head;
    private final CScope scope;
    private final CValues values;
    private final CCalls calls;
    private final CChecks checks;

    CResults(
            Program program,
            Identifiers names,
            CHead head,
            CScope scope,
            CValues values,
            CCalls calls,
            CChecks checks) {
        this.program = program;
        this.names = names;
        this.head = head;
        this.scope = scope;
        this.values = values;
        this.calls = calls;
        this.checks = checks;
    }

    void result(Statement.Invoke call, List<ExpectedOutcome> expected, String text, CodeLines out) throws Refusal {
        head.include("stdio.h");
        if (call.mustFail()) {
            failed(call, expected, text, out);
            return;
        }
        String target = target(call, out);
        Optional<String> condition = program.checked()
                ? checks.condition(call, expected, target.isEmpty() ? "n" : target)
                : Optional.empty();
        boolean array = call.value(Param.PollSet.class).isPresent() && condition.isPresent();
        if (target.isEmpty() && condition.isEmpty() && !call.mayFail()) {
            out.add("if (" + text + " == -1)")
                    .in()
                    .add("die(\"" + function(call) + "\");")
                    .out();
            after(call, out);
            return;
        }
        String kept = target.isEmpty() ? number(call, out) : target;
        out.add(assigned(call, kept, text));
        if (call.mayFail()) {
            mayFail(call, expected, kept, condition, out);
            return;
        }
        out.add("if (" + kept + " == -1)")
                .in()
                .add("die(\"" + function(call) + "\");")
                .out();
        if (condition.isPresent()) {
            check(checks.condition(call, expected, kept).orElseThrow(), text(expected), out);
        }
        if (array) {
            pollEvents(call, expected, text, out);
        }
        after(call, out);
    }

    private static String function(Statement.Invoke call) {
        return call.call().function();
    }

    private static String text(List<ExpectedOutcome> expected) {
        return expected.stream().map(ExpectedOutcome::text).collect(Collectors.joining(" / "));
    }

    private void check(String condition, String expected, CodeLines out) {
        head.use(CHead.Helper.CHECK);
        String shown = expected.length() > 60 ? expected.substring(0, 60) : expected;
        out.add("check(" + condition + ", " + CText.literal(shown) + ");");
    }

    private void failed(Statement.Invoke call, List<ExpectedOutcome> expected, String text, CodeLines out) {
        String errnos = CChecks.failures(expected).stream().map(Enum::name).collect(Collectors.joining(" or "));
        if (program.checked()) {
            String errno = checks.errno(expected);
            check(text + " == -1 && " + (errno.contains("||") ? "(" + errno + ")" : errno), errnos, out);
        } else {
            out.add("if (" + text + " == -1)");
            out.in()
                    .add("perror(\"" + function(call) + "\"); /* " + errnos + " */")
                    .out();
        }
    }

    private void mayFail(
            Statement.Invoke call,
            List<ExpectedOutcome> expected,
            String kept,
            Optional<String> condition,
            CodeLines out)
            throws Refusal {
        if (program.checked()) {
            String well = condition.map(c -> kept + " != -1 && " + c).orElse(kept + " != -1");
            check("(" + well + ") || (" + kept + " == -1 && (" + checks.errno(expected) + "))", text(expected), out);
        }
        out.add("if (" + kept + " == -1)")
                .in()
                .add("perror(\"" + function(call) + "\");")
                .out();
        CodeLines more = new CodeLines();
        after(call, more);
        if (more.lines().size() == 1) {
            out.add("else").in().add(more.lines().getFirst()).out();
        }
    }

    /** The name under which the call's result is kept; nothing where it is not. */
    private String target(Statement.Invoke call, CodeLines out) {
        return switch (call.call().result()) {
            case DESCRIPTOR, ACCEPTED, EPOLL ->
                values.name(call.produced().sockets().getFirst());
            case RECEIVED -> values.length(call.produced().data().orElseThrow());
            case RECEIVED_MESSAGES -> number(call, out);
            case FLAGS -> setsFlags(call) ? "" : number(call, out);
            case ZERO, SENT, OPTION, LOCAL_NAME, PEER_NAME, PAIR, SENT_MESSAGES, NUMBER, READY, CLOSED -> "";
        };
    }

    private static boolean setsFlags(Statement.Invoke call) {
        return call.value(Param.Fcntl.class)
                .filter(v -> v instanceof Value.Given g
                        && g.arg() instanceof Arg.Fcntl f
                        && f.value().isPresent())
                .isPresent();
    }

    /** A variable for a number that is only looked at. */
    private static String number(Statement.Invoke call, CodeLines out) {
        return call.call().result().ctype() == socklab.call.CType.SSIZE ? "n" : "result";
    }

    private String assigned(Statement.Invoke call, String target, String text) {
        boolean counts = call.call().result().ctype() == socklab.call.CType.SSIZE;
        String value = !counts && text.endsWith("_result") ? "(int) " + text : text;
        return (scope.declare(target) ? counts ? "ssize_t " : "int " : "") + target + " = " + value + ";";
    }

    void declareLength(ProgramVariable data, String storage, CodeLines to) {
        if (scope.declare(values.length(data))) {
            to.add(storage + "ssize_t " + values.length(data) + ";");
        }
    }

    /** What poll wrote is in its array, which is named in the call. */
    private void pollEvents(Statement.Invoke call, List<ExpectedOutcome> expected, String text, CodeLines out) {
        if (!(call.value(Param.PollSet.class).orElseThrow() instanceof Value.WaitSet set)) {
            return;
        }
        int open = text.indexOf('(');
        if (open < 0) {
            return; // made in a thread
        }
        String array = text.substring(open + 1, text.indexOf(','));
        String all = expected.stream()
                .filter(ExpectedOutcome.Ready.class::isInstance)
                .map(o -> String.join(" && ", checks.events((ExpectedOutcome.Ready) o, set, array)))
                .map(c -> expected.size() > 1 ? "(" + c + ")" : c)
                .collect(Collectors.joining(" || "));
        check(all, text(expected), out);
    }

    /** What follows a call that went well. */
    private void after(Statement.Invoke call, CodeLines out) throws Refusal {
        switch (call.call().result()) {
            case PAIR -> {
                for (int i = 0; i < 2; i++) {
                    ProgramVariable socket = call.produced().sockets().get(i);
                    String name = values.name(socket);
                    if (!program.read().contains(socket)) {
                        continue;
                    }
                    out.add((scope.declare(name) ? "int " : "") + name + " = " + names.of("pair") + "[" + i + "];");
                }
            }
            case RECEIVED -> {
                ProgramVariable data = call.produced().data().orElseThrow();
                if (!call.produced().sockets().isEmpty()) {
                    new CMessages(names, head, scope, values)
                            .passed(call.produced().sockets(), out);
                }
                if (!program.read().contains(data) && !call.mustEnd()) {
                    out.add(
                            scope.size(data) > MOST_PRINTED
                                    ? "printf(\"%zd bytes\\n\", " + values.length(data) + ");"
                                    : "printf(\"%.*s\\n\", (int) " + values.length(data) + ", " + values.name(data)
                                            + ");");
                }
            }
            case RECEIVED_MESSAGES -> out.add("printf(\"%d messages\\n\", result);");
            case OPTION -> option(call, out);
            case NUMBER -> answer(call, out);
            case FLAGS -> {
                if (!setsFlags(call)) {
                    out.add("printf(\"%#x\\n\", (unsigned) result);");
                }
            }
            case LOCAL_NAME, PEER_NAME -> name(call, out);
            case ZERO, DESCRIPTOR, ACCEPTED, SENT, EPOLL, SENT_MESSAGES, READY, CLOSED -> {}
        }
    }

    private void answer(Statement.Invoke call, CodeLines out) {
        if (!(call.value(Param.Ioctl.class).orElseThrow() instanceof Value.Given g)
                || !(g.arg() instanceof Arg.Ioctl i)
                || i.value().isPresent()) {
            return;
        }
        String stamp = names.of("stamp");
        out.add(
                i.request() == Const.SIOCGSTAMP
                        ? "printf(\"%ld.%06ld s\\n\", (long) " + stamp + ".tv_sec, (long) " + stamp + ".tv_usec);"
                        : "printf(\"%d\\n\", " + names.of("value") + ");");
    }

    private void option(Statement.Invoke call, CodeLines out) {
        if (call.value(Param.OptionOut.class).orElseThrow() instanceof Value.Given g
                && g.arg() instanceof Arg.GetOption o) {
            String name = o.option().name().toLowerCase(java.util.Locale.ROOT).replaceFirst("^so_", "");
            String variable = names.of(name);
            out.add(
                    switch (o.option().kind()) {
                        case TIME ->
                            "printf(\"%ld.%06ld s\\n\", (long) " + variable + ".tv_sec, (long) " + variable
                                    + ".tv_usec);";
                        case LINGER -> "printf(\"%d, %d s\\n\", " + variable + ".l_onoff, " + variable + ".l_linger);";
                        case LONG -> "printf(\"%llu\\n\", (unsigned long long) " + variable + ");";
                        case TEXT -> "printf(\"%.*s\\n\", (int) " + variable + "_length, " + variable + ");";
                        default ->
                            CChecks.whole(o.option())
                                    ? "printf(\"%d\\n\", " + names.of("value") + ");"
                                    : "printf(\"%d bytes\\n\", (int) " + variable + "_length);";
                    });
        }
    }

    private void name(Statement.Invoke call, CodeLines out) {
        ProgramVariable address = call.produced().address().orElseThrow();
        if (program.read().contains(address) || address.domain() != Const.AF_INET.value()) {
            return;
        }
        head.include("arpa/inet.h");
        String name = values.name(address);
        out.add("printf(\"%s:%d\\n\", inet_ntoa(" + name + ".sin_addr), ntohs(" + name + ".sin_port));");
    }
}
