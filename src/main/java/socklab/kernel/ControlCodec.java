package socklab.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import socklab.call.Const;
import socklab.call.Control;
import socklab.call.SocketAddress;
import socklab.call.SocketOption;

/** Control messages in memory: each a {@code struct cmsghdr} and its data, aligned to 8. Source: cmsg(3). */
final class ControlCodec {
    private static final int HEADER = Fields.size(Structs.CMSGHDR);
    private static final int SCM_RIGHTS = 1;
    private static final int SCM_CREDENTIALS = 2;
    private static final int TIMESPEC = 16; // and a struct timeval

    private ControlCodec() {}

    /** A control message that passes descriptors; no memory if there are none to pass. */
    static Memory rights(List<Integer> descriptors, Frame frame) {
        if (descriptors.isEmpty()) {
            return Memory.NONE;
        }
        int length = HEADER + 4 * descriptors.size();
        Memory m = frame.zeroed(align(length));
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
    static List<Control> read(Memory memory, int length) {
        List<Control> all = new ArrayList<>();
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

    private static Control one(int level, int type, Memory data) {
        if (level == Const.SOL_SOCKET.value()) {
            return socket(type, data);
        } else if (level == Const.SOL_TCP.value() && type == SocketOption.TCP_INQ.number() && data.size() == 4) {
            return new Control.Unread(data.intAt(0));
        } else if (level == Const.SOL_IP.value() || level == Const.SOL_IPV6.value()) {
            return internet(level == Const.SOL_IP.value() ? Const.SOL_IP : Const.SOL_IPV6, type, data);
        }
        return new Control.Other(level, type, data.bytes());
    }

    private static Control socket(int type, Memory data) {
        int size = data.size();
        if (type == SCM_RIGHTS) {
            return new Control.Rights(IntStream.range(0, size / 4).mapToObj(i -> data.intAt(4 * i)).toList());
        } else if (type == SCM_CREDENTIALS && size == 12) {
            return new Control.Credentials(data.intAt(0), data.intAt(4), data.intAt(8));
        } else if (type == SocketOption.SO_RXQ_OVFL.number() && size == 4) {
            return new Control.Overflow(data.intAt(0));
        } else if (type == SocketOption.SO_TIMESTAMP.number() && size == TIMESPEC) {
            return new Control.Timestamp(data.longAt(0), data.longAt(8));
        } else if (type == SocketOption.SO_TIMESTAMPNS.number() && size == TIMESPEC) {
            return time(data, 0);
        } else if (type == SocketOption.SO_TIMESTAMPING.number() && size == 3 * TIMESPEC) {
            return new Control.Timestamping(List.of(time(data, 0), time(data, TIMESPEC), time(data, 2 * TIMESPEC)));
        }
        return new Control.Other(Const.SOL_SOCKET.value(), type, data.bytes());
    }

    private static Control.NanoTimestamp time(Memory data, int at) {
        return new Control.NanoTimestamp(data.longAt(at), data.longAt(at + 8));
    }

    private static Control internet(Const level, int type, Memory data) {
        boolean four = level == Const.SOL_IP;
        int size = data.size();
        if (type == (four ? SocketOption.IP_RECVERR : SocketOption.IPV6_RECVERR).number() && size >= 16) {
            return error(level, data);
        } else if (four && type == SocketOption.IP_PKTINFO.number() && size == 12) {
            return new Control.PacketInfo(level, data.intAt(0), inet4(data, 4), inet4(data, 8));
        } else if (!four && type == SocketOption.IPV6_PKTINFO.number() && size == 20) {
            return new Control.PacketInfo6(SocketAddress.inet6(data.array(16), 0, 0), data.intAt(16));
        } else if (type == (four ? SocketOption.IP_RECVORIGDSTADDR : SocketOption.IPV6_RECVORIGDSTADDR).number() && size >= 16) {
            return new Control.OriginalDestination(level, Sockaddr.read(data, size).orElseThrow());
        } else if (four && (type == SocketOption.IP_RECVOPTS.number() || type == SocketOption.IP_RETOPTS.number())) {
            return new Control.HeaderOptions(type, data.bytes());
        } else if (size == 4 || size == 1) {
            int value = size == 4 ? data.intAt(0) : data.byteAt(0);
            return new Control.Header(level, type, value, size);
        }
        return new Control.Other(level.value(), type, data.bytes());
    }

    private static SocketAddress.Inet4 inet4(Memory data, int at) {
        return new SocketAddress.Inet4(data.netIntAt(at), 0);
    }

    /** {@code struct sock_extended_err} and behind it the offender's address. Source: ip(7), IP_RECVERR. */
    private static Control error(Const level, Memory data) {
        int length = data.size() - 16;
        Optional<SocketAddress> offender = length >= 16 ? Sockaddr.read(data.slice(16, length), length) : Optional.empty();
        return new Control.ExtendedError(level, data.intAt(0), data.byteAt(4), data.byteAt(5),
                data.byteAt(6), data.intAt(8), data.intAt(12), offender);
    }
}
