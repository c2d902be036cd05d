package socklab.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import socklab.call.Arg;
import socklab.call.Const;
import socklab.call.ControlMessage;
import socklab.call.Invocation;
import socklab.call.OptionValue;
import socklab.call.Out;
import socklab.call.Outcome;
import socklab.call.Param;
import socklab.call.Result;
import socklab.call.SocketAddress;
import socklab.call.SocketOption;
import socklab.kernel.Kernel;

/** What a call's end changes in the session: sockets come, go, and get addresses. */
final class SessionUpdater {
    private static final int TYPE_MASK = 0xf;

    /** Sockets that one call makes beside its first get ids that no call has. */
    private static final int PASSED_IDS = 100_000_000;

    private final Session session;
    private final Kernel kernel;

    SessionUpdater(Session session, Kernel kernel) {
        this.session = session;
        this.kernel = kernel;
    }

    /**
     * Takes in a call's end, and returns the names of the sockets that it made. A new socket becomes the current
     * one, unless the call was in the background: what is being typed must not change its meaning.
     */
    List<String> apply(
            Event.CallId id,
            Invocation invocation,
            Outcome outcome,
            Optional<Socket> socket,
            List<String> names,
            boolean background) {
        if (!(outcome instanceof Outcome.Returned returned)) {
            // Linux gives the descriptor back even where close reports an error. Source: close(2).
            if (outcome instanceof Outcome.Failed && invocation.call().result() == Result.CLOSED) {
                socket.ifPresent(session::remove);
            }
            return List.of();
        }
        return switch (invocation.call().result()) {
            case DESCRIPTOR ->
                List.of(add(
                        opened(id, invocation, (int) returned.value(), socket),
                        names.stream().findFirst(),
                        background));
            case ACCEPTED ->
                List.of(add(
                        accepted(id, returned, socket.orElseThrow()),
                        names.stream().findFirst(),
                        background));
            case PAIR -> pair(id, invocation, returned, names, background);
            case EPOLL ->
                List.of(session.add(
                                bare(id, (int) returned.value(), Socket.EPOLL_DOMAIN),
                                names.stream().findFirst())
                        .name());
            case CLOSED -> {
                socket.ifPresent(session::remove);
                yield List.of();
            }
            case ZERO, LOCAL_NAME, PEER_NAME -> {
                socket.ifPresent(s -> session.update(s, now -> addressed(now, invocation, returned)));
                yield List.of();
            }
            case RECEIVED, RECEIVED_MESSAGES ->
                passed(id, returned.outs().get(invocation.call().received().orElseThrow()));
            case OPTION -> read(id, invocation, returned);
            case SENT, SENT_MESSAGES, FLAGS, NUMBER, READY -> List.of();
        };
    }

    private List<String> pair(
            Event.CallId id, Invocation invocation, Outcome.Returned returned, List<String> names, boolean background) {
        List<String> made = new ArrayList<>();
        for (Out out : returned.outs()) {
            if (out instanceof Out.Pair pair) {
                made.add(add(
                        opened(id, invocation, pair.first(), Optional.empty()),
                        names.stream().findFirst(),
                        background));
                // the first is the current one; the second has an id of its own
                Socket second =
                        opened(id, invocation, pair.second(), Optional.empty()).withId(-id.number());
                made.add(session.add(second, names.stream().skip(1).findFirst()).name());
            }
        }
        return made;
    }

    /** A descriptor that an option handed over is this process's now; it gets a name. */
    private List<String> read(Event.CallId id, Invocation invocation, Outcome.Returned returned) {
        boolean descriptor = invocation
                .first(Arg.GetOption.class)
                .filter(o -> o.option().kind() == SocketOption.Kind.DESCRIPTOR)
                .isPresent();
        return descriptor
                        && returned.outs().getLast() instanceof Out.Value v
                        && v.value() instanceof OptionValue.Number n
                ? List.of(session.add(adopted(id, (int) n.value(), 0), Optional.empty())
                        .name())
                : List.of();
    }

    /** Descriptors that came with a message are this process's now; each gets a name. */
    private List<String> passed(Event.CallId id, Out received) {
        List<Out.Message> messages = received instanceof Out.Message m
                ? List.of(m)
                : received instanceof Out.Messages all ? all.messages() : List.of();
        if (messages.isEmpty()) {
            return List.of(); // as a rule: plain bytes carry nothing
        }
        List<String> made = new ArrayList<>();
        messages.stream()
                .flatMap(m -> m.control().stream())
                .filter(ControlMessage.Rights.class::isInstance)
                .flatMap(c -> ((ControlMessage.Rights) c).descriptors().stream())
                .forEach(fd -> made.add(session.add(adopted(id, fd, made.size()), Optional.empty())
                        .name()));
        return made;
    }

    private Socket adopted(Event.CallId id, int fd, int index) {
        Optional<String> identity = kernel.identity(fd);
        Optional<Socket> twin = session.sockets().stream()
                .filter(s -> identity.isPresent() && kernel.identity(s.fd()).equals(identity))
                .findFirst();
        int own = -id.number() - (index + 1) * PASSED_IDS;
        return twin.map(t -> new Socket(own, "", fd, t.domain(), t.type(), t.protocol(), t.local(), t.remote()))
                .orElseGet(() -> bare(id, fd, Const.AF_UNSPEC.value()).withId(own));
    }

    private static Socket bare(Event.CallId id, int fd, int domain) {
        return new Socket(id.number(), "", fd, domain, 0, 0, Optional.empty(), Optional.empty());
    }

    private String add(Socket unnamed, Optional<String> name, boolean background) {
        Socket socket = session.add(unnamed, name);
        if (!background) {
            session.use(socket);
        }
        return socket.name();
    }

    private static Socket opened(Event.CallId id, Invocation invocation, int fd, Optional<Socket> socket) {
        if (socket.isPresent()) { // a second descriptor of the same socket
            Socket s = socket.get();
            return new Socket(id.number(), "", fd, s.domain(), s.type(), s.protocol(), s.local(), s.remote());
        }
        int domain = 0;
        int type = 0;
        int protocol = 0;
        List<Param> params = invocation.call().params();
        for (int i = 0; i < params.size(); i++) {
            int value = invocation.args().get(i) instanceof Arg.Num n ? n.value() : 0;
            switch (params.get(i)) {
                case Param.Choice p when p.group() == Const.Group.DOMAIN -> domain = value;
                case Param.Choice p when p.group() == Const.Group.PROTOCOL -> protocol = value;
                case Param.SocketType _ -> type = value & TYPE_MASK;
                default -> {}
            }
        }
        return new Socket(id.number(), "", fd, domain, type, protocol, Optional.empty(), Optional.empty());
    }

    private static Socket accepted(Event.CallId id, Outcome.Returned returned, Socket listening) {
        Optional<SocketAddress> peer = returned.outs().stream()
                .filter(Out.Name.class::isInstance)
                .flatMap(o -> ((Out.Name) o).address().stream())
                .findFirst();
        return new Socket(
                id.number(),
                "",
                (int) returned.value(),
                listening.domain(),
                listening.type(),
                listening.protocol(),
                Optional.empty(),
                peer);
    }

    private static Socket addressed(Socket now, Invocation invocation, Outcome.Returned returned) {
        for (int i = 0; i < invocation.args().size(); i++) {
            if (invocation.args().get(i) instanceof Arg.Address a) {
                return invocation.call().params().get(i) instanceof Param.Local
                        ? now.at(certain(a.address()), now.remote())
                        : now.at(Optional.empty(), certain(a.address())); // connect may choose another local address
            }
            if (returned.outs().get(i) instanceof Out.Name name
                    && name.address().isPresent()) {
                return invocation.call().result() == Result.LOCAL_NAME
                        ? now.at(certain(name.address().get()), now.remote())
                        : now.at(now.local(), certain(name.address().get()));
            }
        }
        return now;
    }

    /** An address that will not change by itself: one whose port the kernel has still to choose is none. */
    private static Optional<SocketAddress> certain(SocketAddress address) {
        return switch (address) {
            case SocketAddress.Inet4 a -> a.port() == 0 ? Optional.empty() : Optional.of(a);
            case SocketAddress.Inet6 a -> a.port() == 0 ? Optional.empty() : Optional.of(a);
            case SocketAddress.Unix a ->
                a.kind() == SocketAddress.Unix.Kind.UNNAMED ? Optional.empty() : Optional.of(a);
            case SocketAddress.Unspec _, SocketAddress.Other _ -> Optional.empty();
        };
    }
}
