package socklab.kernel.nio;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.Optional;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.call.SocketAddress;
import socklab.call.SocketAddress.Inet4;
import socklab.call.SocketAddress.Inet6;
import socklab.call.SocketAddress.Other;
import socklab.call.SocketAddress.Unix;
import socklab.call.SocketAddress.Unspec;

/**
 * Converts addresses to Java's and back. An {@code AF_INET6} socket shows IPv4 addresses as {@code ::ffff:a.b.c.d},
 * as Linux does.
 */
final class JavaAddress {
    private static final long MAPPED = 0xffff_0000_0000L;
    private static final int LOOPBACK = 0x7f000001;

    private JavaAddress() {}

    static ProtocolFamily family(int domain) {
        return domain == Const.AF_INET.value()
                ? StandardProtocolFamily.INET
                : domain == Const.AF_INET6.value() ? StandardProtocolFamily.INET6 : StandardProtocolFamily.UNIX;
    }

    static java.net.SocketAddress toJava(SocketAddress address) throws ErrnoException, UnsupportedCall {
        try {
            return switch (address) {
                case Inet4 a -> new InetSocketAddress(SocketAddress.javaAddress(a), a.port());
                case Inet6 a -> new InetSocketAddress(inet6(a), a.port());
                case Unix a -> unix(a);
                case Unspec _, Other _ -> throw new ErrnoException(Errno.EAFNOSUPPORT);
            };
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static InetAddress inet6(Inet6 a) throws UnknownHostException {
        byte[] bytes =
                ByteBuffer.allocate(16).putLong(a.high()).putLong(a.low()).array();
        return a.mapped() || a.scopeId() == 0
                ? InetAddress.getByAddress(bytes)
                : Inet6Address.getByAddress(null, bytes, a.scopeId());
    }

    private static UnixDomainSocketAddress unix(Unix a) throws ErrnoException, UnsupportedCall {
        return switch (a.kind()) {
            case PATH -> path(a.name());
            case UNNAMED -> throw new ErrnoException(Errno.EINVAL);
            case ABSTRACT -> throw UnsupportedCall.onlyC("Java has no abstract Unix-domain names, a path works");
        };
    }

    private static UnixDomainSocketAddress path(String latin1) throws ErrnoException {
        try {
            return UnixDomainSocketAddress.of(
                    new String(latin1.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
        } catch (InvalidPathException e) {
            throw new ErrnoException(Errno.EINVAL);
        }
    }

    /**
     * A destination. Linux sends to the wildcard address by the loopback interface; Java would use the address of this
     * machine's name.
     */
    static SocketAddress destination(SocketAddress address) {
        return switch (address) {
            case Inet4 a when a.address() == 0 -> new Inet4(LOOPBACK, a.port());
            case Inet6 a when a.high() == 0 && a.low() == 0 -> new Inet6(0, 1, a.port(), 0, 0);
            case Inet4 _, Inet6 _, Unix _, Unspec _, Other _ -> address;
        };
    }

    /** The address that Java reports, for a socket of a domain; empty if Java reports none. */
    static Optional<SocketAddress> fromJava(Optional<java.net.SocketAddress> address, int domain) {
        return address.map(a -> switch (a) {
            case InetSocketAddress i -> internet(i, domain);
            case UnixDomainSocketAddress u -> unix(u);
            default -> new Unspec();
        });
    }

    private static SocketAddress unix(UnixDomainSocketAddress address) {
        String path = address.getPath().toString();
        return path.isEmpty()
                ? Unix.NONE
                : new Unix(
                        Unix.Kind.PATH, new String(path.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }

    private static SocketAddress internet(InetSocketAddress address, int domain) {
        return switch (address.getAddress()) {
            case Inet6Address a -> SocketAddress.inet6(a.getAddress(), address.getPort(), a.getScopeId());
            case Inet4Address a
            when domain == Const.AF_INET6.value() -> inSix(SocketAddress.inet4(a.getAddress(), address.getPort()));
            case InetAddress a -> SocketAddress.inet4(a.getAddress(), address.getPort());
        };
    }

    private static SocketAddress inSix(Inet4 a) {
        return new Inet6(0, a.address() == 0 ? 0 : MAPPED | a.address() & 0xffff_ffffL, a.port(), 0, 0);
    }

    /** The wildcard address with port 0: the address of an unbound socket. */
    static SocketAddress none(int domain) {
        return domain == Const.AF_INET.value()
                ? new Inet4(0, 0)
                : domain == Const.AF_INET6.value() ? new Inet6(0, 0, 0, 0, 0) : Unix.NONE;
    }

    /** The length of an address in C. */
    static int length(SocketAddress address) {
        return switch (address) {
            case Inet4 _, Unspec _, Other _ -> 16;
            case Inet6 _ -> 28;
            case Unix a -> a.kind() == Unix.Kind.UNNAMED ? 2 : 2 + a.name().length() + 1;
        };
    }
}
