package socklab.lab;

import java.util.HashMap;
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

/** Which port is which socket's: the kernel chose most of them, and chooses others the next time. */
final class PortBook {
    private final Session session;
    private final Kernel kernel;
    private final Map<Integer, Integer> owners = new HashMap<>();
    private final Set<Integer> booked = new TreeSet<>();

    PortBook(Session session, Kernel kernel) {
        this.session = session;
        this.kernel = kernel;
    }

    /** Looks, from outside, where the socket of a call is bound now, unless that is known. */
    void look(Event.Finished call) {
        if (!(call.outcome() instanceof Outcome.Returned r) || call.socket().isEmpty()) {
            return;
        }
        int id = call.socket().get().id();
        Result result = call.invocation().call().result();
        if (result == Result.LOCAL_NAME) {
            r.outs().stream().filter(Out.Name.class::isInstance).flatMap(o -> ((Out.Name) o).address().stream()).forEach(a -> note(a, id));
        } else if ((result == Result.ZERO || result == Result.SENT) && !booked.contains(id)) {
            kernel.observe(call.socket().get().fd()).flatMap(SocketStatus::local).ifPresent(a -> note(a, id));
        }
    }

    private void note(SocketAddress address, int id) {
        port(address).ifPresent(p -> {
            owners.put(p, id);
            booked.add(id);
        });
    }

    static OptionalInt port(SocketAddress address) {
        return switch (address) {
            case SocketAddress.Inet4 a when a.port() > 0 -> OptionalInt.of(a.port());
            case SocketAddress.Inet6 a when a.port() > 0 -> OptionalInt.of(a.port());
            case SocketAddress.Inet4 _, SocketAddress.Inet6 _, SocketAddress.Unix _, SocketAddress.Unspec _ -> OptionalInt.empty();
        };
    }

    /** Whether some socket of this session has or had that port. */
    boolean knows(int port) {
        return owners.containsKey(port);
    }

    /** The name that the socket with that port has now, if it is open. */
    Optional<String> owner(int port) {
        return Optional.ofNullable(owners.get(port)).flatMap(id -> session.sockets().stream().filter(s -> s.id() == id).findFirst()).map(Socket::name);
    }
}
