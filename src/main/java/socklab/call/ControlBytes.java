package socklab.call;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The level, type and bytes of a control message to send, in this machine's byte order, addresses in the network's.
 *
 * <p>Source: cmsg(3), unix(7), ip(7), RFC 3542 §6.
 */
public final class ControlBytes {
    private static final int SCM_RIGHTS = 1;
    private static final int SCM_CREDENTIALS = 2;

    private ControlBytes() {}

    /** Its {@code cmsg_level}. */
    public static Const level(ControlMessage message) {
        return switch (message) {
            case ControlMessage.Header m -> m.level();
            case ControlMessage.PacketInfo m -> m.level();
            case ControlMessage.PacketInfo6 _ -> Const.SOL_IPV6;
            default -> Const.SOL_SOCKET;
        };
    }

    /** Its {@code cmsg_type}. */
    public static int type(ControlMessage message) {
        return switch (message) {
            case ControlMessage.Rights _ -> SCM_RIGHTS;
            case ControlMessage.Credentials _ -> SCM_CREDENTIALS;
            case ControlMessage.Header m -> m.type();
            case ControlMessage.TransmitTime _ -> SocketOption.SO_TXTIME.number();
            case ControlMessage.PacketInfo _ -> SocketOption.IP_PKTINFO.number();
            case ControlMessage.PacketInfo6 _ -> SocketOption.IPV6_PKTINFO.number();
            default -> throw new IllegalArgumentException("only received: " + message);
        };
    }

    /** Its data. */
    public static Bytes of(ControlMessage message) {
        return switch (message) {
            case ControlMessage.Rights m -> {
                ByteBuffer b = buffer(Integer.BYTES * m.descriptors().size());
                m.descriptors().forEach(b::putInt);
                yield Bytes.of(b.array());
            }
            case ControlMessage.Credentials m ->
                Bytes.of(buffer(3 * Integer.BYTES)
                        .putInt(m.pid())
                        .putInt(m.uid())
                        .putInt(m.gid())
                        .array());
            case ControlMessage.Header m ->
                switch (m.length()) {
                    case Byte.BYTES -> Bytes.of(new byte[] {(byte) m.value()});
                    case Short.BYTES ->
                        Bytes.of(buffer(Short.BYTES).putShort((short) m.value()).array());
                    default -> Bytes.of(buffer(Integer.BYTES).putInt(m.value()).array());
                };
            case ControlMessage.TransmitTime m ->
                Bytes.of(buffer(Long.BYTES).putLong(m.nanos()).array());
            case ControlMessage.PacketInfo m -> {
                ByteBuffer b = buffer(3 * Integer.BYTES).putInt(m.index()).order(ByteOrder.BIG_ENDIAN);
                b.putInt(((SocketAddress.Inet4) m.local()).address());
                yield Bytes.of(b.putInt(((SocketAddress.Inet4) m.destination()).address())
                        .array());
            }
            case ControlMessage.PacketInfo6 m -> {
                SocketAddress.Inet6 a = (SocketAddress.Inet6) m.destination();
                ByteBuffer b = buffer(2 * Long.BYTES + Integer.BYTES).order(ByteOrder.BIG_ENDIAN);
                b.putLong(a.high()).putLong(a.low()).order(ByteOrder.nativeOrder());
                yield Bytes.of(b.putInt(m.index()).array());
            }
            default -> throw new IllegalArgumentException("only received: " + message);
        };
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
    }
}
