package socklab.call;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The bytes that setsockopt passes for a value: C's structures, in this machine's byte order, addresses in the
 * network's.
 *
 * <p>Source: netinet/in.h, sys/socket.h; a test compares each with what a C compiler makes.
 */
public final class OptionBytes {
    private static final int STORAGE = 128; // struct sockaddr_storage

    private static final int MOST_KEY = 80; // TCP_MD5SIG_MAXKEYLEN

    private OptionBytes() {}

    /** The bytes of a value of an option; their number is its {@code optlen}. */
    public static Bytes of(OptionValue value, SocketOption option) {
        ByteBuffer b = ByteBuffer.allocate(2 * STORAGE + Long.BYTES).order(ByteOrder.nativeOrder());
        switch (value) {
            case OptionValue.Number v when option.kind().size() == Long.BYTES -> b.putLong(v.value());
            case OptionValue.Number v -> b.putInt((int) v.value());
            case OptionValue.Time v -> b.putLong(v.seconds()).putLong(v.micros());
            case OptionValue.Linger v -> b.putInt(v.on() ? 1 : 0).putInt(v.seconds());
            case OptionValue.Text v -> {
                return Bytes.of(v.text().getBytes(StandardCharsets.UTF_8));
            }
            case OptionValue.Octets v -> {
                return v.bytes();
            }
            case OptionValue.Interface4 v -> inet(b, v.address());
            case OptionValue.Group4 v -> inet(inet(b, v.group()), v.via());
            case OptionValue.Group4n v -> inet(b, v.group()).putInt(0).putInt(v.index());
            case OptionValue.Source4 v -> inet(inet(inet(b, v.group()), v.via()), v.source());
            case OptionValue.Group6 v -> inet(b, v.group()).putInt(v.index());
            case OptionValue.GroupRequest v -> {
                storage(b.putInt(v.index()).putInt(0), v.group());
                v.source().ifPresent(s -> storage(b, s));
            }
            case OptionValue.PortRange v -> b.putInt(v.last() << 16 | v.first());
            case OptionValue.Address _ -> throw new IllegalArgumentException(option + " is only for reading");
            case OptionValue.Fields _ -> throw new IllegalArgumentException(option + " is only for reading");
        }
        return Bytes.of(b.array()).slice(0, b.position());
    }

    /**
     * {@code struct tcp_md5sig}: the peer's address, and the key that signs the segments; empty if the key is too long.
     *
     * <p>Source: linux/tcp.h; RFC 2385.
     */
    public static Optional<Bytes> signature(SocketAddress peer, Bytes key) {
        if (key.length() > MOST_KEY) {
            return Optional.empty();
        }
        ByteBuffer b = ByteBuffer.allocate(SocketOption.Kind.MD5SIG.size()).order(ByteOrder.nativeOrder());
        storage(b, peer);
        b.putShort((short) 0).putShort((short) key.length()).putInt(0).put(key.toArray());
        return Optional.of(Bytes.of(b.array()));
    }

    private static ByteBuffer inet(ByteBuffer b, SocketAddress.Inet4 address) {
        return b.order(ByteOrder.BIG_ENDIAN).putInt(address.address()).order(ByteOrder.nativeOrder());
    }

    private static ByteBuffer inet(ByteBuffer b, SocketAddress.Inet6 address) {
        return b.order(ByteOrder.BIG_ENDIAN)
                .putLong(address.high())
                .putLong(address.low())
                .order(ByteOrder.nativeOrder());
    }

    /** An address in the room of the largest: family, port, address, and for IPv6 what stands before and behind it. */
    private static void storage(ByteBuffer b, SocketAddress address) {
        int end = b.position() + STORAGE;
        switch (address) {
            case SocketAddress.Inet4 a ->
                inet(b.putShort((short) Const.AF_INET.value()).putShort((short) 0), a);
            case SocketAddress.Inet6 a ->
                inet(
                                b.putShort((short) Const.AF_INET6.value())
                                        .putShort((short) 0)
                                        .putInt(a.flowInfo()),
                                a)
                        .putInt(a.scopeId());
            case SocketAddress.Unix _, SocketAddress.Unspec _, SocketAddress.Other _ -> {}
        }
        b.position(end);
    }
}
