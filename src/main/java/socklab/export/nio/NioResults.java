package socklab.export.nio;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import socklab.call.Arg;
import socklab.call.Errno;
import socklab.call.Param;
import socklab.call.Result;
import socklab.export.CodeLines;
import socklab.export.ExpectedOutcome;
import socklab.export.Program;
import socklab.export.ProgramVariable;
import socklab.export.Refusal;
import socklab.export.Statement;
import socklab.export.Value;

/** What is done with what a call gives: kept, checked, printed; and how it may fail. */
final class NioResults {
    private static final int MOST_PRINTED = 4096;

    private final Program program;
    private final JavaHead head;
    private final JavaValues values;
    private final NioCalls calls;
    private final NioChecks checks;
    private final JavaScope scope;
    private final CodeLines out;
    private final Set<ProgramVariable> broken = new HashSet<>();

    NioResults(Program program, JavaHead head, JavaValues values, NioCalls calls, JavaScope scope, CodeLines out) {
        this.program = program;
        this.head = head;
        this.values = values;
        this.calls = calls;
        this.checks = new NioChecks(head, values);
        this.scope = scope;
        this.out = out;
    }

    /** Whether a call on the channel failed in a way after which Java closes it. */
    boolean broken(ProgramVariable channel) {
        return broken.contains(channel);
    }

    /** A fresh buffer for a call that receives. */
    void buffer(Statement.Invoke call) throws Refusal {
        if (call.call().result() == Result.RECEIVED
                && call.value(Param.Buffer.class).orElse(new Value.Implied()) instanceof Value.Given g
                && g.arg() instanceof Arg.Space s) {
            String name = values.name(call.produced().data().orElseThrow());
            out.add(scope.assigned(head.type("java.nio.ByteBuffer"), name) + " = ByteBuffer.allocate(" + s.length()
                    + ");");
        }
    }

    /** A call that the lab expects to fail, or that may. */
    void mayFail(Statement.Invoke call, String text, boolean atOnce) throws Refusal {
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
        scope.enter();
        if (call.mustFail()) {
            out.add(text + ";");
            if (program.checked()) {
                head.use(JavaHead.Helper.CHECK);
                out.add("check(false, \"" + told + "\");");
            }
        } else {
            succeeded(call, call.expected(), text);
        }
        scope.leave();
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

    /** A call that is to go well: an exception speaks for it if it does not. */
    void succeeded(Statement.Invoke call, List<ExpectedOutcome> expected, String text) throws Refusal {
        Optional<String> condition = program.checked() ? checks.condition(call, expected, "n") : Optional.empty();
        switch (call.call().result()) {
            case DESCRIPTOR, ACCEPTED -> {
                ProgramVariable made = call.produced().sockets().getFirst();
                out.add(scope.assigned(calls.type(call, made), values.name(made)) + " = " + text + ";");
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
                    out.add(scope.assigned(
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
            out.add(scope.assigned(head.type("java.net.SocketAddress"), values.name(address)) + " = " + text + ";");
        } else {
            out.add("System.out.println(" + text + ");");
        }
    }

    /** What is done with the bytes that came. */
    void received(Statement.Invoke call, List<ExpectedOutcome> expected) {
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
}
