package socklab.view.reason;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import socklab.call.Errno;
import socklab.call.SocketAddress;
import socklab.call.SocketOption;
import socklab.kernel.SocketStatus;
import socklab.kernel.SocketTableRow;
import socklab.text.Message;

/**
 * EADDRINUSE of TCP and UDP: who holds the port, and what gets past it. Source: ip(7), socket(7) SO_REUSEADDR, ipv6(7)
 * IPV6_V6ONLY.
 */
final class AddressInUseRules {
    private static final int MOST = 5;
    private static final String TIME_WAIT = "TIME-WAIT";
    private static final String LISTEN = "LISTEN";

    private AddressInUseRules() {}

    static List<Rule> all() {
        return List.of(AddressInUseRules::held, AddressInUseRules::connection);
    }

    /** bind and listen: the sockets that stand in the way. */
    private static Optional<List<Message>> held(EndedCall f) {
        if (!f.is(Errno.EADDRINUSE) || !f.inet() || !f.binds() && !f.listens()) {
            return Optional.empty();
        }
        Optional<SocketStatus> own = f.socket().flatMap(s -> f.facts().status(s));
        Optional<SocketAddress> wanted = f.typed().or(() -> own.flatMap(SocketStatus::local));
        Optional<List<Facts.InetEntry>> table = f.facts().inet(f.stream());
        if (wanted.isEmpty() || table.isEmpty()) {
            return Optional.empty();
        }
        long inode = own.flatMap(s -> s.more().inode()).orElse(-1L);
        List<Facts.InetEntry> holders = table.get().stream()
                .filter(e ->
                        e.row().inode() != inode && Addresses.overlap(e.row().local(), wanted.get()))
                .filter(e -> !f.listens() || e.row().state().equals(LISTEN))
                .sorted(Comparator.comparing(e -> !e.row().state().equals(LISTEN)))
                .limit(MOST)
                .toList();
        return Optional.of(holders.isEmpty() ? none(f, wanted.get()) : holders(f, wanted.get(), holders));
    }

    private static List<Message> none(EndedCall f, SocketAddress wanted) {
        return List.of(Message.of(f.stream() ? "why.inUse.none.tcp" : "why.inUse.none.udp", wanted));
    }

    private static List<Message> holders(EndedCall f, SocketAddress wanted, List<Facts.InetEntry> holders) {
        List<Message> said = new ArrayList<>();
        Stream<Facts.InetEntry> old =
                holders.stream().filter(e -> e.row().state().equals(TIME_WAIT));
        Optional<Facts.InetEntry> live =
                holders.stream().filter(e -> !e.row().state().equals(TIME_WAIT)).findFirst();
        for (Facts.InetEntry holder : holders) {
            if (!holder.row().state().equals(TIME_WAIT)) {
                said.add(Message.of("why.inUse.held", holder.row().local(), Owners.name(holder), state(holder)));
                covers(wanted, holder.row().local()).ifPresent(said::add);
            }
        }
        if (live.isPresent()) {
            said.add(Message.of("why.inUse.cure"));
            return said;
        }
        long left = old.peek(e -> said.add(Message.of(
                        "why.inUse.timeWait",
                        e.row().local(),
                        e.row().remote(),
                        seconds(e.row().millisLeft().orElse(0L)))))
                .mapToLong(e -> e.row().millisLeft().orElse(0L))
                .max()
                .orElse(0L);
        said.add(Message.of(
                f.switchedOn(SocketOption.SO_REUSEADDR) ? "why.inUse.timeWait.reuse" : "why.inUse.timeWait.cure",
                seconds(left)));
        return said;
    }

    static Message state(Facts.InetEntry entry) {
        return switch (entry.row().state()) {
            case LISTEN -> Message.of("why.state.listens");
            case SocketTableRow.BOUND -> Message.of("why.state.bound");
            case String other
            when Addresses.none(entry.row().remote()) ->
                Message.of(other.equals("CLOSED") ? "why.state.udp" : "why.state.bound");
            case String other -> Message.of("why.state.peer", entry.row().remote(), other);
        };
    }

    /** The wildcard of IPv6 takes the ports of IPv4 as well. */
    private static Optional<Message> covers(SocketAddress wanted, SocketAddress held) {
        if (Addresses.dual(held) && Addresses.four(wanted)) {
            return Optional.of(Message.of("why.inUse.dual.held", held));
        }
        return Addresses.dual(wanted) && Addresses.four(held)
                ? Optional.of(Message.of("why.inUse.dual.wanted", wanted))
                : Optional.empty();
    }

    static String seconds(long millis) {
        return String.valueOf((millis + 999) / 1000);
    }

    /** connect: the pair of addresses is taken. */
    private static Optional<List<Message>> connection(EndedCall f) {
        Optional<List<Facts.InetEntry>> table = f.facts().inet(f.stream());
        Optional<SocketAddress> peer = f.typed();
        if (!f.is(Errno.EADDRINUSE, Errno.EADDRNOTAVAIL)
                || !f.tcp()
                || !f.connects()
                || table.isEmpty()
                || peer.isEmpty()) {
            return Optional.empty();
        }
        Optional<SocketAddress> local = f.socket()
                .flatMap(s -> f.facts().status(s))
                .flatMap(SocketStatus::local)
                .or(() -> f.socket().flatMap(s -> s.local()));
        return table.get().stream()
                .filter(e -> e.row().remote().equals(peer.get()))
                .filter(e ->
                        local.filter(l -> l.port() == e.row().local().port()).isPresent())
                .findFirst()
                .map(e -> List.of(
                        Message.of(
                                "why.inUse.pair",
                                e.row().local(),
                                e.row().remote(),
                                e.row().state()),
                        Message.of("why.inUse.pair.cure")));
    }
}
