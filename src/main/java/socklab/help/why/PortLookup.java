package socklab.help.why;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import socklab.call.Const;
import socklab.call.SocketAddress;
import socklab.call.SocketAddress.Inet4;
import socklab.call.SocketAddress.Inet6;
import socklab.kernel.Kernel;
import socklab.kernel.PortOwner;
import socklab.kernel.SocketTableRow;
import socklab.session.Session;
import socklab.session.Socket;

/** Sockets in the kernel's tables, by port, and whose they are. */
final class PortLookup {
    private static final int MOST = 5;
    private static final int NEAREST = 3;

    private final Kernel kernel;
    private final Map<Long, String> own = new HashMap<>();

    PortLookup(Session session, Kernel kernel) {
        this.kernel = kernel;
        for (Socket socket : session.sockets()) {
            kernel.identity(socket.fd())
                    .filter(i -> i.matches("socket:\\[\\d+]"))
                    .ifPresent(i -> own.putIfAbsent(
                            Long.parseLong(i.substring("socket:[".length(), i.length() - 1)), socket.name()));
        }
    }

    /** Whether the tables can be read at all. */
    boolean readable() {
        return !kernel.socketTable(Const.SOCK_STREAM).isEmpty()
                || !kernel.socketTable(Const.SOCK_DGRAM).isEmpty()
                || kernel.sysctl("net/core/somaxconn").isPresent();
    }

    /** Who stands in the way of a bind to an address. */
    Evidence held(SocketAddress wanted, boolean stream) {
        int port = port(wanted);
        List<SocketTableRow> uses = kernel.socketTable(type(stream)).stream()
                .filter(u -> port(u.local()) == port && overlap(u.local(), wanted))
                .sorted(Comparator.comparing(u -> !u.state().equals("LISTEN")))
                .limit(MOST)
                .toList();
        return new Evidence.Held(wanted, places(uses));
    }

    /** Who listens near a place where nobody was found. */
    Evidence listeners(SocketAddress wanted, boolean stream) {
        int port = port(wanted);
        List<SocketTableRow> mine = receiving(stream).toList();
        List<SocketTableRow> here = mine.stream()
                .filter(u -> port(u.local()) == port && reaches(wanted, u.local()))
                .toList();
        List<SocketTableRow> same = mine.stream()
                .filter(u -> port(u.local()) == port && !reaches(wanted, u.local()))
                .limit(MOST)
                .toList();
        List<SocketTableRow> other = receiving(!stream)
                .filter(u -> port(u.local()) == port)
                .limit(MOST)
                .toList();
        Set<Integer> nearest = new TreeSet<>(mine.stream()
                .map(u -> port(u.local()))
                .filter(p -> p != port)
                .distinct()
                .sorted(Comparator.comparing(p -> Math.abs(p - port)))
                .limit(NEAREST)
                .toList());
        List<SocketTableRow> near = mine.stream()
                .filter(u -> nearest.contains(port(u.local())))
                .limit(MOST)
                .toList();
        return new Evidence.Listeners(wanted, stream, places(here), places(same), places(other), places(near));
    }

    private Stream<SocketTableRow> receiving(boolean stream) {
        return kernel.socketTable(type(stream)).stream().filter(u -> u.state().equals(stream ? "LISTEN" : "CLOSED"));
    }

    private static Const type(boolean stream) {
        return stream ? Const.SOCK_STREAM : Const.SOCK_DGRAM;
    }

    private List<Evidence.Place> places(List<SocketTableRow> uses) {
        Map<Long, PortOwner.Process> owners = kernel.socketOwners(
                uses.stream().map(SocketTableRow::inode).filter(i -> i != 0).toList());
        return uses.stream()
                .map(u -> new Evidence.Place(u, whose(u, Optional.ofNullable(owners.get(u.inode())))))
                .toList();
    }

    private Evidence.Whose whose(SocketTableRow use, Optional<PortOwner.Process> owner) {
        if (use.inode() == 0) {
            return new Evidence.Whose.Nobody();
        } else if (own.containsKey(use.inode())) {
            return new Evidence.Whose.Session(own.get(use.inode()));
        } else if (owner.isEmpty()) {
            return new Evidence.Whose.Hidden(use.uid());
        }
        return owner.get().pid() == ProcessHandle.current().pid()
                ? new Evidence.Whose.Program()
                : new Evidence.Whose.Process(owner.get().pid(), owner.get().command());
    }

    static int port(SocketAddress address) {
        return switch (address) {
            case Inet4 a -> a.port();
            case Inet6 a -> a.port();
            case SocketAddress.Unix _, SocketAddress.Unspec _ -> -1;
        };
    }

    private static boolean wildcard(SocketAddress address) {
        return address instanceof Inet4 a && a.address() == 0
                || address instanceof Inet6 b && b.high() == 0 && b.low() == 0;
    }

    /** Whether two addresses of a port cannot both be bound: the same, or one is a wildcard; IPv6's covers IPv4. */
    private static boolean overlap(SocketAddress a, SocketAddress b) {
        if (wildcard(a) && a instanceof Inet6 || wildcard(b) && b instanceof Inet6) {
            return true;
        }
        return a.family() == b.family() && (wildcard(a) || wildcard(b) || sameHost(a, b));
    }

    /** Whether what is sent to one address arrives at a socket bound to another. */
    private static boolean reaches(SocketAddress to, SocketAddress bound) {
        boolean covers = wildcard(bound) && (bound.family() == to.family() || bound instanceof Inet6);
        boolean self =
                wildcard(to) && to.family() == bound.family(); // to connect to the wildcard is to connect to oneself
        return covers || self || to.family() == bound.family() && sameHost(to, bound);
    }

    private static boolean sameHost(SocketAddress a, SocketAddress b) {
        return a instanceof Inet4 x && b instanceof Inet4 y && x.address() == y.address()
                || a instanceof Inet6 v && b instanceof Inet6 w && v.high() == w.high() && v.low() == w.low();
    }
}
