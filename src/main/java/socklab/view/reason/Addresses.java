package socklab.view.reason;

import socklab.call.SocketAddress;
import socklab.call.SocketAddress.Inet4;
import socklab.call.SocketAddress.Inet6;

/** How addresses of TCP and UDP relate: which overlap when bound, and which reaches which. */
final class Addresses {
    private Addresses() {}

    /** Whether it is 0.0.0.0 or ::. */
    static boolean wildcard(SocketAddress address) {
        return address instanceof Inet4 a && a.address() == 0
                || address instanceof Inet6 b && b.high() == 0 && b.low() == 0;
    }

    /** Whether it is ::, which takes IPv4 as well while IPV6_V6ONLY is off. */
    static boolean dual(SocketAddress address) {
        return address instanceof Inet6 && wildcard(address);
    }

    /** Whether it is one of IPv4, or one of IPv6 that stands for one. */
    static boolean four(SocketAddress address) {
        return address instanceof Inet4 || address instanceof Inet6 a && a.mapped();
    }

    /** Whether both have the same port and cannot both be bound: the same host, or one is a wildcard that covers it. */
    static boolean overlap(SocketAddress a, SocketAddress b) {
        if (a.port() != b.port()) {
            return false;
        }
        if (dual(a) || dual(b)) {
            return true;
        }
        return a.family() == b.family() && (wildcard(a) || wildcard(b) || sameHost(a, b));
    }

    /** Whether what is sent to an address arrives at a socket bound to another. */
    static boolean reaches(SocketAddress to, SocketAddress bound) {
        if (to.port() != bound.port()) {
            return false;
        }
        boolean covers = wildcard(bound) && (bound.family() == to.family() || dual(bound));
        // a connection to the wildcard address goes to this machine itself
        boolean self = wildcard(to) && to.family() == bound.family();
        return covers || self || sameHost(to, bound);
    }

    /** The host of an address, as text. */
    static String host(SocketAddress address) {
        return switch (address) {
            case Inet4 a -> a.host();
            case Inet6 a -> a.host();
            case SocketAddress.Unix _, SocketAddress.Unspec _, SocketAddress.Other _ -> "";
        };
    }

    static boolean sameHost(SocketAddress a, SocketAddress b) {
        return switch (a) {
            case Inet4 x -> b instanceof Inet4 y && x.address() == y.address();
            case Inet6 x -> b instanceof Inet6 y && x.high() == y.high() && x.low() == y.low();
            case SocketAddress.Unix _, SocketAddress.Unspec _, SocketAddress.Other _ -> false;
        };
    }

    /**
     * Whether a socket with that peer takes datagrams or segments from anywhere: its peer is the wildcard and port 0.
     */
    static boolean none(SocketAddress peer) {
        return wildcard(peer) && peer.port() == 0;
    }
}
