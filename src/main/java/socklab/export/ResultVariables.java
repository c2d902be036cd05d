package socklab.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import socklab.call.Arg;
import socklab.call.Param;
import socklab.call.Result;
import socklab.lang.Command;
import socklab.lang.Token;

/** The variables that keep what calls give: sockets, data, addresses. */
final class ResultVariables {
    private static final int TYPE_MASK = 0xf;
    private static final Pattern RIGHTS = Pattern.compile("SCM_RIGHTS ([^\\s,]+)");

    private final SymbolTable symbols;
    private final Side side;
    private final boolean numbered;
    private Optional<ProgramVariable> lastPassed = Optional.empty();

    /** Variables for one program; {@code numbered} if its lines ask for results by number. */
    ResultVariables(SymbolTable symbols, Side side, boolean numbered) {
        this.symbols = symbols;
        this.side = side;
        this.numbered = numbered;
    }

    /** What a call gives that goes well; {@code number} is the number of its result. */
    Statement.Produced of(
            Command.Invoke c,
            Optional<ProgramVariable> on,
            List<Value> values,
            List<ExpectedOutcome> expected,
            boolean ours,
            int number) {
        List<String> names = c.names().stream().map(Token::text).toList();
        return switch (c.call().result()) {
            case DESCRIPTOR, PAIR -> {
                List<ProgramVariable> made = new ArrayList<>();
                for (int i = 0; i < c.call().resultNames(); i++) {
                    String name = names.size() > i ? names.get(i) : symbols.freeName();
                    made.add(made(name, descriptorKind(c, on), values, on, ours));
                }
                yield new Statement.Produced(List.copyOf(made), Optional.empty(), Optional.empty());
            }
            case EPOLL -> {
                String name = names.isEmpty() ? symbols.freeName() : names.getFirst();
                ProgramVariable epoll = symbols.unique(ProgramVariable.of(ProgramVariable.Kind.EPOLL, name));
                side.note(ours, epoll);
                yield new Statement.Produced(List.of(epoll), Optional.empty(), Optional.empty());
            }
            case ACCEPTED -> {
                String name = names.isEmpty() ? symbols.freeName() : names.getFirst();
                ProgramVariable made =
                        socket(name, on.orElseThrow().domain(), on.orElseThrow().type(), ours);
                yield new Statement.Produced(
                        List.of(made), Optional.empty(), Optional.of(address(made.name(), made.domain(), ours)));
            }
            case RECEIVED -> {
                String name = names.isEmpty() ? numbered ? "data" + number : "data" : names.getFirst();
                ProgramVariable data = symbols.unique(ProgramVariable.of(ProgramVariable.Kind.DATA, name));
                side.note(ours, data);
                boolean tells = c.call().params().stream()
                        .anyMatch(p -> p instanceof Param.AddressOut || p instanceof Param.MessageOut);
                yield new Statement.Produced(
                        passed(expected, ours),
                        Optional.of(data),
                        tells
                                ? Optional.of(
                                        address(data.name(), on.orElseThrow().domain(), ours))
                                : Optional.empty());
            }
            case LOCAL_NAME, PEER_NAME -> {
                String socket = on.orElseThrow().name();
                String suffix = c.call().result() == Result.LOCAL_NAME ? "" : "_peer";
                ProgramVariable address = names.isEmpty()
                        ? address(socket + suffix, on.orElseThrow().domain(), ours)
                        : symbols.unique(ProgramVariable.address(
                                names.getFirst(), on.orElseThrow().domain()));
                side.note(ours, address);
                yield new Statement.Produced(List.of(), Optional.empty(), Optional.of(address));
            }
            case ZERO, SENT, OPTION, SENT_MESSAGES, RECEIVED_MESSAGES, FLAGS, NUMBER, READY, CLOSED ->
                Statement.Produced.NOTHING;
        };
    }

    /** A socket, unless the call opens a file or a pipe, or copies the descriptor of one. */
    private static ProgramVariable.Kind descriptorKind(Command.Invoke c, Optional<ProgramVariable> on) {
        if (c.call().params().stream().anyMatch(Param.FilePath.class::isInstance)) {
            return ProgramVariable.Kind.FILE;
        }
        boolean socket = on.map(v -> v.kind() == ProgramVariable.Kind.SOCKET)
                .orElseGet(() -> c.call().params().stream().anyMatch(Param.SocketType.class::isInstance));
        return socket ? ProgramVariable.Kind.SOCKET : ProgramVariable.Kind.NUMBER;
    }

    private ProgramVariable made(
            String name, ProgramVariable.Kind kind, List<Value> values, Optional<ProgramVariable> on, boolean ours) {
        if (kind == ProgramVariable.Kind.SOCKET) {
            return socket(name, domain(values, on), type(values, on), ours);
        }
        ProgramVariable made = symbols.unique(ProgramVariable.of(kind, name));
        side.note(ours, made);
        return made;
    }

    private ProgramVariable socket(String name, int domain, int type, boolean ours) {
        ProgramVariable socket = symbols.unique(ProgramVariable.socket(name, domain, type));
        side.note(ours, socket);
        return socket;
    }

    /** A variable for the address of a socket, or the one that came with data. */
    ProgramVariable address(String of, int domain, boolean ours) {
        ProgramVariable address = symbols.unique(ProgramVariable.address(of + "_address", domain));
        side.note(ours, address);
        return address;
    }

    /** Notes the descriptors that a message passes: those that come out of it are of their kind. */
    void passes(Value value) {
        if (value instanceof Value.Gathered g && !g.rights().isEmpty()) {
            lastPassed = Optional.of(g.rights().getFirst());
        }
    }

    /** Descriptors that come with a message: the lab says under which names. */
    private List<ProgramVariable> passed(List<ExpectedOutcome> expected, boolean ours) {
        List<ProgramVariable> passed = new ArrayList<>();
        expected.stream()
                .map(o -> RIGHTS.matcher(o.text()))
                .filter(Matcher::find)
                .findFirst()
                .ifPresent(m -> {
                    ProgramVariable of = lastPassed.orElse(ProgramVariable.socket("", 0, 0));
                    passed.add(socket(m.group(1), of.domain(), of.type(), ours));
                });
        return List.copyOf(passed);
    }

    private static int domain(List<Value> values, Optional<ProgramVariable> on) {
        return on.map(ProgramVariable::domain).orElseGet(() -> number(values, 0));
    }

    private static int type(List<Value> values, Optional<ProgramVariable> on) {
        return on.map(ProgramVariable::type).orElseGet(() -> number(values, 1) & TYPE_MASK);
    }

    private static int number(List<Value> values, int at) {
        return values.size() > at && values.get(at) instanceof Value.Given g && g.arg() instanceof Arg.Num n
                ? n.value()
                : 0;
    }

    /** A call that fails gives nothing; C still has to offer it room. */
    Statement.Produced room(Command.Invoke c, Optional<ProgramVariable> on, boolean ours, int number) {
        return switch (c.call().result()) {
            case RECEIVED -> {
                Statement.Produced all = of(c, on, List.of(), List.of(), ours, number);
                yield new Statement.Produced(List.of(), all.data(), all.address());
            }
            case ACCEPTED, LOCAL_NAME, PEER_NAME ->
                new Statement.Produced(
                        List.of(),
                        Optional.empty(),
                        Optional.of(address("peer", on.orElseThrow().domain(), ours)));
            default -> Statement.Produced.NOTHING;
        };
    }
}
