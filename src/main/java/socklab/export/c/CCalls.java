package socklab.export.c;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import socklab.call.Arg;
import socklab.call.Const;
import socklab.call.Param;
import socklab.export.CodeLines;
import socklab.export.Constants;
import socklab.export.Identifiers;
import socklab.export.ProgramVariable;
import socklab.export.Refusal;
import socklab.export.Statement;
import socklab.export.Value;

/** Calls as C makes them: an argument for each C parameter, and before the call the structures that it points to. */
final class CCalls {
    /** How many ready events a program takes at once, as a session does. */
    private static final int READY_ROOM = 64;

    private final Identifiers names;
    private final CHead head;
    private final CScope scope;
    private final CValues values;
    private final COptions options;

    CCalls(Identifiers names, CHead head, CScope scope, CValues values) {
        this.names = names;
        this.head = head;
        this.scope = scope;
        this.values = values;
        this.options = new COptions(names, head, scope);
    }

    /** The call as an expression; what it needs before goes to the lines. */
    String call(Statement.Invoke call, CodeLines out) throws Refusal {
        head.include(call.call().header().file());
        if (call.call().header().gnu()) {
            head.linux();
        }
        List<String> args = new ArrayList<>();
        for (int i = 0; i < call.values().size(); i++) {
            argument(call, call.call().params().get(i), call.values().get(i), args, out);
        }
        return call.call().function() + "(" + String.join(", ", args) + ")";
    }

    private void argument(Statement.Invoke call, Param param, Value value, List<String> args, CodeLines out)
            throws Refusal {
        switch (value) {
            case Value.Implied _ -> implied(call, param, args, out);
            case Value.Address v ->
                args.add(values.address(call.source(), v.endpoint(), out).text());
            case Value.Payload v ->
                args.add(values.data(call.source(), v.parts(), out).text());
            case Value.Descriptor v -> args.add(values.name(v.socket()));
            case Value.WaitSet v when param instanceof Param.PollSet -> pollSet(v, args, out);
            case Value.WaitSet v -> selectSets(v, args, out);
            case Value.Interest v -> {
                Value of = call.value(Param.OtherFd.class).orElseThrow();
                String fd = of instanceof Value.Descriptor d ? values.name(d.socket()) : "-1";
                String event = names.of("event");
                String fields = "{.events = " + flags(v.events(), Const.Group.EPOLL) + ", .data.fd = " + fd + "}";
                out.add(
                        scope.declare(event)
                                ? "struct epoll_event " + event + " = " + fields + ";"
                                : event + " = (struct epoll_event) " + fields + ";");
                args.add("&" + event);
            }
            case Value.Gathered _, Value.Batch _, Value.Pieces _, Value.Rooms _ ->
                args.addAll(new CMessages(names, head, scope, values).argument(call, value, out));
            case Value.Given v -> given(call, param, v.arg(), args, out);
        }
    }

    private void implied(Statement.Invoke call, Param param, List<String> args, CodeLines out) {
        switch (param) {
            case Param.Fd _, Param.EpollFd _ -> args.add(values.name(call.on().orElseThrow()));
            case Param.AddressOut _ -> {
                Optional<ProgramVariable> address = call.produced().address();
                if (address.isEmpty()) {
                    args.add("NULL, NULL");
                    return;
                }
                room(address.get(), out);
                args.add("(struct sockaddr *) &" + values.name(address.get()) + ", &" + values.length(address.get()));
            }
            case Param.PairOut _ -> {
                declare("int " + names.of("pair") + "[2]", names.of("pair"), out);
                args.add(names.of("pair"));
            }
            case Param.EpollReady _ -> {
                declare("struct epoll_event " + names.of("events") + "[" + READY_ROOM + "]", names.of("events"), out);
                args.add(names.of("events") + ", " + READY_ROOM);
            }
            case Param.EpollInterest _ -> args.add("NULL");
            default -> args.add("0");
        }
    }

    private void declare(String declaration, String name, CodeLines out) {
        if (scope.declare(name)) {
            out.add(declaration + ";");
        }
    }

    /** Room for an address: its length is set before each call. */
    void room(ProgramVariable address, CodeLines out) {
        String name = values.name(address);
        String length = values.length(address);
        if (scope.declare(name)) {
            String type = CScope.structure(address.domain());
            head.include(address.domain() == Const.AF_UNIX.value() ? "sys/un.h" : "netinet/in.h", "sys/socket.h");
            out.add(type + " " + name + ";");
            out.add("socklen_t " + length + " = sizeof " + name + ";");
        } else {
            out.add(length + " = sizeof " + name + ";");
        }
    }

    static String flags(int value, Const.Group... groups) {
        List<String> all = Constants.flags(value, groups);
        return all.isEmpty() ? "0" : String.join(" | ", all);
    }

    private void given(Statement.Invoke call, Param param, Arg arg, List<String> args, CodeLines out) throws Refusal {
        switch (arg) {
            case Arg.Num n -> args.add(number(param, n.value()));
            case Arg.Space s -> args.add(buffer(call, s.length(), out));
            case Arg.SetOption o -> {
                args.add(options.set(call, o, out));
            }
            case Arg.GetOption o -> {
                args.add(options.get(o, out));
            }
            case Arg.Fcntl f -> {
                args.add(f.command().name());
                f.value()
                        .ifPresent(v -> args.add(flags(v, f.command().argument().orElseThrow())));
            }
            case Arg.Ioctl i -> args.add(i.request().name() + ", " + ioctl(i, out));
            case Arg.PairSpace _ -> implied(call, param, args, out);
            case Arg.Millis m -> args.add(Integer.toString(m.millis()));
            case Arg.Timeval t -> args.add(time(t.time(), "struct timeval", "tv_usec", 1000, "sys/time.h"));
            case Arg.Timespec t -> args.add(time(t.time(), "struct timespec", "tv_nsec", 1, "time.h"));
            case Arg.Timeout t -> args.add(time(t.time(), "struct timespec", "tv_nsec", 1, "time.h"));
            case Arg.FilePath p -> args.add(CText.literal(p.path()));
            case Arg.Offset o -> args.add("&(off_t) {" + o.offset() + "}");
            case Arg.Null _ -> args.add("NULL");
            default -> throw Refusal.of(call.source(), "c.lacks", call.call().function());
        }
    }

    /** What a request of ioctl takes: a number, or the variable for its answer. */
    private String ioctl(Arg.Ioctl ioctl, CodeLines out) {
        if (ioctl.value().isPresent()) {
            return "&(int) {" + ioctl.value().get() + "}";
        }
        if (ioctl.request() != Const.FIONREAD) {
            head.include("linux/sockios.h");
        }
        boolean time = ioctl.request() == Const.SIOCGSTAMP;
        if (time) {
            head.include("sys/time.h");
        }
        String answer = names.of(time ? "stamp" : "value");
        declare((time ? "struct timeval " : "int ") + answer, answer, out);
        return "&" + answer;
    }

    private String time(Optional<java.time.Duration> time, String type, String fraction, int unit, String header) {
        head.include(header);
        return time.map(t -> "&(" + type + ") {.tv_sec = " + t.toSeconds() + ", ." + fraction + " = "
                        + t.toNanosPart() / unit + "}")
                .orElse("NULL");
    }

    private static String number(Param param, int value) {
        return switch (param) {
            case Param.Choice p when p.group() == Const.Group.PROTOCOL && value == 0 -> "0";
            case Param.Choice p -> Constants.one(value, p.group());
            case Param.SocketType _ -> {
                String flags = flags(value, Const.Group.TYPE_FLAG);
                yield Constants.one(value & 0xf, Const.Group.TYPE) + (flags.equals("0") ? "" : " | " + flags);
            }
            case Param.Flags p when value == 0 && p.group() == Const.Group.STATUS -> Constants.one(value, p.group());
            case Param.Flags p -> flags(value, p.group());
            default -> Integer.toString(value);
        };
    }

    private String buffer(Statement.Invoke call, int size, CodeLines out) {
        ProgramVariable data = call.produced().data().orElseThrow();
        buffer(data, out);
        String name = values.name(data);
        return name + ", "
                + (scope.size(data) == Math.max(1, size) && size > 0 ? "sizeof " + name : Integer.toString(size));
    }

    void buffer(ProgramVariable data, CodeLines out) {
        if (scope.declare(values.name(data))) {
            boolean large = scope.size(data) > 1 << 16;
            out.add((large ? "static " : "") + "char " + values.name(data) + "[" + scope.size(data) + "];");
        }
    }

    private void pollSet(Value.WaitSet set, List<String> args, CodeLines out) {
        String all = set.watches().stream()
                .map(w -> "{.fd = " + values.name(w.socket()) + ", .events = " + flags(w.events(), Const.Group.POLL)
                        + "}")
                .collect(Collectors.joining(", "));
        String name = names.fresh("fds");
        out.add("struct pollfd " + name + "[] = {" + all + "};");
        args.add(name + ", " + set.watches().size());
    }

    private void selectSets(Value.WaitSet set, List<String> args, CodeLines out) {
        List<String> sets = new ArrayList<>(Collections.nCopies(3, "NULL"));
        List<Const> kinds = List.of(Const.POLLIN, Const.POLLOUT, Const.POLLPRI);
        List<String> called = List.of("readable", "writable", "exceptional");
        for (int i = 0; i < kinds.size(); i++) {
            int kind = kinds.get(i).value();
            List<String> sockets = set.watches().stream()
                    .filter(w -> w.events() == kind)
                    .map(w -> values.name(w.socket()))
                    .toList();
            if (!sockets.isEmpty()) {
                String name = names.of(called.get(i));
                declare("fd_set " + name, name, out);
                out.add("FD_ZERO(&" + name + ");");
                sockets.forEach(s -> out.add("FD_SET(" + s + ", &" + name + ");"));
                sets.set(i, "&" + name);
            }
        }
        List<String> sockets = set.watches().stream()
                .map(w -> values.name(w.socket()))
                .distinct()
                .toList();
        String last =
                sockets.stream().reduce((a, b) -> "max(" + a + ", " + b + ")").orElse("-1");
        if (sockets.size() > 1) {
            head.use(CHead.Helper.MAX);
        }
        args.add(last + " + 1");
        args.addAll(sets);
    }
}
