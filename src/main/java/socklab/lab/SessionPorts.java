package socklab.lab;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import socklab.call.Out;
import socklab.call.Outcome;
import socklab.call.Result;
import socklab.call.SocketAddress;
import socklab.kernel.Kernel;
import socklab.kernel.SocketStatus;
import socklab.session.Event;
import socklab.session.Session;
import socklab.session.Socket;

/**
 * Knows which socket of the session has which port.
 *
 * <p>Reading the kernel's tables takes longer than a call. For a datagram socket it waits until the port is needed, or
 * until a call that may change it; a getsockname often tells the port before. A stream socket is looked up at once: it
 * loses its port without a call when the peer closes.
 */
final class SessionPorts implements PortNames {
    /** Calls that do not change the port of a datagram socket. */
    private static final Set<Result> STAYING = EnumSet.of(
            Result.SENT,
            Result.SENT_MESSAGES,
            Result.RECEIVED,
            Result.RECEIVED_MESSAGES,
            Result.LOCAL_NAME,
            Result.PEER_NAME);

    private final Session session;
    private final Kernel kernel;
    private final Map<Integer, Integer> owners = new HashMap<>();
    private final Set<Integer> booked = new TreeSet<>();
    /** The ids of datagram sockets that may have a port that is not known yet. */
    private final Set<Integer> unknown = new TreeSet<>();

    SessionPorts(Session session, Kernel kernel) {
        this.session = session;
        this.kernel = kernel;
    }

    /** Notes the end of a call, which may have given its socket a port. */
    @Override
    public void ended(Event.Finished call) {
        if (!(call.outcome() instanceof Outcome.Returned r) || call.socket().isEmpty()) {
            return;
        }
        int id = call.socket().get().id();
        Result result = call.invocation().call().result();
        if (result == Result.LOCAL_NAME) {
            r.outs().stream()
                    .filter(Out.Name.class::isInstance)
                    .flatMap(o -> ((Out.Name) o).address().stream())
                    .forEach(a -> note(a, id));
        } else if ((result == Result.ZERO || result == Result.SENT) && !booked.contains(id)) {
            unknown.add(id);
            call.socket().filter(Socket::stream).ifPresent(this::lookOnce);
        }
    }

    /** Looks up the port of a socket before a call that may change it. */
    @Override
    public void begins(Event.Started call) {
        if (!STAYING.contains(call.invocation().call().result())) {
            call.socket().filter(s -> unknown.contains(s.id())).ifPresent(this::lookOnce);
        }
    }

    /** Looks up the port of a socket; one without a port is not looked up again before its next call. */
    private void lookOnce(Socket socket) {
        look(List.of(socket));
        unknown.remove(socket.id());
    }

    /** Looks up all ports that are not known. */
    private void look() {
        if (!unknown.isEmpty()) {
            look(session.sockets().stream()
                    .filter(s -> unknown.contains(s.id()))
                    .toList());
        }
    }

    private void look(List<Socket> sockets) {
        Map<Integer, SocketStatus> found =
                kernel.observe(sockets.stream().map(Socket::fd).toList());
        for (Socket socket : sockets) {
            Optional.ofNullable(found.get(socket.fd()))
                    .flatMap(SocketStatus::local)
                    .ifPresent(a -> note(a, socket.id()));
        }
    }

    private void note(SocketAddress address, int id) {
        port(address).ifPresent(p -> {
            owners.put(p, id);
            booked.add(id);
            unknown.remove(id);
        });
    }

    static OptionalInt port(SocketAddress address) {
        return switch (address) {
            case SocketAddress.Inet4 a when a.port() > 0 -> OptionalInt.of(a.port());
            case SocketAddress.Inet6 a when a.port() > 0 -> OptionalInt.of(a.port());
            case SocketAddress.Inet4 _,
                    SocketAddress.Inet6 _,
                    SocketAddress.Unix _,
                    SocketAddress.Unspec _,
                    SocketAddress.Other _ -> OptionalInt.empty();
        };
    }

    /** Whether some socket of this session has or had that port. */
    @Override
    public boolean knows(int port) {
        look();
        return owners.containsKey(port);
    }

    /** The name that the socket with that port has now, if it is open. */
    @Override
    public Optional<String> owner(int port) {
        look();
        return Optional.ofNullable(owners.get(port))
                .flatMap(id ->
                        session.sockets().stream().filter(s -> s.id() == id).findFirst())
                .map(Socket::name);
    }
}
