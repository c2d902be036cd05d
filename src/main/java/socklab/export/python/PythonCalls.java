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
import java.util.stream.Stream;
import socklab.call.Arg;
import socklab.call.Const;
import socklab.call.OptionValue;
import socklab.call.Param;
import socklab.call.Result;
import socklab.call.SocketOption;
import socklab.export.Constants;
import socklab.export.Endpoint;
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
    private static final Map<String, String> TERMIOS = Map.of("FIONREAD", "FIONREAD", "SIOCOUTQ", "TIOCOUTQ");

    private final PythonImports imports;
    private final PythonValues values;
    private final Map<String, Integer> defined = new TreeMap<>();
    private final Set<String> lacking = lacking();

    PythonCalls(PythonImports imports, PythonValues values) {
        this.imports = imports;
        this.values = values;
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

    private String flags(int value, Const.Group... groups) {
        return Constants.flags(value, groups).stream()
                .map(n -> constant(n, Const.valueOf(n).value()))
                .collect(Collectors.joining(" | "));
    }

    private String one(int value, Const.Group group) {
        String name = Constants.one(value, group);
        return name.matches("\\d+") ? name : constant(name, value);
    }

    CallText call(Statement.Invoke call) throws Refusal {
        return switch (call.call().header()) {
            case SYS_SOCKET ->
                call.on().isPresent()
                        ? method(call)
                        : CallText.of(imports.name("socket", call.call().function()), made(call));
            case SYS_SOCKET_GNU, SYS_SENDFILE ->
                throw Refusal.of(call.source(), "python.lacks", call.call().function());
            case UNISTD -> unistd(call);
            case FCNTL -> fcntl(call);
            case SYS_IOCTL -> ioctl(call);
            case POLL -> poll(call);
            case SYS_SELECT -> select(call);
            case SYS_EPOLL -> epoll(call);
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

    private CallText method(Statement.Invoke call) throws Refusal {
        String function = call.call().function();
        List<String> args = new ArrayList<>();
        for (int i = 0; i < call.values().size(); i++) {
            argument(call, call.call().params().get(i), call.values().get(i), args);
        }
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
                throw Refusal.of(call.source(), "python.lacks", call.call().function());
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
            case Arg.Space s -> args.add(Integer.toString(s.length()));
            case Arg.SetOption o -> {
                args.add(constant(Constants.level(o.level()), o.level().value()));
                args.add(constant(o.option().name(), o.option().number()));
                args.add(optionValue(call, o));
            }
            case Arg.GetOption o -> {
                args.add(constant(Constants.level(o.level()), o.level().value()));
                args.add(constant(o.option().name(), o.option().number()));
                if (!whole(o.option())) {
                    args.add(Integer.toString(o.option().kind().size()));
                }
            }
            default ->
                throw Refusal.of(call.source(), "python.lacks", call.call().function());
        }
    }

    /** Whether an option's value is an int to Python. */
    static boolean whole(SocketOption option) {
        return option.kind().size() == 4 && option.kind() != SocketOption.Kind.IN_ADDR;
    }

    private String optionValue(Statement.Invoke call, Arg.SetOption o) throws Refusal {
        return switch (o.value()) {
            case OptionValue.Number n
            when o.option().kind() == SocketOption.Kind.LONG -> pack("q", Long.toString(n.value()));
            case OptionValue.Number n ->
                o.option().names().isPresent()
                        ? numberOf(o.option().names().get(), (int) n.value())
                        : Long.toString(n.value());
            case OptionValue.Time t -> pack("ll", t.seconds() + ", " + t.micros());
            case OptionValue.Linger l -> pack("ii", (l.on() ? 1 : 0) + ", " + l.seconds());
            case OptionValue.Text t -> PythonText.bytes(socklab.call.Bytes.utf8(t.text()));
            case OptionValue.Interface4 i -> aton(i.address().host());
            case OptionValue.Group4 g ->
                aton(g.group().host()) + " + " + aton(g.via().host());
            case OptionValue.Address _,
                    OptionValue.Group4n _,
                    OptionValue.Source4 _,
                    OptionValue.GroupRequest _,
                    OptionValue.Octets _,
                    OptionValue.PortRange _,
                    OptionValue.Group6 _,
                    OptionValue.Fields _ ->
                throw Refusal.of(call.source(), "option", o.option().name());
        };
    }

    private String numberOf(Const.Group group, int value) {
        String flags = group == Const.Group.TIMESTAMPING ? flags(value, group) : one(value, group);
        return flags.isEmpty() ? Integer.toString(value) : flags;
    }

    private String pack(String format, String fields) {
        return imports.member("struct", "pack") + "(\"" + format + "\", " + fields + ")";
    }

    private String aton(String host) {
        return imports.name("socket", "inet_aton") + "(\"" + host + "\")";
    }

    private CallText unistd(Statement.Invoke call) throws Refusal {
        if (call.call().result() == Result.CLOSED || call.call().result() == Result.DESCRIPTOR) {
            return CallText.of(on(call) + "." + call.call().function(), List.of());
        }
        CallText method = method(call);
        return CallText.of(
                imports.member("os", call.call().function()),
                Stream.concat(Stream.of(on(call) + ".fileno()"), method.arguments().stream())
                        .toList());
    }

    private CallText fcntl(Statement.Invoke call) throws Refusal {
        if (!(call.value(Param.Fcntl.class).orElseThrow() instanceof Value.Given g)
                || !(g.arg() instanceof Arg.Fcntl f)) {
            throw Refusal.of(call.source(), "python.lacks", call.call().function());
        }
        List<String> args = new ArrayList<>(
                List.of(on(call), imports.member("fcntl", f.command().name())));
        if (f.value().isPresent()) {
            String module = f.command().argument().orElseThrow() == Const.Group.FD_FLAG ? "fcntl" : "os";
            List<String> names =
                    Constants.flags(f.value().get(), f.command().argument().orElseThrow());
            args.add(
                    names.isEmpty()
                            ? "0"
                            : names.stream().map(n -> imports.member(module, n)).collect(Collectors.joining(" | ")));
        }
        return CallText.of(imports.member("fcntl", "fcntl"), args);
    }

    /** Python's ioctl changes a buffer; the number in it is unpacked. */
    private CallText ioctl(Statement.Invoke call) throws Refusal {
        if (!(call.value(Param.Ioctl.class).orElseThrow() instanceof Value.Given g)
                || !(g.arg() instanceof Arg.Ioctl i)) {
            throw Refusal.of(call.source(), "python.lacks", call.call().function());
        }
        String name = i.request().name();
        String request = TERMIOS.containsKey(name) ? imports.member("termios", TERMIOS.get(name)) : name;
        if (!TERMIOS.containsKey(name)) {
            defined.put(name, i.request().value());
        }
        String made = imports.member("fcntl", "ioctl") + "(" + on(call) + ", " + request + ", bytes(4))";
        return CallText.of("int.from_bytes", List.of(made, imports.member("sys", "byteorder")));
    }

    private CallText poll(Statement.Invoke call) throws Refusal {
        List<String> before = new ArrayList<>();
        String poller = values.fresh("poller");
        before.add(poller + " = " + imports.member("select", "poll") + "()");
        if (call.value(Param.PollSet.class).orElseThrow() instanceof Value.WaitSet set) {
            for (Value.Watch watch : set.watches()) {
                before.add(poller + ".register(" + values.name(watch.socket()) + ", "
                        + events(watch.events(), Const.Group.POLL) + ")");
            }
        }
        int millis =
                call.value(Param.Millis.class).orElseThrow() instanceof Value.Given g && g.arg() instanceof Arg.Millis m
                        ? m.millis()
                        : -1;
        return new CallText(before, poller + ".poll", millis < 0 ? List.of() : List.of(Integer.toString(millis)));
    }

    /** Events as constants of the select module. */
    String events(int events, Const.Group group) {
        List<String> names = Constants.flags(events, group);
        return names.isEmpty()
                ? "0"
                : names.stream().map(n -> imports.member("select", n)).collect(Collectors.joining(" | "));
    }

    private CallText select(Statement.Invoke call) throws Refusal {
        if (!(call.value(Param.SelectSets.class).orElseThrow() instanceof Value.WaitSet set)) {
            throw Refusal.of(call.source(), "python.lacks", call.call().function());
        }
        List<String> args = new ArrayList<>();
        for (Const kind : List.of(Const.POLLIN, Const.POLLOUT, Const.POLLPRI)) {
            args.add(set.watches().stream()
                    .filter(w -> w.events() == kind.value())
                    .map(w -> values.name(w.socket()))
                    .collect(Collectors.joining(", ", "[", "]")));
        }
        if (call.value(Param.Timeval.class).orElseThrow() instanceof Value.Given g
                && g.arg() instanceof Arg.Timeval t
                && t.time().isPresent()) {
            args.add(PythonValues.seconds(t.time().get()));
        }
        return CallText.of(imports.member("select", "select"), args);
    }

    private CallText epoll(Statement.Invoke call) throws Refusal {
        if (call.call().result() == Result.EPOLL) {
            return CallText.of(imports.member("select", "epoll"), List.of());
        }
        if (call.call().result() == Result.READY) {
            int millis = call.value(Param.Millis.class).orElseThrow() instanceof Value.Given g
                            && g.arg() instanceof Arg.Millis m
                    ? m.millis()
                    : -1;
            return CallText.of(
                    on(call) + ".poll",
                    millis < 0 ? List.of() : List.of(PythonValues.seconds(java.time.Duration.ofMillis(millis))));
        }
        return control(call);
    }

    private CallText control(Statement.Invoke call) throws Refusal {
        int op = call.value(Param.Choice.class).orElseThrow() instanceof Value.Given g && g.arg() instanceof Arg.Num n
                ? n.value()
                : 0;
        if (!(call.value(Param.OtherFd.class).orElseThrow() instanceof Value.Descriptor d)) {
            throw Refusal.of(call.source(), "python.lacks", call.call().function());
        }
        List<String> args = new ArrayList<>(List.of(values.name(d.socket())));
        if (call.value(Param.EpollInterest.class).orElseThrow() instanceof Value.Interest i) {
            args.add(events(i.events(), Const.Group.EPOLL));
        }
        String method = op == Const.EPOLL_CTL_ADD.value()
                ? "register"
                : op == Const.EPOLL_CTL_MOD.value() ? "modify" : "unregister";
        return CallText.of(on(call) + "." + method, args);
    }
}
