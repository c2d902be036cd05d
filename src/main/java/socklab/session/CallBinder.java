package socklab.session;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import socklab.call.Arg;
import socklab.call.Bytes;
import socklab.call.Call;
import socklab.call.Const;
import socklab.call.ControlMessage;
import socklab.call.Invocation;
import socklab.call.Outcome;
import socklab.call.Result;
import socklab.call.SocketAddress;
import socklab.kernel.Kernel;
import socklab.lang.Command;
import socklab.lang.HostText;
import socklab.lang.Operand;
import socklab.lang.Token;
import socklab.lang.ValueRef;
import socklab.session.BindingCache.BoundCall;
import socklab.text.Message;

/** Binds what was typed to the values of the moment: an {@link Command.Invoke} to an {@link Invocation}. */
final class CallBinder {
    private static final int MOST_BYTES = 16 << 20;
    private static final int READY_ROOM = 64;
    private static final int FD_SETSIZE = 1024;

    private final Session session;
    private final Kernel kernel;
    private final VariableResolver values;
    private final NamedDescriptors descriptors;
    private final SandboxCheck sandbox;
    private final NameResolver names;

    /** A call to be made: as typed, the socket that it is made on, and the job that makes it. */
    record Line(Command.Invoke command, Optional<Socket> socket, Job job) {}

    CallBinder(Session session, Kernel kernel, VariableResolver values) {
        this.session = session;
        this.kernel = kernel;
        this.values = values;
        this.descriptors = new NamedDescriptors(session, kernel);
        this.sandbox = new SandboxCheck(session, kernel);
        this.names = new NameResolver(session, kernel);
    }

    BoundCall bind(Line line) throws RejectedLine, UnresolvedHost {
        List<Operand> operands = line.command().operands();
        List<Arg> args = new ArrayList<>(operands.size());
        for (int i = 0; i < operands.size(); i++) {
            args.add(bind(line, operands.get(i), args));
        }
        BoundCall bound =
                new BoundCall(line.command(), new Invocation(line.command().call(), args), line.socket());
        check(bound);
        return bound;
    }

    /** Asks whether a call may be made. */
    void check(BoundCall bound) throws RejectedLine {
        sandbox.check(bound.command(), bound.invocation(), bound.socket());
    }

    /** The socket that a name stands for, open or closed. */
    Socket socket(Token name) throws RejectedLine {
        return descriptors.find(name);
    }

    /**
     * Whether a line is bound to the same until the session's sockets change: it asks for no result, no name and no
     * file.
     */
    boolean lasting(Command.Invoke command) {
        List<Operand> operands = command.operands();
        for (int i = 0; i < operands.size(); i++) {
            if (!lasting(operands.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean lasting(Operand operand) {
        return switch (operand) {
            case Operand.DescriptorOf o -> session.socket(o.name().text()).isPresent();
            case Operand.PollSet o -> open(o.watches());
            case Operand.SelectSets o -> open(o.watches());
            case Operand.Bound _,
                    Operand.Descriptor _,
                    Operand.AddressRoom _,
                    Operand.Scatter _,
                    Operand.ScatterEach _,
                    Operand.Interest _,
                    Operand.ReadyRoom _ -> true;
            case Operand.AddressOf o -> values.ofSockets(o.ref());
            case Operand.HostPort o ->
                o.port() instanceof Operand.Port.Number n
                        && o.host()
                                .map(h -> session.host(h.text()).isEmpty()
                                        && HostText.literal(h.text(), n.port()).isPresent())
                                .orElse(true);
            case Operand.Message o -> o.pieces().stream().allMatch(Operand.Piece.Literal.class::isInstance);
            case Operand.FilePath _, Operand.NumberOf _, Operand.Gather _, Operand.GatherEach _ -> false;
        };
    }

    private boolean open(List<Operand.Watch> watches) {
        return watches.stream().allMatch(w -> session.socket(w.name().text()).isPresent());
    }

    private Arg bind(Line line, Operand operand, List<Arg> before) throws RejectedLine, UnresolvedHost {
        return switch (operand) {
            case Operand.Bound o -> o.arg();
            case Operand.Descriptor _ -> new Arg.Num(line.socket().orElseThrow().fd());
            case Operand.AddressRoom _ -> new Arg.AddressSpace(nameRoom(line));
            case Operand.NumberOf o -> new Arg.Num(values.number(o.ref(), Integer.MAX_VALUE, line.job()));
            case Operand.AddressOf o -> new Arg.Address(values.address(o.ref(), line.job()));
            case Operand.HostPort o -> new Arg.Address(hostPort(o, line));
            case Operand.Message o -> new Arg.Payload(message(line, o));
            case Operand.DescriptorOf o ->
                new Arg.Num(descriptors.find(o.name()).fd());
            case Operand.FilePath o -> new Arg.FilePath(path(o.path()));
            case Operand.Gather o -> gather(line, o);
            case Operand.GatherEach o -> gatherEach(line, o);
            case Operand.Scatter o -> new Arg.MessageSpace(nameRoom(line), o.sizes(), o.control());
            case Operand.ScatterEach o ->
                new Arg.MessagesSpace(o.sizes().stream()
                        .map(n -> new Arg.MessageSpace(nameRoom(line), List.of(n), 0))
                        .toList());
            case Operand.PollSet o -> new Arg.PollSet(watched(o.watches(), Integer.MAX_VALUE));
            case Operand.SelectSets o -> new Arg.SelectSets(watched(o.watches(), FD_SETSIZE));
            case Operand.Interest o -> new Arg.Interest(o.events(), ((Arg.Num) before.getLast()).value());
            case Operand.ReadyRoom _ ->
                new Arg.ReadySpace(
                        READY_ROOM,
                        session.sockets().stream().collect(Collectors.toMap(Socket::fd, Socket::name, (a, _) -> a)));
        };
    }

    private static int nameRoom(Line line) {
        return line.socket().orElseThrow().addressRoom();
    }

    private List<Arg.Watched> watched(List<Operand.Watch> watches, int limit) throws RejectedLine {
        List<Arg.Watched> watched = new ArrayList<>();
        for (Operand.Watch watch : watches) {
            Socket socket = descriptors.find(watch.name());
            if (socket.fd() >= limit) {
                throw new RejectedLine(
                        watch.name().span(),
                        Message.of("fault.fdSetSize", socket.name(), socket.fd()),
                        Message.of("cure.fdSetSize"));
            }
            watched.add(new Arg.Watched(socket.name(), socket.fd(), watch.events()));
        }
        return watched;
    }

    private Arg gather(Line line, Operand.Gather operand) throws RejectedLine, UnresolvedHost {
        List<ControlMessage> control = new ArrayList<>();
        for (Operand.Control one : operand.control()) {
            control.add(
                    switch (one) {
                        case Operand.Control.Known known -> known.message();
                        case Operand.Control.Rights rights -> rights(rights);
                    });
        }
        return new Arg.Message(to(line, operand.to()), payloads(line, operand.pieces()), control);
    }

    private ControlMessage rights(Operand.Control.Rights rights) throws RejectedLine {
        List<Integer> passed = new ArrayList<>();
        for (Token name : rights.names()) {
            passed.add(descriptors.find(name).fd());
        }
        return new ControlMessage.Rights(passed);
    }

    private Arg gatherEach(Line line, Operand.GatherEach operand) throws RejectedLine, UnresolvedHost {
        Optional<SocketAddress> to = to(line, operand.to());
        return new Arg.Messages(payloads(line, operand.messages()).stream()
                .map(data -> new Arg.Message(to, List.of(data), List.of()))
                .toList());
    }

    private Optional<SocketAddress> to(Line line, Optional<Operand> to) throws RejectedLine, UnresolvedHost {
        if (to.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(((Arg.Address) bind(line, to.get(), List.of())).address());
    }

    private List<Bytes> payloads(Line line, List<Operand> pieces) throws RejectedLine, UnresolvedHost {
        List<Bytes> payloads = new ArrayList<>();
        for (Operand piece : pieces) {
            payloads.add(((Arg.Payload) bind(line, piece, List.of())).data());
        }
        return payloads;
    }

    private SocketAddress hostPort(Operand.HostPort operand, Line line) throws RejectedLine, UnresolvedHost {
        if (operand.host().isEmpty() && operand.port() instanceof Operand.Port.Of p && values.onlyAddress(p.ref())) {
            return values.address(p.ref(), line.job());
        }
        Socket socket = line.socket().orElseThrow();
        int port = switch (operand.port()) {
            case Operand.Port.Number n -> n.port();
            case Operand.Port.Of p -> values.number(p.ref(), 65535, line.job());
        };
        if (operand.host().isEmpty()) {
            return socket.domain() == Const.AF_INET6.value()
                    ? new SocketAddress.Inet6(0, 0, port, 0, 0)
                    : new SocketAddress.Inet4(0, port);
        }
        Token host = operand.host().get();
        Optional<SocketAddress> known = onWire(host.text(), port, socket).or(() -> HostText.literal(host.text(), port));
        return known.isPresent() ? known.get() : resolve(host, port, socket);
    }

    /** The address of a host on the wire: no name is looked up for it. */
    private Optional<SocketAddress> onWire(String name, int port, Socket socket) {
        boolean six = socket.domain() == Const.AF_INET6.value();
        Optional<WireHost> host = session.host(name);
        host.ifPresent(h -> session.journal()
                .append(new Event.Note(
                        System.nanoTime(),
                        Message.of("wire.address", name, AddressText.host(six ? h.ipv6() : h.ipv4())))));
        return host.map(h -> six
                ? new SocketAddress.Inet6(h.ipv6().high(), h.ipv6().low(), port, 0, 0)
                : new SocketAddress.Inet4(h.ipv4().address(), port));
    }

    private SocketAddress resolve(Token token, int port, Socket socket) throws RejectedLine, UnresolvedHost {
        String host = token.text();
        if (session.socket(host).isPresent()) {
            throw new RejectedLine(
                    token.span(), Message.of("fault.hostIsSocket", host), Message.of("cure.hostIsSocket", host));
        }
        Const family = socket.domain() == Const.AF_INET6.value()
                ? Const.AF_INET6
                : socket.domain() == Const.AF_INET.value() ? Const.AF_INET : Const.AF_UNSPEC;
        Kernel.Resolution resolution = names.resolve(host, family)
                .orElseThrow(() -> new RejectedLine(
                        token.span(), Message.of("fault.labLookup", host), Message.of("cure.network")));
        return switch (resolution) {
            case Kernel.Resolution.NotFound r ->
                throw new UnresolvedHost(new Outcome.Unresolved(host, r.code(), r.text()));
            case Kernel.Resolution.Found r ->
                switch (r.addresses().getFirst()) {
                    case SocketAddress.Inet4 a -> new SocketAddress.Inet4(a.address(), port);
                    case SocketAddress.Inet6 a ->
                        new SocketAddress.Inet6(a.high(), a.low(), port, a.flowInfo(), a.scopeId());
                    case SocketAddress.Unix a -> a;
                    case SocketAddress.Unspec a -> a;
                    case SocketAddress.Other a -> a;
                };
        };
    }

    private Bytes message(Line line, Operand.Message message) throws RejectedLine {
        if (message.pieces().size() == 1
                && message.pieces().getFirst() instanceof Operand.Piece.Literal literal
                && literal.bytes().length() <= MOST_BYTES) {
            return literal.bytes(); // as it was parsed: nothing to put together, turn after turn
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Operand.Piece piece : message.pieces()) {
            all.writeBytes((switch (piece) {
                        case Operand.Piece.Literal p -> p.bytes();
                        case Operand.Piece.Value p
                        when !p.whole() && !values.known(p.ref()) -> Bytes.utf8(asTyped(line, p.ref()));
                        case Operand.Piece.Value p -> values.bytes(p.ref(), line.job());
                        case Operand.Piece.File p -> file(p.path());
                    })
                    .toArray());
            if (all.size() > MOST_BYTES) {
                throw new RejectedLine(
                        line.command().word().span(),
                        Message.of("fault.messageSize"),
                        Message.of("cure.size", MOST_BYTES));
            }
        }
        return Bytes.of(all.toByteArray());
    }

    private static String asTyped(Line line, ValueRef ref) {
        return line.command().line().substring(ref.span().start(), ref.span().end());
    }

    /** A path as typed for the user's own lines: the kernel judges it. A lab opens files of its own folder only. */
    private String path(Token token) throws RejectedLine {
        if (session.policy().trusted()) {
            return token.text();
        }
        return session.policy()
                .file(token.text())
                .map(Path::toString)
                .orElseThrow(() -> new RejectedLine(
                        token.span(), Message.of("fault.fileOutside", token.text()), Message.of("cure.fileOutside")));
    }

    private Bytes file(Token token) throws RejectedLine {
        Optional<Path> path = session.policy().file(token.text());
        if (path.isEmpty()) {
            throw session.policy().trusted()
                    ? new RejectedLine(token.span(), Message.of("fault.file", token.text()), Message.of("cure.file"))
                    : new RejectedLine(
                            token.span(),
                            Message.of("fault.fileOutside", token.text()),
                            Message.of("cure.fileOutside"));
        }
        try (InputStream in = Files.newInputStream(path.get())) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new RejectedLine(
                        token.span(), Message.of("fault.fileSize", token.text()), Message.of("cure.size", MOST_BYTES));
            }
            return Bytes.of(bytes);
        } catch (IOException e) {
            throw new RejectedLine(token.span(), Message.of("fault.file", token.text()), Message.of("cure.file"));
        }
    }

    /** The call that finds a socket's address. */
    static Invocation helper(Call call, Socket socket) {
        if (call.result() != Result.LOCAL_NAME && call.result() != Result.PEER_NAME) {
            throw new IllegalArgumentException(call.function());
        }
        return new Invocation(call, List.of(new Arg.Num(socket.fd()), new Arg.AddressSpace(socket.addressRoom())));
    }
}
