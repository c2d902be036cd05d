package socklab.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import socklab.call.Arg;
import socklab.call.Call;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.call.Param;
import socklab.call.Result;
import socklab.call.SocketAddress;
import socklab.lang.Command;
import socklab.lang.Operand;
import socklab.lang.Token;
import socklab.shell.ScriptStep;
import socklab.text.Message;

/** Says the calls of a lab as statements, and keeps account of what they do to sockets and addresses. */
final class CallTranslator implements OperandResolver.AddressFinder {
    /** The port that the textbook's programs use. */
    static final int STANDARD_PORT = 12000;

    private final SymbolTable symbols = new SymbolTable();
    private final OperandResolver operands = new OperandResolver(symbols, this);
    private final Map<ProgramVariable, Program.Argument> arguments = new LinkedHashMap<>();
    private final Emitter out;
    private final Side side;
    private final ResultVariables results;
    private final AskedAddresses asked = new AskedAddresses();
    private boolean lastWasOurs = true;
    private int number;
    private int emitted;

    CallTranslator(Emitter out, Side side, boolean numbered) {
        this.out = out;
        this.side = side;
        this.results = new ResultVariables(symbols, side, numbered);
    }

    SymbolTable symbols() {
        return symbols;
    }

    OperandResolver operands() {
        return operands;
    }

    /** Whether the call before belongs to the exported side. */
    boolean lastWasOurs() {
        return lastWasOurs;
    }

    boolean none() {
        return emitted == 0;
    }

    List<Program.Argument> arguments() {
        return List.copyOf(arguments.values());
    }

    /** The number of a loop's turn, under the name that the lab gives it. */
    ProgramVariable counter(String name) {
        ProgramVariable counter = symbols.unique(ProgramVariable.of(ProgramVariable.Kind.COUNT, name));
        symbols.define(name, new Statement.Produced(List.of(), Optional.of(counter), Optional.empty()));
        return counter;
    }

    /** A port that becomes an argument of the program. */
    Endpoint.Port argument(String name, int standard) {
        ProgramVariable port = symbols.unique(
                ProgramVariable.of(ProgramVariable.Kind.PORT, arguments.isEmpty() ? "port" : name + "_port"));
        arguments.put(port, new Program.Argument(port, standard));
        return new Endpoint.Port.Argument(port);
    }

    /** Takes out of the body of a loop the calls that ask for an address and need no second turn. */
    List<Statement> beforeLoop(List<Statement> body) {
        return asked.takeOut(body);
    }

    /** A call that was started in a thread; empty for one that belongs to the other side. */
    interface Background {
        void started(Statement.Start start, Command.Invoke typed, Runnable returned);
    }

    private Background background = (_, _, _) -> {};

    void background(Background to) {
        background = to;
    }

    void invoke(ScriptStep.Line line, Command.Invoke c) throws Refusal {
        number++;
        Source source = new Source(line.number(), line.text(), c.word().span());
        Optional<ProgramVariable> on = on(source, c);
        List<ExpectedOutcome> expected = expected(line, c);
        boolean ours = on.map(side::ours).orElseGet(() -> madeHere(c) || waitsForOurs(c));
        lastWasOurs = ours;
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < c.operands().size(); i++) {
            Operand operand = c.operands().get(i);
            values.add(
                    ours || c.call().params().get(i) instanceof Param.Local
                            ? operands.value(source, operand, on)
                            : foreign(source, operand, on));
        }
        own(c, on, ours, values);
        boolean mustFail = !expected.isEmpty() && expected.stream().allMatch(ExpectedOutcome.Fails.class::isInstance);
        Statement.Produced produced =
                mustFail ? results.room(c, on, ours, number) : results.of(c, on, values, expected, ours, number);
        Statement.Invoke call = new Statement.Invoke(source, c.call(), on, List.copyOf(values), produced, expected);
        Runnable returned = () -> {
            if (!mustFail) {
                effects(c, on, values, produced, !c.background());
            }
        };
        if (!ours) {
            out.skip();
            if (c.background()) {
                background.started(
                        new Statement.Start(call, ProgramVariable.of(ProgramVariable.Kind.THREAD, ""), false),
                        c,
                        returned);
            } else {
                returned.run();
            }
            return;
        }
        emitted++;
        if (c.background()) {
            start(call, c, returned);
        } else {
            out.add(call);
            returned.run();
        }
    }

    /** What the lab expects. A call that shall not wait may find nothing, even if the lab does not say so. */
    private static List<ExpectedOutcome> expected(ScriptStep.Line line, Command.Invoke c) {
        boolean mayFindNothing = line.expected().isEmpty()
                && c.operands().stream()
                        .anyMatch(o -> o instanceof Operand.Bound b
                                && b.arg() instanceof Arg.Num n
                                && c.call().params().get(c.operands().indexOf(o)) instanceof Param.Flags f
                                && f.group() == Const.Group.MSG
                                && (n.value() & Const.MSG_DONTWAIT.value()) != 0);
        return mayFindNothing
                ? List.of(
                        new ExpectedOutcome.Succeeds(""), new ExpectedOutcome.Fails(Errno.EAGAIN.name(), Errno.EAGAIN))
                : line.expected().stream()
                        .map(e -> OutcomeReader.read(e.result().text(), c.call().result()))
                        .toList();
    }

    private void start(Statement.Invoke call, Command.Invoke c, Runnable returned) {
        String name =
                c.names().stream().findFirst().map(Token::text).orElse(c.call().function());
        ProgramVariable thread = symbols.unique(ProgramVariable.of(ProgramVariable.Kind.THREAD, name + "_call"));
        boolean blocks = call.expected().stream().anyMatch(ExpectedOutcome.Blocks.class::isInstance);
        Statement.Start start = new Statement.Start(call, thread, blocks);
        out.add(start);
        background.started(start, c, returned);
    }

    private Optional<ProgramVariable> on(Source source, Command.Invoke c) throws Refusal {
        boolean epoll = c.call().onEpoll();
        if (!epoll && !c.call().onSocket()) {
            if (c.socket().isPresent()) {
                throw Refusal.of(source, "host", c.socket().get().text());
            }
            return Optional.empty();
        }
        if (c.socket().isPresent()) {
            return Optional.of(symbols.named(source, c.socket().get()));
        }
        return Optional.of(symbols.current(epoll)
                .orElseThrow(() -> Refusal.at(
                        source, Message.of("export.fault.socket", c.word().text()), Message.of("export.cure.socket"))));
    }

    /** Whether a call without a socket makes one of the exported side. */
    private boolean madeHere(Command.Invoke c) {
        return side.all()
                || (c.call().makesSocket() || c.call().result() == Result.EPOLL)
                        && c.names().stream()
                                .anyMatch(
                                        n -> side.made(n.text(), ProgramVariable.of(ProgramVariable.Kind.SOCKET, "?")));
    }

    private boolean waitsForOurs(Command.Invoke c) {
        return c.operands().stream()
                .flatMap(o -> switch (o) {
                    case Operand.PollSet p -> p.watches().stream();
                    case Operand.SelectSets p -> p.watches().stream();
                    default -> java.util.stream.Stream.<Operand.Watch>empty();
                })
                .map(w -> symbols.socket(w.name().text()))
                .anyMatch(s -> s.isPresent() && side.ours(s.get()));
    }

    /** An operand of a call of the other side: only an address that it connects to is of interest. */
    private Value foreign(Source source, Operand operand, Optional<ProgramVariable> on) throws Refusal {
        return operand instanceof Operand.Bound ? operands.value(source, operand, on) : new Value.Implied();
    }

    /** On one side of a lab, a port that the kernel would choose is an argument: the other side must know it. */
    private void own(Command.Invoke c, Optional<ProgramVariable> on, boolean ours, List<Value> values) {
        if (side.all() || !ours) {
            return;
        }
        for (int i = 0; i < values.size(); i++) {
            if (c.call().params().get(i) instanceof Param.Local
                    && values.get(i) instanceof Value.Address a
                    && a.endpoint() instanceof Endpoint.Literal l
                    && SymbolTable.certain(l).isEmpty()
                    && on.filter(ProgramVariable::internet).isPresent()) {
                values.set(i, new Value.Address(onPort(l.address(), on.get())));
            }
        }
    }

    private Endpoint onPort(SocketAddress host, ProgramVariable socket) {
        String figures = switch (host) {
            case SocketAddress.Inet4 a -> a.address() == 0 ? "" : a.host();
            case SocketAddress.Inet6 a -> a.high() == 0 && a.low() == 0 ? "" : a.host();
            case SocketAddress.Unix _, SocketAddress.Unspec _, SocketAddress.Other _ -> "";
        };
        return new Endpoint.Named(figures, socket.domain(), argument(socket.name(), STANDARD_PORT));
    }

    private void effects(
            Command.Invoke c,
            Optional<ProgramVariable> on,
            List<Value> values,
            Statement.Produced produced,
            boolean foreground) {
        List<String> names = c.names().stream().map(Token::text).toList();
        for (int i = produced.sockets().size() - 1; i >= 0; i--) {
            ProgramVariable made = produced.sockets().get(i);
            boolean current =
                    foreground && i == 0 && made.descriptor() && produced.data().isEmpty();
            symbols.made(names.size() > i && produced.data().isEmpty() ? names.get(i) : made.name(), made, current);
        }
        switch (c.call().result()) {
            case CLOSED -> on.ifPresent(symbols::closed);
            case LOCAL_NAME ->
                symbols.local(on.orElseThrow(), produced.address().map(Endpoint.Kept::new));
            case PEER_NAME ->
                symbols.remote(on.orElseThrow(), produced.address().map(Endpoint.Kept::new));
            case ACCEPTED ->
                symbols.remote(produced.sockets().getFirst(), produced.address().map(Endpoint.Kept::new));
            default -> {}
        }
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) instanceof Value.Address a && c.call().result() == Result.ZERO) {
                if (c.call().params().get(i) instanceof Param.Local) {
                    symbols.local(on.orElseThrow(), SymbolTable.certain(a.endpoint()));
                } else {
                    symbols.local(on.orElseThrow(), Optional.empty());
                    symbols.remote(on.orElseThrow(), SymbolTable.certain(a.endpoint()));
                }
            }
            results.passes(values.get(i));
        }
        if (produced.sockets().isEmpty() || produced.data().isPresent()) {
            names.stream().findFirst().ifPresent(n -> symbols.define(n, produced));
        }
        symbols.define("_", produced);
        symbols.define(Integer.toString(number), produced);
    }

    @Override
    public boolean ours(ProgramVariable variable) {
        return side.ours(variable);
    }

    @Override
    public Endpoint local(Source source, ProgramVariable socket) throws Refusal {
        Optional<Endpoint> known = symbols.local(socket);
        if (known.isPresent()) {
            return known.get();
        }
        if (!side.ours(socket)) {
            Endpoint argument = new Endpoint.Named(
                    socket.domain() == Const.AF_INET6.value() ? "::1" : "127.0.0.1",
                    socket.domain(),
                    argument(socket.name(), STANDARD_PORT));
            symbols.local(socket, Optional.of(argument));
            return argument;
        }
        return ask(source, Call.resultingIn(Result.LOCAL_NAME), socket, "");
    }

    @Override
    public Endpoint remote(Source source, ProgramVariable socket) throws Refusal {
        Optional<Endpoint> known = symbols.remote(socket);
        if (known.isPresent()) {
            return known.get();
        }
        if (!side.ours(socket)) {
            throw Refusal.of(source, "otherSide", "$" + socket.name() + ".remote");
        }
        return ask(source, Call.resultingIn(Result.PEER_NAME), socket, "_peer");
    }

    /** Adds the call that a session makes where the typed calls do not tell an address. */
    private Endpoint ask(Source source, Call call, ProgramVariable socket, String suffix) {
        ProgramVariable address = results.address(socket.name() + suffix, socket.domain(), true);
        out.add(asked.note(new Statement.Invoke(
                source,
                call,
                Optional.of(socket),
                List.of(new Value.Implied(), new Value.Implied()),
                new Statement.Produced(List.of(), Optional.empty(), Optional.of(address)),
                List.of())));
        Endpoint kept = new Endpoint.Kept(address);
        if (call.result() == Result.LOCAL_NAME) {
            symbols.local(socket, Optional.of(kept));
        } else {
            symbols.remote(socket, Optional.of(kept));
        }
        return kept;
    }
}
