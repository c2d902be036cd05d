package socklab.export.python;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import socklab.call.Arg;
import socklab.call.Const;
import socklab.call.Param;
import socklab.call.SocketOption;
import socklab.export.Constants;
import socklab.export.Endpoint;
import socklab.export.ProgramVariable;
import socklab.export.Refusal;
import socklab.export.Statement;
import socklab.export.Value;

/**
 * Calls as Python makes them. What {@code <sys/socket.h>} declares is a method of a socket; what other headers declare
 * is a function of {@code os}, {@code fcntl} or {@code select}.
 *
 * <p>Source: docs.python.org, socket, select, fcntl, os.
 */
final class PythonCalls {
    private static final String LACKS = "/socklab/export/python-lacks.txt";

    private final PythonImports imports;
    private final PythonValues values;
    private final PythonDescriptorCalls descriptors;
    private final PythonWaits waits;
    private final PythonOptions options;
    private final Map<String, Integer> defined = new TreeMap<>();
    private final Set<String> lacking = lacking();

    PythonCalls(PythonImports imports, PythonValues values) {
        this.imports = imports;
        this.values = values;
        this.descriptors = new PythonDescriptorCalls(imports, values, this);
        this.waits = new PythonWaits(imports, values);
        this.options = new PythonOptions(imports, this);
    }

    /** What is called, and its arguments; statements that must stand before it. */
    record CallText(List<String> before, String function, List<String> arguments) {
        static CallText of(String function, List<String> arguments) {
            return new CallText(List.of(), function, arguments);
        }

        String text() {
            return function + "(" + String.join(", ", arguments) + ")";
        }
    }

    /** Constants that Python's module lacks, with their values. */
    Map<String, Integer> defined() {
        return defined;
    }

    private static Set<String> lacking() {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(PythonCalls.class.getResourceAsStream(LACKS), StandardCharsets.UTF_8))) {
            return in.lines().filter(l -> !l.startsWith("#")).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A constant of the socket module; one that it lacks is defined by the program. */
    private String constant(String name, int value) {
        if (lacking.contains(name)) {
            defined.put(name, value);
            return name;
        }
        return imports.name("socket", name);
    }

    String flags(int value, Const.Group... groups) {
        return Constants.flags(value, groups).stream()
                .map(n -> constant(n, Const.valueOf(n).value()))
                .collect(Collectors.joining(" | "));
    }

    String one(int value, Const.Group group) {
        String name = Constants.one(value, group);
        return name.matches("\\d+") ? name : constant(name, value);
    }

    static Refusal lacks(Statement.Invoke call) {
        return Refusal.of(call.source(), "python.lacks", call.call().function());
    }

    CallText call(Statement.Invoke call) throws Refusal {
        return switch (call.call().header()) {
            case SYS_SOCKET ->
                call.on().isPresent()
                        ? method(call)
                        : CallText.of(imports.name("socket", call.call().function()), made(call));
            case SYS_SOCKET_GNU, POLL_GNU -> throw lacks(call);
            case UNISTD, UNISTD_GNU, FCNTL, FCNTL_GNU, SYS_IOCTL, SYS_SENDFILE -> descriptors.call(call);
            case POLL, SYS_SELECT, SYS_EPOLL -> waits.call(call);
        };
    }

    private String on(Statement.Invoke call) {
        return values.name(call.on().orElseThrow());
    }

    /** Domain, type and protocol; a protocol of 0 is Python's standard. */
    private List<String> made(Statement.Invoke call) {
        List<String> args = new ArrayList<>();
        for (int i = 0; i < call.values().size(); i++) {
            int value = call.values().get(i) instanceof Value.Given g && g.arg() instanceof Arg.Num n ? n.value() : 0;
            switch (call.call().params().get(i)) {
                case Param.Choice p when p.group() == Const.Group.PROTOCOL && value == 0 -> {}
                case Param.Choice p -> args.add(one(value, p.group()));
                case Param.SocketType _ -> args.add(flagged(value));
                default -> {}
            }
        }
        return args;
    }

    private String flagged(int type) {
        String flags = flags(type, Const.Group.TYPE_FLAG);
        int bare = type & 0xf;
        return one(bare, Const.Group.TYPE) + (flags.isEmpty() ? "" : " | " + flags);
    }

    /** The arguments after the socket. */
    List<String> arguments(Statement.Invoke call) throws Refusal {
        List<String> args = new ArrayList<>();
        for (int i = 0; i < call.values().size(); i++) {
            argument(call, call.call().params().get(i), call.values().get(i), args);
        }
        return args;
    }

    private CallText method(Statement.Invoke call) throws Refusal {
        if (call.on().orElseThrow().kind() != ProgramVariable.Kind.SOCKET) {
            throw Refusal.of(call.source(), "python.file", call.call().function());
        }
        String function = call.call().function();
        List<String> args = arguments(call);
        Optional<Value> gathered = call.value(Param.MessageIn.class);
        if (gathered.isPresent()
                && gathered.get() instanceof Value.Gathered g
                && !g.rights().isEmpty()) {
            String fds =
                    g.rights().stream().map(v -> values.name(v) + ".fileno()").collect(Collectors.joining(", "));
            return CallText.of(
                    imports.name("socket", "send_fds"), List.of(on(call), pieces(call, g.pieces()), "[" + fds + "]"));
        }
        if (call.produced().data().isPresent() && !call.produced().sockets().isEmpty()) {
            return CallText.of(
                    imports.name("socket", "recv_fds"),
                    List.of(
                            on(call),
                            args.getFirst(),
                            Integer.toString(call.produced().sockets().size())));
        }
        return CallText.of(on(call) + "." + function, args);
    }

    private void argument(Statement.Invoke call, Param param, Value value, List<String> args) throws Refusal {
        switch (value) {
            case Value.Implied _ -> {}
            case Value.Address v -> {
                if (v.endpoint() instanceof Endpoint.Literal l
                        && l.address().family() != Const.AF_UNSPEC
                        && l.address().family().value()
                                != call.on().orElseThrow().domain()) {
                    throw Refusal.of(call.source(), "python.family");
                }
                args.add(values.address(call.source(), v.endpoint()));
            }
            case Value.Payload v -> args.add(values.bytes(v.parts()));
            case Value.Gathered v -> {
                args.add(pieces(call, v.pieces()));
                if (v.to().isPresent()) {
                    args.addAll(List.of("[]", "0", values.address(call.source(), v.to().get())));
                }
            }
            case Value.Pieces v -> {
                if (v.sizes().size() != 1) {
                    throw Refusal.of(call.source(), "python.pieces");
                }
                args.add(Integer.toString(v.sizes().getFirst()));
                if (v.control() > 0) {
                    args.add(Integer.toString(v.control()));
                }
            }
            case Value.Given v -> given(call, param, v.arg(), args);
            case Value.Batch _, Value.Rooms _, Value.Descriptor _, Value.WaitSet _, Value.Interest _ ->
                throw lacks(call);
        }
    }

    private String pieces(Statement.Invoke call, List<Value.Payload> pieces) {
        return pieces.stream().map(p -> values.bytes(p.parts())).collect(Collectors.joining(", ", "[", "]"));
    }

    private void given(Statement.Invoke call, Param param, Arg arg, List<String> args) throws Refusal {
        switch (arg) {
            case Arg.Num n -> {
                switch (param) {
                    case Param.Flags f when n.value() != 0 -> args.add(flags(n.value(), f.group()));
                    case Param.Flags _ -> {}
                    case Param.Choice c -> args.add(one(n.value(), c.group()));
                    default -> args.add(Integer.toString(n.value()));
                }
            }
            case Arg.Space s when s.length() == 0 -> throw Refusal.of(call.source(), "python.nothing");
            case Arg.Space s -> args.add(Integer.toString(s.length()));
            case Arg.SetOption o -> {
                args.add(constant(Constants.level(o.level()), o.level().value()));
                args.add(constant(o.option().name(), o.option().number()));
                args.add(options.value(call, o));
            }
            case Arg.GetOption o -> {
                args.add(constant(Constants.level(o.level()), o.level().value()));
                args.add(constant(o.option().name(), o.option().number()));
                if (!whole(o.option())) {
                    args.add(Integer.toString(o.option().kind().size()));
                }
            }
            default -> throw lacks(call);
        }
    }

    /** Whether an option's value is an int to Python. */
    static boolean whole(SocketOption option) {
        return option.kind().size() == 4 && option.kind() != SocketOption.Kind.IN_ADDR;
    }
}
