package socklab.kernel.libc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import socklab.call.Const;
import socklab.call.ControlMessage;
import socklab.call.SocketAddress;
import socklab.call.SocketOption;

/** Control messages in memory: each a {@code struct cmsghdr} and its data, aligned to 8. Source: cmsg(3). */
final class ControlMessageCodec {
    private static final int HEADER = StructFields.size(CStructs.CMSGHDR);
    private static final int SCM_RIGHTS = 1;
    private static final int SCM_CREDENTIALS = 2;
    private static final int TIMESPEC = 16; // and a struct timeval

    private ControlMessageCodec() {}

    /** A control message that passes descriptors; no memory if there are none to pass. */
    static NativeMemory rights(List<Integer> descriptors, CallFrame frame) {
        if (descriptors.isEmpty()) {
            return NativeMemory.NONE;
        }
        int length = HEADER + 4 * descriptors.size();
        NativeMemory m = frame.zeroed(align(length));
        m.putLong(0, length);
        m.putInt(8, Const.SOL_SOCKET.value());
        m.putInt(12, SCM_RIGHTS);
        for (int i = 0; i < descriptors.size(); i++) {
            m.putInt(HEADER + 4 * i, descriptors.get(i));
        }
        return m;
    }

    private static int align(int length) {
        return (length + 7) & ~7;
    }

    /** The control messages in so many bytes. */
    static List<ControlMessage> read(NativeMemory memory, int length) {
        List<ControlMessage> all = new ArrayList<>();
        int at = 0;
        while (at + HEADER <= length) {
            int size = (int) memory.longAt(at);
            if (size < HEADER || at + size > length) {
                break;
            }
            all.add(one(memory.intAt(at + 8), memory.intAt(at + 12), memory.slice(at + HEADER, size - HEADER)));
            at += align(size);
        }
        return all;
    }

    private static ControlMessage one(int level, int type, NativeMemory data) {
        if (level == Const.SOL_SOCKET.value()) {
            return socket(type, data);
        } else if (level == Const.SOL_TCP.value() && type == SocketOption.TCP_INQ.number() && data.size() == 4) {
            return new ControlMessage.Unread(data.intAt(0));
        } else if (level == Const.SOL_IP.value() || level == Const.SOL_IPV6.value()) {
            return internet(level == Const.SOL_IP.value() ? Const.SOL_IP : Const.SOL_IPV6, type, data);
        }
        return new ControlMessage.Other(level, type, data.bytes());
    }

    private static ControlMessage socket(int type, NativeMemory data) {
        int size = data.size();
        if (type == SCM_RIGHTS) {
            return new ControlMessage.Rights(IntStream.range(0, size / 4)
                    .mapToObj(i -> data.intAt(4 * i))
                    .toList());
        } else if (type == SCM_CREDENTIALS && size == 12) {
            return new ControlMessage.Credentials(data.intAt(0), data.intAt(4), data.intAt(8));
        } else if (type == SocketOption.SO_RXQ_OVFL.number() && size == 4) {
            return new ControlMessage.Overflow(data.intAt(0));
        } else if (type == SocketOption.SO_TIMESTAMP.number() && size == TIMESPEC) {
            return new ControlMessage.Timestamp(data.longAt(0), data.longAt(8));
        } else if (type == SocketOption.SO_TIMESTAMPNS.number() && size == TIMESPEC) {
            return time(data, 0);
        } else if (type == SocketOption.SO_TIMESTAMPING.number() && size == 3 * TIMESPEC) {
            return new ControlMessage.Timestamping(
                    List.of(time(data, 0), time(data, TIMESPEC), time(data, 2 * TIMESPEC)));
        }
        return new ControlMessage.Other(Const.SOL_SOCKET.value(), type, data.bytes());
    }

    private static ControlMessage.NanoTimestamp time(NativeMemory data, int at) {
        return new ControlMessage.NanoTimestamp(data.longAt(at), data.longAt(at + 8));
    }

    private static ControlMessage internet(Const level, int type, NativeMemory data) {
        boolean four = level == Const.SOL_IP;
        int size = data.size();
        if (type == (four ? SocketOption.IP_RECVERR : SocketOption.IPV6_RECVERR).number() && size >= 16) {
            return error(level, data);
        } else if (four && type == SocketOption.IP_PKTINFO.number() && size == 12) {
            return new ControlMessage.PacketInfo(level, data.intAt(0), inet4(data, 4), inet4(data, 8));
        } else if (!four && type == SocketOption.IPV6_PKTINFO.number() && size == 20) {
            return new ControlMessage.PacketInfo6(SocketAddress.inet6(data.array(16), 0, 0), data.intAt(16));
        } else if (type == (four ? SocketOption.IP_RECVORIGDSTADDR : SocketOption.IPV6_RECVORIGDSTADDR).number()
                && size >= 16) {
            return new ControlMessage.OriginalDestination(
                    level, SockaddrCodec.read(data, size).orElseThrow());
        } else if (four && (type == SocketOption.IP_RECVOPTS.number() || type == SocketOption.IP_RETOPTS.number())) {
            return new ControlMessage.HeaderOptions(type, data.bytes());
        } else if (size == 4 || size == 1) {
            int value = size == 4 ? data.intAt(0) : data.byteAt(0);
            return new ControlMessage.Header(level, type, value, size);
        }
        return new ControlMessage.Other(level.value(), type, data.bytes());
    }

    private static SocketAddress.Inet4 inet4(NativeMemory data, int at) {
        return new SocketAddress.Inet4(data.netIntAt(at), 0);
    }

    /** {@code struct sock_extended_err} and behind it the offender's address. Source: ip(7), IP_RECVERR. */
    private static ControlMessage error(Const level, NativeMemory data) {
        int length = data.size() - 16;
        Optional<SocketAddress> offender =
                length >= 16 ? SockaddrCodec.read(data.slice(16, length), length) : Optional.empty();
        return new ControlMessage.ExtendedError(
                level,
                data.intAt(0),
                data.byteAt(4),
                data.byteAt(5),
                data.byteAt(6),
                data.intAt(8),
                data.intAt(12),
                offender);
    }
}
