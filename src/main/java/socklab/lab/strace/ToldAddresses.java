package socklab.lab.strace;

import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import socklab.call.Invocation;
import socklab.call.Out;
import socklab.call.Outcome;
import socklab.call.Result;
import socklab.call.SocketAddress;

/**
 * Addresses that one call returns and a later call uses: a server answers whoever sent, and a closed socket's port is
 * bound again. In a lab the first call then gives its result a name, and the second one uses it: the address itself
 * differs from run to run. Which results need a name is known when the whole log is.
 */
final class ToldAddresses {
    /** More addresses of one socket are not told apart. */
    private static final int MOST_SENT = 1_000;

    private final Set<Integer> wanted;
    private final Set<Integer> used = new HashSet<>();
    private final SocketNames names;
    private final PeerPorts peers;
    private final Map<TracedSocket, String> given = new IdentityHashMap<>();
    private final Map<TracedSocket, Told> received = new IdentityHashMap<>();
    private final Map<TracedSocket, Set<SocketAddress>> sent = new IdentityHashMap<>();
    private final Map<SocketAddress, Told> own = new HashMap<>();

    /** An address, and the call that told it. */
    private record Told(int call, TracedSocket socket, SocketAddress address, String name) {}

    /** @param wanted the calls whose results need a name, as another pass found out */
    ToldAddresses(Set<Integer> wanted, SocketNames names, PeerPorts peers) {
        this.wanted = wanted;
        this.names = names;
        this.peers = peers;
    }

    /** The calls whose results need a name. */
    Set<Integer> used() {
        return Set.copyOf(used);
    }

    /** The name that a call's result needs. */
    Optional<String> name(int call, Invocation invocation, Optional<TracedSocket> on) {
        if (!wanted.contains(call) || on.isEmpty()) {
            return Optional.empty();
        }
        String word = invocation.call().result() == Result.RECEIVED ? "data" : "address";
        return Optional.of(given.computeIfAbsent(on.get(), _ -> names.free(word)));
    }

    /** Notes what a call told. */
    void told(int call, Invocation invocation, Outcome outcome, TracedSocket socket, Optional<String> name) {
        if (!(outcome instanceof Outcome.Returned r)) {
            return;
        }
        Result kind = invocation.call().result();
        Optional<SocketAddress> address = Out.address(r.outs()).filter(ToldAddresses::internet);
        if (kind == Result.RECEIVED) {
            received.remove(socket);
            address.filter(a -> !sent.getOrDefault(socket, Set.of()).contains(a))
                    .ifPresent(a -> received.put(socket, new Told(call, socket, a, name.orElse("data"))));
        } else if (kind == Result.LOCAL_NAME) {
            address.ifPresent(a -> own.put(a, new Told(call, socket, a, name.orElse("address"))));
        }
    }

    /** What stands for an address that a call on a socket is given, if a result does. */
    Optional<String> value(Optional<TracedSocket> on, SocketAddress address) {
        Optional<Told> from = on.map(received::get).filter(t -> t.address().equals(address));
        if (from.isPresent()) {
            used.add(from.get().call());
            return Optional.of("$" + from.get().name() + ".from");
        }
        on.ifPresent(s -> sent(s, address));
        Optional<Told> told = Optional.ofNullable(own.get(address))
                .filter(t -> !t.socket().held() && !peers.chosen().contains(address.port()));
        told.ifPresent(t -> used.add(t.call()));
        return told.map(t -> "$" + t.name());
    }

    private void sent(TracedSocket socket, SocketAddress address) {
        Set<SocketAddress> all = sent.computeIfAbsent(socket, _ -> new HashSet<>());
        if (all.size() < MOST_SENT) {
            all.add(address);
        }
    }

    private static boolean internet(SocketAddress address) {
        return (address instanceof SocketAddress.Inet4 || address instanceof SocketAddress.Inet6)
                && address.port() != 0;
    }
}
