package socklab.call;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * The address of a socket: a {@code struct sockaddr} as a value.
 *
 * <p>Ports and scope numbers are in host order; a port is 0 to 65535.
 *
 * <p>Source: sockaddr(3type), ip(7), ipv6(7), unix(7).
 */
public sealed interface SocketAddress {

    /** The address family, {@code AF_…}. */
    Const family();

    /** The port, host order; 0 for an address without one. */
    int port();

    /** An IPv4 address and port; {@code address} holds the four bytes, the first in the highest bits. */
    record Inet4(int address, int port) implements SocketAddress {
        public Inet4 {
            checkPort(port);
        }

        @Override
        public Const family() {
            return Const.AF_INET;
        }

        /** The address in dotted-decimal notation. */
        public String host() {
            return (address >>> 24) + "." + (address >>> 16 & 255) + "." + (address >>> 8 & 255) + "."
                    + (address & 255);
        }
    }

    /**
     * An IPv6 address and port; {@code high} and {@code low} hold the sixteen bytes, the first in the
     * highest bits. {@code scopeId} is an interface's index, or 0.
     */
    record Inet6(long high, long low, int port, int flowInfo, int scopeId) implements SocketAddress {
        public Inet6 {
            checkPort(port);
        }

        @Override
        public Const family() {
            return Const.AF_INET6;
        }

        /** The address as inet_ntop(3) writes it, without the scope. Source: RFC 5952. */
        public String host() {
            return Inet6Text.format(high, low);
        }

        /** Whether this stands for an IPv4 address: ::ffff:0:0/96. */
        public boolean mapped() {
            return high == 0 && low >>> 32 == 0xffff;
        }
    }

    /** A Unix-domain address. A path name is kept as Latin-1 text, a char for each byte. */
    record Unix(Kind kind, String name) implements SocketAddress {
        /** What sort of name a Unix-domain socket has. Source: unix(7), "Address format". */
        public enum Kind {
            /** No name: a socket that was never bound. */
            UNNAMED,
            /** A path in the file system. */
            PATH,
            /** Linux's abstract namespace: a name after a NUL byte. */
            ABSTRACT
        }

        /** What a socket that was never bound reports. */
        public static final Unix NONE = new Unix(Kind.UNNAMED, "");

        @Override
        public Const family() {
            return Const.AF_UNIX;
        }

        @Override
        public int port() {
            return 0;
        }
    }

    /** AF_UNSPEC: as the argument of connect, it dissolves a UDP socket's association. */
    record Unspec() implements SocketAddress {
        @Override
        public Const family() {
            return Const.AF_UNSPEC;
        }

        @Override
        public int port() {
            return 0;
        }
    }

    /** An address of packet and netlink sockets. {@code data} is what follows the family. */
    record Other(int number, Bytes data) implements SocketAddress {
        @Override
        public Const family() {
            return Const.of(Const.Group.DOMAIN, number).orElse(Const.AF_UNSPEC);
        }

        @Override
        public int port() {
            return 0;
        }
    }

    /** An IPv4 address of four bytes, network order. */
    static Inet4 inet4(byte[] bytes, int port) {
        int address = 0;
        for (byte b : bytes) {
            address = address << 8 | b & 255;
        }
        return new Inet4(address, port);
    }

    /** An IPv6 address of sixteen bytes, network order. */
    static Inet6 inet6(byte[] bytes, int port, int scopeId) {
        return new Inet6(bigEndian(bytes, 0), bigEndian(bytes, 8), port, 0, scopeId);
    }

    private static long bigEndian(byte[] bytes, int from) {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = value << 8 | bytes[from + i] & 255;
        }
        return value;
    }

    private static void checkPort(int port) {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port " + port);
        }
    }

    /** The Java address of an Internet address. */
    static InetAddress javaAddress(SocketAddress address) {
        try {
            return switch (address) {
                case Inet4 a ->
                    InetAddress.getByAddress(
                            ByteBuffer.allocate(4).putInt(a.address()).array());
                case Inet6 a ->
                    InetAddress.getByAddress(ByteBuffer.allocate(16)
                            .putLong(a.high())
                            .putLong(a.low())
                            .array());
                case Unix _, Unspec _, Other _ -> throw new IllegalArgumentException("no Internet address: " + address);
            };
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
