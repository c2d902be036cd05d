package socklab.lab.strace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import socklab.call.Arg;
import socklab.call.Const;
import socklab.call.ControlMessage;
import socklab.call.Invocation;
import socklab.call.Out;
import socklab.call.Outcome;
import socklab.call.SocketAddress;
import socklab.session.Socket;

/** The sockets and epoll instances that the calls of a log made, each with its name. */
final class MadeSockets {
    /** Sockets of which the log does not show how they were made have ids that no call has. */
    private static final int INHERITED_IDS = 1_900_000_000;

    /** So have those that came with a message. */
    private static final int PASSED_IDS = 1_700_000_000;

    /** More descriptors on their way are not told apart. */
    private static final int MOST_PASSED = 1_000;

    private static final int TYPE_MASK = 0xf;
    private static final String EPOLL = "anon_inode:[eventpoll]";

    private final SocketNames names;
    private final PeerPorts peers;
    private final Map<Integer, TracedSocket> sockets = new LinkedHashMap<>();
    private final Deque<Optional<TracedSocket>> passed = new ArrayDeque<>();
    private int inheritedId = INHERITED_IDS;
    private int passedId = PASSED_IDS;

    MadeSockets(SocketNames names, PeerPorts peers) {
        this.names = names;
        this.peers = peers;
    }

    /** What strace -y says of an epoll instance. */
    static String epoll() {
        return EPOLL;
    }

    /** All of them, in the order in which they were made. */
    List<TracedSocket> all() {
        return List.copyOf(sockets.values());
    }

    /** A socket that was there before the log began, or that came by a call that socklab has not. */
    TracedSocket adopt(int fd, String descriptor, Descriptors.Table table, TracedCall traced) {
        int id = inheritedId++;
        boolean epoll = descriptor.startsWith(EPOLL);
        int domain = epoll
                ? Socket.EPOLL_DOMAIN
                : descriptor.contains("v6")
                        ? Const.AF_INET6.value()
                        : descriptor.startsWith("UNIX") ? Const.AF_UNIX.value() : Const.AF_INET.value();
        int type = descriptor.startsWith("UDP") || descriptor.startsWith("UNIX-DGRAM")
                ? Const.SOCK_DGRAM.value()
                : Const.SOCK_STREAM.value();
        SocketNames.Role role = epoll ? SocketNames.Role.EPOLL : SocketNames.Role.INHERITED;
        names.learn(id, role);
        TracedSocket socket = new TracedSocket(
                new Socket(
                        id,
                        names.name(id, role),
                        fd,
                        domain,
                        epoll ? 0 : type,
                        0,
                        ValueDecoder.local(descriptor),
                        Optional.empty()),
                false);
        sockets.put(id, socket);
        table.put(fd, socket, traced.text().contains("CLOEXEC"));
        return socket;
    }

    /** The sockets that a call made. */
    List<TracedSocket> made(
            int id,
            TracedCall traced,
            CallDecoder.Decoded decoded,
            Outcome outcome,
            Descriptors.Table table,
            Optional<TracedSocket> on) {
        if (!(outcome instanceof Outcome.Returned r) || !traced.returned()) {
            return List.of();
        }
        Invocation invocation = decoded.invocation();
        boolean cloexec = traced.text().contains("CLOEXEC");
        return switch (invocation.call().result()) {
            case DESCRIPTOR -> {
                Socket socket = on.map(s -> copy(id, (int) r.value(), s.socket()))
                        .orElseGet(() -> opened(id, invocation, (int) r.value()));
                yield List.of(put(socket, SocketNames.Role.OTHER, table, cloexec, on.map(TracedSocket::made)));
            }
            case ACCEPTED -> {
                Optional<SocketAddress> peer = Out.address(r.outs());
                Socket of = on.orElseThrow().socket();
                Socket socket = new Socket(
                        id, "", (int) r.value(), of.domain(), of.type(), of.protocol(), Optional.empty(), peer);
                peer.ifPresent(p -> peers.accepted(on.orElseThrow(), p));
                yield List.of(put(socket, SocketNames.Role.ACCEPTED, table, cloexec, on.map(TracedSocket::made)));
            }
            case PAIR -> {
                List<TracedSocket> both = new ArrayList<>();
                for (Out out : r.outs()) {
                    if (out instanceof Out.Pair p) {
                        both.add(put(
                                opened(id, invocation, p.first()),
                                SocketNames.Role.PAIR,
                                table,
                                cloexec,
                                Optional.empty()));
                        both.add(put(
                                opened(-id, invocation, p.second()),
                                SocketNames.Role.PAIR,
                                table,
                                cloexec,
                                Optional.empty()));
                    }
                }
                yield both;
            }
            case EPOLL -> {
                Socket socket = new Socket(
                        id, "", (int) r.value(), Socket.EPOLL_DOMAIN, 0, 0, Optional.empty(), Optional.empty());
                yield List.of(put(socket, SocketNames.Role.EPOLL, table, cloexec, Optional.empty()));
            }
            case SENT -> {
                pass(invocation, table);
                yield List.of();
            }
            case RECEIVED -> received(r, table, cloexec);
            case ZERO, OPTION, LOCAL_NAME, PEER_NAME, SENT_MESSAGES, RECEIVED_MESSAGES, FLAGS, NUMBER, READY, CLOSED ->
                List.of();
        };
    }

    /** Notes the descriptors that a message passes. */
    private void pass(Invocation invocation, Descriptors.Table table) {
        invocation.first(Arg.Message.class).stream()
                .flatMap(m -> m.control().stream())
                .flatMap(MadeSockets::descriptors)
                .filter(_ -> passed.size() < MOST_PASSED)
                .forEach(fd -> passed.add(table.get(fd)));
    }

    private static Stream<Integer> descriptors(ControlMessage control) {
        return control instanceof ControlMessage.Rights(var fds) ? fds.stream() : Stream.empty();
    }

    /** Descriptors that came with a message: they are taken to be those that were passed first. */
    private List<TracedSocket> received(Outcome.Returned r, Descriptors.Table table, boolean cloexec) {
        return r.outs().stream()
                .flatMap(out -> out instanceof Out.Message m ? m.control().stream() : Stream.empty())
                .flatMap(MadeSockets::descriptors)
                .map(fd -> came(fd, table, cloexec))
                .toList();
    }

    private TracedSocket came(int fd, Descriptors.Table table, boolean cloexec) {
        Optional<TracedSocket> twin = passed.isEmpty() ? Optional.empty() : passed.remove();
        int id = passedId++;
        Socket of = twin.map(TracedSocket::socket)
                .orElse(new Socket(id, "", fd, 0, 0, 0, Optional.empty(), Optional.empty()));
        TracedSocket socket = new TracedSocket(
                new Socket(id, names.automatic(), fd, of.domain(), of.type(), of.protocol(), of.local(), of.remote()),
                twin.map(TracedSocket::made).orElse(false));
        sockets.put(id, socket);
        table.put(fd, socket, cloexec);
        return socket;
    }

    private TracedSocket put(
            Socket unnamed, SocketNames.Role role, Descriptors.Table table, boolean cloexec, Optional<Boolean> made) {
        if (role != SocketNames.Role.OTHER) {
            names.learn(unnamed.id(), role);
        }
        Socket named = new Socket(
                unnamed.id(),
                names.name(unnamed.id(), role),
                unnamed.fd(),
                unnamed.domain(),
                unnamed.type(),
                unnamed.protocol(),
                unnamed.local(),
                unnamed.remote());
        TracedSocket socket = new TracedSocket(named, made.orElse(true));
        sockets.put(named.id(), socket);
        table.put(named.fd(), socket, cloexec);
        return socket;
    }

    private static Socket copy(int id, int fd, Socket of) {
        return new Socket(id, "", fd, of.domain(), of.type(), of.protocol(), of.local(), of.remote());
    }

    private static Socket opened(int id, Invocation invocation, int fd) {
        int[] values = invocation.args().stream()
                .filter(Arg.Num.class::isInstance)
                .mapToInt(a -> ((Arg.Num) a).value())
                .toArray();
        return new Socket(id, "", fd, values[0], values[1] & TYPE_MASK, values[2], Optional.empty(), Optional.empty());
    }
}
