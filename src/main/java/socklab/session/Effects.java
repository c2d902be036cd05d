package socklab.session;

import java.util.List;
import java.util.Optional;
import socklab.call.Arg;
import socklab.call.Const;
import socklab.call.Invocation;
import socklab.call.Out;
import socklab.call.Outcome;
import socklab.call.Param;
import socklab.call.Result;
import socklab.call.SocketAddress;

/** What a call's end changes in the session: sockets come, go, and get addresses. */
final class Effects {
    private static final int TYPE_MASK = 0xf;

    private final Session session;

    Effects(Session session) {
        this.session = session;
    }

    /**
     * Takes in a call's end, and returns the names of the sockets that it made. A new socket becomes the current
     * one, unless the call was in the background: what is being typed must not change its meaning.
     */
    List<String> apply(Event.CallId id, Invocation invocation, Outcome outcome, Optional<Socket> socket, List<String> names,
            boolean background) {
        if (!(outcome instanceof Outcome.Returned returned)) {
            // Linux gives the descriptor back even where close reports an error. Source: close(2).
            if (outcome instanceof Outcome.Failed && invocation.call().result() == Result.CLOSED) {
                socket.ifPresent(session::remove);
            }
            return List.of();
        }
        return switch (invocation.call().result()) {
            case DESCRIPTOR -> List.of(add(opened(id, invocation, returned, socket), names, background));
            case ACCEPTED -> List.of(add(accepted(id, returned, socket.orElseThrow()), names, background));
            case CLOSED -> {
                socket.ifPresent(session::remove);
                yield List.of();
            }
            case ZERO, LOCAL_NAME, PEER_NAME -> {
                socket.ifPresent(s -> session.update(s, now -> addressed(now, invocation, returned)));
                yield List.of();
            }
            case SENT, RECEIVED, OPTION -> List.of();
        };
    }

    private String add(Socket unnamed, List<String> names, boolean background) {
        Socket socket = session.add(unnamed, names.stream().findFirst());
        if (!background) {
            session.use(socket);
        }
        return socket.name();
    }

    private static Socket opened(Event.CallId id, Invocation invocation, Outcome.Returned returned, Optional<Socket> socket) {
        int fd = (int) returned.value();
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
                default -> { }
            }
        }
        return new Socket(id.number(), "", fd, domain, type, protocol, Optional.empty(), Optional.empty());
    }

    private static Socket accepted(Event.CallId id, Outcome.Returned returned, Socket listening) {
        Optional<SocketAddress> peer = returned.outs().stream().filter(Out.Name.class::isInstance)
                .flatMap(o -> ((Out.Name) o).address().stream()).findFirst();
        return new Socket(id.number(), "", (int) returned.value(), listening.domain(), listening.type(), listening.protocol(),
                Optional.empty(), peer);
    }

    private static Socket addressed(Socket now, Invocation invocation, Outcome.Returned returned) {
        for (int i = 0; i < invocation.args().size(); i++) {
            if (invocation.args().get(i) instanceof Arg.Address a) {
                return invocation.call().params().get(i) instanceof Param.Local
                        ? now.at(certain(a.address()), now.remote())
                        : now.at(Optional.empty(), certain(a.address())); // connect may choose another local address
            }
            if (returned.outs().get(i) instanceof Out.Name name && name.address().isPresent()) {
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
            case SocketAddress.Unix a -> a.kind() == SocketAddress.Unix.Kind.UNNAMED ? Optional.empty() : Optional.of(a);
            case SocketAddress.Unspec _ -> Optional.empty();
        };
    }
}
