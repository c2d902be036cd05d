package socklab.export.nio;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import socklab.call.Arg;
import socklab.call.Const;
import socklab.call.Header;
import socklab.call.OptionValue;
import socklab.call.Param;
import socklab.call.Result;
import socklab.call.SocketAddress;
import socklab.call.SocketOption;
import socklab.export.Constants;
import socklab.export.Endpoint;
import socklab.export.ProgramVariable;
import socklab.export.Refusal;
import socklab.export.Statement;
import socklab.export.Value;

/**
 * Calls as methods of channels.
 *
 * <p>Source: the documentation of java.nio.channels, java.net.StandardSocketOptions, jdk.net.
 */
final class NioCalls {
    private static final Map<String, String> EXTENDED = Map.of(
            "TCP_KEEPIDLE", "TCP_KEEPIDLE",
            "TCP_KEEPINTVL", "TCP_KEEPINTERVAL",
            "TCP_KEEPCNT", "TCP_KEEPCOUNT",
            "TCP_QUICKACK", "TCP_QUICKACK");
    private static final Set<String> BOOLEAN = Set.of(
            "SO_REUSEADDR",
            "SO_REUSEPORT",
            "SO_KEEPALIVE",
            "SO_BROADCAST",
            "TCP_NODELAY",
            "IP_MULTICAST_LOOP",
            "TCP_QUICKACK");
    private static final Set<String> NUMBER = Set.of(
            "SO_RCVBUF", "SO_SNDBUF", "IP_TOS", "IP_MULTICAST_TTL", "TCP_KEEPIDLE", "TCP_KEEPINTVL", "TCP_KEEPCNT");
    private static final Set<String> SERVER = Set.of("SO_RCVBUF", "SO_REUSEADDR", "SO_REUSEPORT");

    private final JavaHead head;
    private final JavaValues values;
    private final JavaRoles roles;
    private final Set<ProgramVariable> connected = new HashSet<>();
    private final Set<ProgramVariable> listening = new HashSet<>();
    private final Set<ProgramVariable> nonBlocking = new HashSet<>();
    private final Set<ProgramVariable> deaf = new HashSet<>();

    NioCalls(JavaHead head, JavaValues values, JavaRoles roles) {
        this.head = head;
        this.values = values;
        this.roles = roles;
    }

    String type(Statement.Invoke call, ProgramVariable socket) throws Refusal {
        return head.type(roles.of(call, socket).type());
    }

    /** Whether a call on a socket returns at once with nothing where C's sets EAGAIN. */
    boolean nonBlocking(Statement.Invoke call) {
        return nonBlocking.contains(call.on().orElseThrow());
    }

    /** The flags of a call of the MSG_ kind. */
    static int flags(Statement.Invoke call) {
        return call.value(Param.Flags.class).orElse(new Value.Implied()) instanceof Value.Given g
                        && g.arg() instanceof Arg.Num n
                ? n.value()
                : 0;
    }

    static boolean flag(Statement.Invoke call, Const flag) {
        return (flags(call) & flag.value()) != 0;
    }

    String call(Statement.Invoke call) throws Refusal {
        Header header = call.call().header();
        if (header != Header.SYS_SOCKET && header != Header.UNISTD && header != Header.FCNTL) {
            throw Refusal.of(call.source(), "java.lacks", call.call().function());
        }
        boolean ofSocket = call.on().stream().allMatch(v -> v.kind() == ProgramVariable.Kind.SOCKET)
                && call.produced().sockets().stream().allMatch(v -> v.kind() != ProgramVariable.Kind.FILE);
        if (!ofSocket) {
            throw Refusal.of(call.source(), "java.lacks", call.call().function());
        }
        return switch (call.call().result()) {
            case DESCRIPTOR -> open(call);
            case ZERO -> zero(call);
            case ACCEPTED -> accept(call);
            case SENT -> send(call);
            case RECEIVED -> receive(call);
            case CLOSED -> on(call) + ".close()";
            case LOCAL_NAME -> on(call) + ".getLocalAddress()";
            case PEER_NAME -> peer(call);
            case OPTION -> option(call);
            case FLAGS -> fcntl(call);
            case PAIR -> throw Refusal.of(call.source(), "java.pair");
            case EPOLL, SENT_MESSAGES, RECEIVED_MESSAGES, NUMBER, READY ->
                throw Refusal.of(call.source(), "java.lacks", call.call().function());
        };
    }

    private String on(Statement.Invoke call) {
        return values.name(call.on().orElseThrow());
    }

    private JavaRoles.Role role(Statement.Invoke call) throws Refusal {
        return roles.of(call, call.on().orElseThrow());
    }

    private String open(Statement.Invoke call) throws Refusal {
        if (call.on().isPresent()) {
            throw Refusal.of(call.source(), "java.lacks", call.call().function());
        }
        ProgramVariable made = call.produced().sockets().getFirst();
        connected.remove(made);
        listening.remove(made);
        nonBlocking.remove(made);
        boolean protocol =
                call.values().getLast() instanceof Value.Given g && g.arg() instanceof Arg.Num n && n.value() != 0;
        boolean typeFlags = call.values().get(1) instanceof Value.Given g
                && g.arg() instanceof Arg.Num n
                && (n.value() & Const.SOCK_NONBLOCK.value()) != 0;
        if (protocol || typeFlags) {
            throw Refusal.of(call.source(), "java.kind");
        }
        String family = made.domain() == Const.AF_INET6.value() ? "INET6" : "INET";
        return type(call, made) + ".open(" + head.type("java.net.StandardProtocolFamily") + "." + family + ")";
    }

    private String zero(Statement.Invoke call) throws Refusal {
        Optional<Value> local = call.value(Param.Local.class);
        Optional<Value> peer = call.value(Param.Peer.class);
        if (local.isPresent() && local.get() instanceof Value.Address a) {
            if (a.endpoint() instanceof Endpoint.Literal l
                    && l.address() instanceof SocketAddress.Inet4 i
                    && i.host().equals("127.255.255.255")) {
                throw Refusal.of(call.source(), "java.broadcast");
            }
            return on(call) + ".bind(" + values.address(call.source(), a.endpoint()) + ")";
        } else if (peer.isPresent() && peer.get() instanceof Value.Address a) {
            return connect(call, a.endpoint());
        } else if (call.value(Param.OptionIn.class).isPresent()) {
            return setOption(call);
        } else if (call.value(Param.Choice.class).orElse(new Value.Implied()) instanceof Value.Given g
                && g.arg() instanceof Arg.Num n) {
            return switch (Constants.one(n.value(), Const.Group.HOW)) {
                case "SHUT_RD" -> {
                    deaf.add(call.on().orElseThrow());
                    yield on(call) + ".shutdownInput()";
                }
                case "SHUT_WR" -> on(call) + ".shutdownOutput()";
                default -> throw Refusal.of(call.source(), "java.lacks", "SHUT_RDWR");
            };
        }
        throw Refusal.of(call.source(), "java.listen");
    }

    /** bind and listen in one: the backlog is that of the listen that follows. */
    String bindAndListen(Statement.Invoke bind, Statement.Invoke listen) throws Refusal {
        ProgramVariable socket = bind.on().orElseThrow();
        if (!listening.add(socket)) {
            throw Refusal.of(listen.source(), "java.listen");
        }
        int backlog =
                listen.value(Param.Int.class).orElseThrow() instanceof Value.Given g && g.arg() instanceof Arg.Num n
                        ? n.value()
                        : 0;
        String bound = call(bind);
        return bound.substring(0, bound.length() - 1) + ", " + backlog + ")";
    }

    private String connect(Statement.Invoke call, Endpoint to) throws Refusal {
        boolean dissolves = to instanceof Endpoint.Literal l && l.address() instanceof SocketAddress.Unspec;
        ProgramVariable socket = call.on().orElseThrow();
        if (dissolves) {
            connected.remove(socket);
            return on(call) + ".disconnect()";
        }
        boolean again = !connected.add(socket) && !socket.stream();
        return (again ? on(call) + ".disconnect()" : on(call)) + ".connect(" + values.address(call.source(), to) + ")";
    }

    private String accept(Statement.Invoke call) throws Refusal {
        if (flags(call) != 0 || role(call) != JavaRoles.Role.SERVER) {
            throw Refusal.of(call.source(), "java.lacks", call.call().function());
        }
        if (!listening.contains(call.on().orElseThrow())) {
            throw Refusal.of(call.source(), "java.listen");
        }
        return on(call) + ".accept()";
    }

    private String send(Statement.Invoke call) throws Refusal {
        int flags = flags(call) & ~Const.MSG_NOSIGNAL.value();
        if (flags != 0) {
            throw Refusal.of(call.source(), "java.flags", Constants.flags(flags, Const.Group.MSG));
        }
        if (!(call.value(Param.Data.class).orElse(new Value.Implied()) instanceof Value.Payload payload)) {
            throw Refusal.of(call.source(), "java.lacks", call.call().function());
        }
        String data = values.buffer(call.source(), payload.parts());
        Optional<Value> to = call.value(Param.Peer.class);
        if (to.isEmpty()) {
            return on(call) + ".write(" + data + ")";
        }
        if (role(call) != JavaRoles.Role.DATAGRAM) {
            throw Refusal.of(call.source(), "java.lacks", call.call().function());
        }
        return on(call) + ".send(" + data + ", " + values.address(call.source(), ((Value.Address) to.get()).endpoint())
                + ")";
    }

    private String receive(Statement.Invoke call) throws Refusal {
        int flags = flags(call) & ~Const.MSG_DONTWAIT.value() & ~Const.MSG_WAITALL.value();
        if (flags != 0) {
            throw Refusal.of(call.source(), "java.flags", Constants.flags(flags, Const.Group.MSG));
        }
        if (call.value(Param.Buffer.class).isEmpty() || role(call) == JavaRoles.Role.SERVER) {
            throw Refusal.of(call.source(), "java.lacks", call.call().function());
        }
        ProgramVariable data = call.produced().data().orElseThrow();
        if (deaf.contains(call.on().orElseThrow()) && !call.mustEnd()) {
            throw Refusal.of(call.source(), "java.deaf");
        }
        return on(call) + (receives(call) ? ".receive(" : ".read(") + values.name(data) + ")";
    }

    /** Whether a datagram is received with its sender; a connected channel reads. */
    boolean receives(Statement.Invoke call) throws Refusal {
        ProgramVariable socket = call.on().orElseThrow();
        boolean wantsSender = call.produced().address().isPresent();
        return role(call) == JavaRoles.Role.DATAGRAM && (wantsSender || !connected.contains(socket));
    }

    private String peer(Statement.Invoke call) throws Refusal {
        if (role(call) == JavaRoles.Role.SERVER || call.mayFail()) {
            throw Refusal.of(call.source(), "java.lacks", call.call().function());
        }
        return on(call) + ".getRemoteAddress()";
    }

    private String optionName(Statement.Invoke call, SocketOption option) throws Refusal {
        boolean known = BOOLEAN.contains(option.name())
                || NUMBER.contains(option.name())
                || option == SocketOption.SO_LINGER
                        && call.value(Param.OptionIn.class).isPresent();
        boolean fits = role(call) != JavaRoles.Role.SERVER || SERVER.contains(option.name());
        if (!known || !fits) {
            throw Refusal.of(call.source(), "java.option", option.name());
        }
        return EXTENDED.containsKey(option.name())
                ? head.type("jdk.net.ExtendedSocketOptions") + "." + EXTENDED.get(option.name())
                : head.type("java.net.StandardSocketOptions") + "." + option.name();
    }

    private String setOption(Statement.Invoke call) throws Refusal {
        if (!(call.value(Param.OptionIn.class).orElseThrow() instanceof Value.Given g)
                || !(g.arg() instanceof Arg.SetOption o)) {
            throw Refusal.of(call.source(), "java.lacks", call.call().function());
        }
        String name = optionName(call, o.option());
        String value = switch (o.value()) {
            case OptionValue.Number n when BOOLEAN.contains(o.option().name()) -> Boolean.toString(n.value() != 0);
            case OptionValue.Number n -> Long.toString(n.value());
            case OptionValue.Linger l -> l.on() ? Integer.toString(l.seconds()) : "-1";
            default -> throw Refusal.of(call.source(), "java.option", o.option().name());
        };
        return on(call) + ".setOption(" + name + ", " + value + ")";
    }

    private String option(Statement.Invoke call) throws Refusal {
        if (!(call.value(Param.OptionOut.class).orElseThrow() instanceof Value.Given g)
                || !(g.arg() instanceof Arg.GetOption o)
                || o.option() == SocketOption.SO_RCVBUF
                || o.option() == SocketOption.SO_SNDBUF) { // Java halves what Linux doubled
            throw Refusal.of(call.source(), "java.lacks", call.call().function());
        }
        return on(call) + ".getOption(" + optionName(call, o.option()) + ")";
    }

    private String fcntl(Statement.Invoke call) throws Refusal {
        if (!(call.value(Param.Fcntl.class).orElseThrow() instanceof Value.Given g)
                || !(g.arg() instanceof Arg.Fcntl f)
                || f.command() == Const.F_GETFD
                || f.command() == Const.F_SETFD) {
            throw Refusal.of(call.source(), "java.lacks", call.call().function());
        }
        if (f.value().isEmpty()) {
            return on(call) + ".isBlocking()";
        }
        boolean blocks = (f.value().get() & Const.O_NONBLOCK.value()) == 0;
        if (blocks) {
            nonBlocking.remove(call.on().orElseThrow());
        } else {
            nonBlocking.add(call.on().orElseThrow());
        }
        return on(call) + ".configureBlocking(" + blocks + ")";
    }

    /** Whether a call's result is one that is only read, as the Result says. */
    static boolean isFlagsQuestion(Statement.Invoke call) {
        return call.call().result() == Result.FLAGS
                && call.value(Param.Fcntl.class).orElseThrow() instanceof Value.Given g
                && g.arg() instanceof Arg.Fcntl f
                && f.value().isEmpty();
    }
}
