package socklab.lab.strace;

import java.util.Optional;
import socklab.call.Call;
import socklab.call.Const;
import socklab.call.Invocation;
import socklab.call.Out;
import socklab.call.Outcome;
import socklab.call.Param;
import socklab.call.Result;
import socklab.call.SocketAddress;
import socklab.session.Socket;

/** What calls tell of the socket that they are made on: its addresses, and what it does. */
final class SocketHistory {
    private final SocketNames names;
    private final PeerPorts peers;
    private final MadeSockets sockets;

    SocketHistory(SocketNames names, PeerPorts peers, MadeSockets sockets) {
        this.names = names;
        this.peers = peers;
        this.sockets = sockets;
    }

    void after(TracedSocket socket, Invocation invocation, Outcome outcome) {
        Call call = invocation.call();
        Optional<SocketAddress> given = TraceEvents.given(invocation);
        int id = socket.socket().id();
        boolean peer = takes(call, Param.Peer.class);
        if (peer && call.result() == Result.ZERO && !TraceEvents.well(outcome)) {
            names.learn(
                    id,
                    socket.socket().domain() == Const.AF_UNIX.value()
                            ? SocketNames.Role.LOCAL
                            : SocketNames.Role.CLIENT);
        } else if (peer) {
            names.learn(id, SocketNames.Role.CLIENT);
            given.ifPresent(a -> peers.sent(socket, a));
        }
        if (!(outcome instanceof Outcome.Returned r)) {
            return;
        }
        boolean binds = takes(call, Param.Local.class);
        boolean listens = call.result() == Result.ZERO && takes(call, Param.Int.class);
        if (listens || binds && !socket.socket().stream()) {
            names.learn(id, SocketNames.Role.SERVER);
        }
        given.filter(_ -> binds).filter(SocketHistory::certain).ifPresent(a -> peers.chosen(a, sockets.all()));
        Out.address(r.outs()).filter(_ -> call.result() == Result.RECEIVED).ifPresent(a -> peers.received(socket, a));
        socket.now(addressed(socket.socket(), call, given, r));
    }

    private static Socket addressed(Socket now, Call call, Optional<SocketAddress> given, Outcome.Returned r) {
        Optional<SocketAddress> told = Out.address(r.outs())
                .filter(_ -> TraceEvents.names(call.result()))
                .filter(SocketHistory::certain);
        Optional<SocketAddress> own = given.filter(SocketHistory::certain);
        if (call.result() == Result.LOCAL_NAME) {
            return told.isPresent() ? at(now, told, now.remote()) : now;
        } else if (call.result() == Result.PEER_NAME) {
            return told.isPresent() ? at(now, now.local(), told) : now;
        } else if (call.result() != Result.ZERO || given.isEmpty()) {
            return now;
        }
        return takes(call, Param.Local.class)
                ? at(now, own, now.remote())
                : at(now, Optional.empty(), own); // connect may choose another local address
    }

    private static boolean takes(Call call, Class<? extends Param> kind) {
        return call.params().stream().anyMatch(kind::isInstance);
    }

    private static Socket at(Socket s, Optional<SocketAddress> local, Optional<SocketAddress> remote) {
        return new Socket(s.id(), s.name(), s.fd(), s.domain(), s.type(), s.protocol(), local, remote);
    }

    /** A port that the kernel has still to choose tells nothing. */
    private static boolean certain(SocketAddress address) {
        return switch (address) {
            case SocketAddress.Inet4 a -> a.port() != 0;
            case SocketAddress.Inet6 a -> a.port() != 0;
            case SocketAddress.Unix a -> a.kind() != SocketAddress.Unix.Kind.UNNAMED;
            case SocketAddress.Unspec _, SocketAddress.Other _ -> false;
        };
    }
}
