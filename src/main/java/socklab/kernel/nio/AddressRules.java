package socklab.kernel.nio;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.call.SocketAddress;

/**
 * Checks which addresses a socket of a domain accepts. Java accepts some that Linux refuses, such as an IPv4 address
 * on an IPv6 TCP socket, and refuses others without an errno.
 *
 * <p>Source: Linux, inet_bind, inet6_bind, tcp_v4_connect, tcp_v6_connect, udp_sendmsg, udpv6_sendmsg,
 * unix_validate_addr.
 */
final class AddressRules {
    private AddressRules() {}

    /** Checks a local address, or the peer of a stream. */
    static void check(NioSocket socket, SocketAddress address) throws ErrnoException {
        if (address.family().value() == socket.domain) {
            return;
        } else if (socket.unix() || tooShort(socket, address)) {
            throw new ErrnoException(Errno.EINVAL);
        }
        throw new ErrnoException(Errno.EAFNOSUPPORT);
    }

    /** The kernel refuses an address that is too short for the domain before it checks the family. */
    private static boolean tooShort(NioSocket socket, SocketAddress address) {
        int least = socket.domain == Const.AF_INET6.value() ? 24 : 16;
        return JavaAddress.length(address) < least;
    }

    /** Checks the address of a datagram: an IPv6 socket accepts an IPv4 address, too. */
    static void checkDatagram(NioSocket socket, SocketAddress address) throws ErrnoException {
        boolean four = address instanceof SocketAddress.Inet4 && socket.domain == Const.AF_INET6.value();
        if (!four) {
            check(socket, address);
        }
    }

    /** A socket that is bound to an IPv6 address has no IPv4 peer. */
    static void checkReach(NioSocket socket, SocketAddress address) throws ErrnoException {
        boolean six = socket.bound
                .or(() -> socket.kept)
                .filter(a -> a instanceof SocketAddress.Inet6 i && !i.mapped() && (i.high() | i.low()) != 0)
                .isPresent();
        if (six && address instanceof SocketAddress.Inet4) {
            throw new ErrnoException(Errno.EAFNOSUPPORT);
        }
    }

    /** Checks the destination of a datagram. */
    static void checkDestination(NioSocket socket, SocketAddress address) throws ErrnoException {
        boolean internet = address instanceof SocketAddress.Inet4 || address instanceof SocketAddress.Inet6;
        if (socket.domain == Const.AF_INET6.value() && !internet) {
            throw new ErrnoException(Errno.EINVAL);
        }
        checkDatagram(socket, address);
    }

    /** The errno of a second bind: the kernel checks the new address first. */
    static Errno ofTaken(SocketAddress address) {
        if (address instanceof SocketAddress.Unix u) {
            return u.kind() == SocketAddress.Unix.Kind.PATH && UnixSocketFile.exists(u)
                    ? Errno.EADDRINUSE
                    : Errno.EINVAL;
        }
        return own(address) ? Errno.EINVAL : Errno.EADDRNOTAVAIL;
    }

    /** Whether a socket can be bound to an address: it is this machine's, the wildcard, or a group. */
    private static boolean own(SocketAddress address) {
        if (address instanceof SocketAddress.Unspec) {
            return true;
        }
        InetAddress java = SocketAddress.javaAddress(address);
        try {
            return java.isAnyLocalAddress()
                    || java.isLoopbackAddress()
                    || java.isMulticastAddress()
                    || NetworkInterface.getByInetAddress(java) != null;
        } catch (SocketException e) {
            return true;
        }
    }
}
