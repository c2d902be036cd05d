package socklab.view.reason;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import socklab.call.Errno;
import socklab.call.SocketAddress;
import socklab.kernel.SocketTableRow;
import socklab.session.SandboxPolicy;
import socklab.session.Socket;
import socklab.text.Message;

/**
 * ECONNREFUSED of TCP and UDP: what is, and what is not, at the address. Source: tcp(7), udp(7); RFC 9293 §3.10.7.1,
 * RFC 1122 §4.1.3.3.
 */
final class RefusedRules {
    private static final int MOST = 3;

    private RefusedRules() {}

    static List<Rule> all() {
        return List.of(RefusedRules::elsewhere, RefusedRules::tcp, RefusedRules::udp);
    }

    private static Optional<SocketAddress> refused(EndedCall f) {
        Optional<SocketAddress> to = f.is(Errno.ECONNREFUSED) && f.inet() ? f.destination() : Optional.empty();
        return to.filter(a -> !onWire(f) || ofHost(f, a));
    }

    /** Whether the socket is in a host on the wire; of the other hosts {@link PacketRules} tells. */
    private static boolean onWire(EndedCall f) {
        return f.socket().flatMap(Socket::host).isPresent();
    }

    private static boolean ofHost(EndedCall f, SocketAddress address) {
        return f.facts()
                .addresses()
                .filter(a -> a.contains(Addresses.host(address)))
                .isPresent();
    }

    private static Optional<List<Message>> elsewhere(EndedCall f) {
        return refused(f)
                .filter(_ -> !onWire(f))
                .filter(to -> !SandboxPolicy.staysHere(to))
                .map(to ->
                        List.of(Message.of(f.tcp() ? "why.refused.elsewhere.tcp" : "why.refused.elsewhere.udp", to)));
    }

    private static Optional<List<Message>> tcp(EndedCall f) {
        Optional<SocketAddress> to = refused(f);
        Optional<List<Facts.InetEntry>> table = f.facts().inet(true);
        if (!f.tcp() || to.isEmpty() || table.isEmpty()) {
            return Optional.empty();
        }
        List<Message> said = new ArrayList<>();
        Predicate<Facts.InetEntry> listens = e -> e.row().state().equals("LISTEN");
        Optional<Facts.InetEntry> now = there(table.get(), to.get(), listens);
        Optional<Facts.InetEntry> silent =
                there(table.get(), to.get(), e -> e.row().state().equals(SocketTableRow.BOUND));
        if (now.isPresent()) {
            said.add(Message.of("why.refused.now.tcp", to.get(), Owners.name(now.get())));
        } else if (silent.isPresent()) {
            said.add(Message.of("why.refused.bound", silent.get().row().local(), Owners.name(silent.get())));
        } else {
            said.add(Message.of("why.refused.none.tcp", to.get()));
            near(table.get(), to.get(), listens, said);
            f.facts().inet(false).ifPresent(udp -> other(udp, to.get(), "why.refused.other.udp", said));
        }
        return Optional.of(said);
    }

    private static Optional<List<Message>> udp(EndedCall f) {
        Optional<SocketAddress> to = refused(f);
        Optional<List<Facts.InetEntry>> table = f.facts().inet(false);
        if (!f.udp() || to.isEmpty() || table.isEmpty()) {
            return Optional.empty();
        }
        List<Message> said = new ArrayList<>(receivers(f, table.get(), to.get()));
        f.facts().inet(true).ifPresent(tcp -> other(tcp, to.get(), "why.refused.other.tcp", said));
        return Optional.of(said);
    }

    /** What is at a UDP address: a socket that takes the datagrams, one that takes only its peer's, or none. */
    static List<Message> receivers(EndedCall f, List<Facts.InetEntry> table, SocketAddress to) {
        List<Message> said = new ArrayList<>();
        Optional<SocketAddress> own =
                f.socket().flatMap(s -> f.facts().status(s)).flatMap(s -> s.local());
        Optional<Facts.InetEntry> open =
                there(table, to, e -> Addresses.none(e.row().remote()));
        Optional<Facts.InetEntry> mine = there(
                table, to, e -> own.filter(o -> o.equals(e.row().remote())).isPresent());
        Optional<Facts.InetEntry> other =
                there(table, to, e -> !Addresses.none(e.row().remote()));
        if (open.isPresent() || mine.isPresent()) {
            Facts.InetEntry there = mine.or(() -> open).orElseThrow();
            said.add(Message.of("why.refused.now.udp", to, Owners.name(there)));
        } else if (other.isPresent()) {
            said.add(Message.of(
                    "why.refused.peer",
                    Owners.name(other.get()),
                    other.get().row().local(),
                    other.get().row().remote()));
        } else {
            said.add(Message.of("why.refused.none.udp", to));
            near(table, to, e -> Addresses.none(e.row().remote()), said);
        }
        return said;
    }

    private static Optional<Facts.InetEntry> there(
            List<Facts.InetEntry> table, SocketAddress to, Predicate<Facts.InetEntry> kind) {
        return table.stream()
                .filter(kind)
                .filter(e -> Addresses.reaches(to, e.row().local()))
                .findFirst();
    }

    /** The same port at other addresses, then the nearest other ports. */
    private static void near(
            List<Facts.InetEntry> table, SocketAddress to, Predicate<Facts.InetEntry> kind, List<Message> said) {
        int port = to.port();
        table.stream()
                .filter(kind)
                .filter(e -> e.row().local().port() == port)
                .limit(MOST)
                .forEach(
                        e -> said.add(Message.of("why.refused.samePort", e.row().local(), Owners.name(e))));
        List<Message> nearest = table.stream()
                .filter(kind)
                .filter(e -> e.row().local().port() != port)
                .sorted(Comparator.comparing(e -> Math.abs(e.row().local().port() - port)))
                .limit(MOST)
                .map(e -> Message.of("why.refused.near.one", e.row().local(), Owners.name(e)))
                .toList();
        if (!nearest.isEmpty()) {
            said.add(Message.of("why.refused.near", nearest));
        }
    }

    private static void other(List<Facts.InetEntry> table, SocketAddress to, String key, List<Message> said) {
        table.stream()
                .filter(e -> Addresses.reaches(to, e.row().local()))
                .filter(e -> !e.row().state().equals("TIME-WAIT"))
                .limit(1)
                .forEach(e -> said.add(Message.of(key, e.row().local(), Owners.name(e))));
    }
}
