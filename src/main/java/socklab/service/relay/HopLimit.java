package socklab.service.relay;

import java.util.OptionalInt;
import socklab.call.Bytes;
import socklab.call.OptionValue;
import socklab.call.SocketAddress;
import socklab.call.SocketOption;
import socklab.service.ServiceSockets;

/**
 * Ends what goes round in a ring of relays: each relay sends with a TTL that is lower by {@link #STEP} than the one it
 * received with, as a router lowers it by 1, and forwards nothing whose TTL is used up.
 *
 * <p>Source: RFC 1812 §5.3.1; ip(7), IP_RECVTTL, IP_TTL; tcp(7), TCP_SAVE_SYN.
 */
final class HopLimit {
    /** So a datagram passes at most eight relays, in which duplication cannot grow beyond measure. */
    static final int STEP = 8;

    private static final int FIRST = 64;
    private static final int TTL_OFFSET = 8;

    private HopLimit() {}

    /** The TTL to send with; none if the TTL received is used up. */
    static OptionalInt next(OptionalInt received) {
        int ttl = Math.min(received.orElse(FIRST), FIRST) - STEP;
        return ttl > 0 ? OptionalInt.of(ttl) : OptionalInt.empty();
    }

    /** The TTL of a SYN, from its IPv4 header. */
    static OptionalInt ofSyn(Bytes syn) {
        boolean four = syn.length() > TTL_OFFSET && syn.at(0) >>> 4 == 4;
        return four ? OptionalInt.of(syn.at(TTL_OFFSET) & 0xff) : OptionalInt.empty();
    }

    /** Lets a socket toward the server send with that TTL. */
    static void set(ServiceSockets sockets, int fd, SocketAddress upstream, int ttl) {
        switch (upstream) {
            case SocketAddress.Inet4 _ -> sockets.set(fd, SocketOption.IP_TTL, new OptionValue.Number(ttl));
            case SocketAddress.Inet6 _ -> sockets.set(fd, SocketOption.IPV6_UNICAST_HOPS, new OptionValue.Number(ttl));
            case SocketAddress.Unix _,
                    SocketAddress.Unspec _,
                    SocketAddress.Other _ -> {} // nothing leaves this machine, and no relay listens there
        }
    }
}
