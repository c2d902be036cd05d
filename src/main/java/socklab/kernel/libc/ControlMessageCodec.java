package socklab.kernel.libc;

import static socklab.kernel.ffm.CStructs.CMSGHDR;
import static socklab.kernel.ffm.CStructs.IN6_PKTINFO;
import static socklab.kernel.ffm.CStructs.IN_PKTINFO;
import static socklab.kernel.ffm.CStructs.SOCKADDR_IN;
import static socklab.kernel.ffm.CStructs.SOCK_EXTENDED_ERR;
import static socklab.kernel.ffm.CStructs.TIMESPEC;
import static socklab.kernel.ffm.CStructs.TIMEVAL;
import static socklab.kernel.ffm.CStructs.UCRED;
import static socklab.kernel.ffm.StructFields.offset;
import static socklab.kernel.ffm.StructFields.size;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import socklab.call.Bytes;
import socklab.call.Const;
import socklab.call.ControlBytes;
import socklab.call.ControlMessage;
import socklab.call.SocketAddress;
import socklab.call.SocketOption;
import socklab.kernel.ffm.NativeMemory;

/**
 * Control messages in memory: each a {@code struct cmsghdr}, then its data, aligned to 8 bytes.
 *
 * <p>Source: cmsg(3), unix(7), ip(7), ipv6(7), socket(7).
 */
final class ControlMessageCodec {
    private static final int HEADER = size(CMSGHDR);
    private static final int LENGTH = offset(CMSGHDR, "cmsg_len");
    private static final int LEVEL = offset(CMSGHDR, "cmsg_level");
    private static final int TYPE = offset(CMSGHDR, "cmsg_type");
    private static final int SCM_RIGHTS = 1;
    private static final int SCM_CREDENTIALS = 2;
    /** A {@code struct timespec} and a {@code struct timeval} have the same size and the same first field. */
    private static final int TIME_SIZE = size(TIMESPEC);

    private ControlMessageCodec() {}

    /** Writes control messages one after another; {@link NativeMemory#NONE} if there are none. */
    static NativeMemory write(List<ControlMessage> messages, CallFrame frame) {
        if (messages.isEmpty()) {
            return NativeMemory.NONE;
        }
        NativeMemory m = frame.zeroed(messages.stream()
                .mapToInt(c -> aligned(HEADER + ControlBytes.of(c).length()))
                .sum());
        int at = 0;
        for (ControlMessage message : messages) {
            Bytes data = ControlBytes.of(message);
            m.putLong(at + LENGTH, HEADER + data.length());
            m.putInt(at + LEVEL, ControlBytes.level(message).value());
            m.putInt(at + TYPE, ControlBytes.type(message));
            m.put(at + HEADER, data.toArray());
            at += aligned(HEADER + data.length());
        }
        return m;
    }

    private static int aligned(int length) {
        return (length + 7) & ~7;
    }

    /** Reads the control messages in the first {@code length} bytes. */
    static List<ControlMessage> read(NativeMemory memory, int length) {
        List<ControlMessage> all = new ArrayList<>();
        int at = 0;
        while (at + HEADER <= length) {
            int size = (int) memory.longAt(at + LENGTH);
            if (size < HEADER || at + size > length) {
                break;
            }
            NativeMemory data = memory.slice(at + HEADER, size - HEADER);
            all.add(read(memory.intAt(at + LEVEL), memory.intAt(at + TYPE), data));
            at += aligned(size);
        }
        return all;
    }

    private static ControlMessage read(int level, int type, NativeMemory data) {
        if (level == Const.SOL_SOCKET.value()) {
            return readSocket(type, data);
        } else if (level == Const.SOL_TCP.value()
                && type == SocketOption.TCP_INQ.number()
                && data.size() == Integer.BYTES) {
            return new ControlMessage.Unread(data.intAt(0));
        } else if (level == Const.SOL_IP.value()) {
            return readIp(type, data);
        } else if (level == Const.SOL_IPV6.value()) {
            return readIpv6(type, data);
        }
        return level == Const.SOL_UDP.value()
                ? headerField(Const.SOL_UDP, type, data)
                : new ControlMessage.Other(level, type, data.bytes());
    }

    private static ControlMessage readSocket(int type, NativeMemory data) {
        int size = data.size();
        if (type == SCM_RIGHTS) {
            return new ControlMessage.Rights(IntStream.range(0, size / Integer.BYTES)
                    .mapToObj(i -> data.intAt(Integer.BYTES * i))
                    .toList());
        } else if (type == SCM_CREDENTIALS && size == size(UCRED)) {
            return new ControlMessage.Credentials(
                    data.intAt(offset(UCRED, "pid")),
                    data.intAt(offset(UCRED, "uid")),
                    data.intAt(offset(UCRED, "gid")));
        } else if (type == SocketOption.SO_RXQ_OVFL.number() && size == Integer.BYTES) {
            return new ControlMessage.Overflow(data.intAt(0));
        } else if (type == SocketOption.SO_MARK.number() && size == Integer.BYTES) {
            return new ControlMessage.Header(Const.SOL_SOCKET, type, data.intAt(0), size);
        } else if (type == SocketOption.SO_TIMESTAMP.number() && size == TIME_SIZE) {
            return new ControlMessage.Timestamp(
                    data.longAt(offset(TIMEVAL, "tv_sec")), data.longAt(offset(TIMEVAL, "tv_usec")));
        } else if (type == SocketOption.SO_TIMESTAMPNS.number() && size == TIME_SIZE) {
            return time(data, 0);
        } else if (type == SocketOption.SO_TIMESTAMPING.number() && size == 3 * TIME_SIZE) {
            return new ControlMessage.Timestamping(
                    List.of(time(data, 0), time(data, TIME_SIZE), time(data, 2 * TIME_SIZE)));
        }
        return new ControlMessage.Other(Const.SOL_SOCKET.value(), type, data.bytes());
    }

    private static ControlMessage.NanoTimestamp time(NativeMemory data, int at) {
        return new ControlMessage.NanoTimestamp(
                data.longAt(at + offset(TIMESPEC, "tv_sec")), data.longAt(at + offset(TIMESPEC, "tv_nsec")));
    }

    private static ControlMessage readIp(int type, NativeMemory data) {
        int size = data.size();
        if (type == SocketOption.IP_RECVERR.number() && size >= size(SOCK_EXTENDED_ERR)) {
            return extendedError(Const.SOL_IP, data);
        } else if (type == SocketOption.IP_PKTINFO.number() && size == size(IN_PKTINFO)) {
            return new ControlMessage.PacketInfo(
                    Const.SOL_IP,
                    data.intAt(offset(IN_PKTINFO, "ipi_ifindex")),
                    inet4(data, offset(IN_PKTINFO, "ipi_spec_dst")),
                    inet4(data, offset(IN_PKTINFO, "ipi_addr")));
        } else if (type == SocketOption.IP_RECVORIGDSTADDR.number() && size >= size(SOCKADDR_IN)) {
            return originalDestination(Const.SOL_IP, data);
        } else if (type == SocketOption.IP_RECVOPTS.number() || type == SocketOption.IP_RETOPTS.number()) {
            return new ControlMessage.HeaderOptions(type, data.bytes());
        }
        return headerField(Const.SOL_IP, type, data);
    }

    private static ControlMessage readIpv6(int type, NativeMemory data) {
        int size = data.size();
        if (type == SocketOption.IPV6_RECVERR.number() && size >= size(SOCK_EXTENDED_ERR)) {
            return extendedError(Const.SOL_IPV6, data);
        } else if (type == SocketOption.IPV6_PKTINFO.number() && size == size(IN6_PKTINFO)) {
            int length = size(IN6_PKTINFO, "ipi6_addr");
            byte[] address =
                    data.slice(offset(IN6_PKTINFO, "ipi6_addr"), length).array(length);
            return new ControlMessage.PacketInfo6(
                    SocketAddress.inet6(address, 0, 0), data.intAt(offset(IN6_PKTINFO, "ipi6_ifindex")));
        } else if (type == SocketOption.IPV6_RECVORIGDSTADDR.number() && size >= size(SOCKADDR_IN)) {
            return originalDestination(Const.SOL_IPV6, data);
        }
        return headerField(Const.SOL_IPV6, type, data);
    }

    /** A field of IP's header: an int or a byte. */
    private static ControlMessage headerField(Const level, int type, NativeMemory data) {
        return switch (data.size()) {
            case Integer.BYTES -> new ControlMessage.Header(level, type, data.intAt(0), Integer.BYTES);
            case Byte.BYTES -> new ControlMessage.Header(level, type, data.byteAt(0), Byte.BYTES);
            default -> new ControlMessage.Other(level.value(), type, data.bytes());
        };
    }

    private static ControlMessage originalDestination(Const level, NativeMemory data) {
        return new ControlMessage.OriginalDestination(
                level, SockaddrCodec.read(data, data.size()).orElseThrow());
    }

    private static SocketAddress.Inet4 inet4(NativeMemory data, int at) {
        return new SocketAddress.Inet4(data.netIntAt(at), 0);
    }

    /** {@code struct sock_extended_err}, then the offender's address. Source: ip(7), IP_RECVERR. */
    private static ControlMessage extendedError(Const level, NativeMemory data) {
        int error = size(SOCK_EXTENDED_ERR);
        int length = data.size() - error;
        Optional<SocketAddress> offender =
                length >= size(SOCKADDR_IN) ? SockaddrCodec.read(data.slice(error, length), length) : Optional.empty();
        return new ControlMessage.ExtendedError(
                level,
                data.intAt(offset(SOCK_EXTENDED_ERR, "ee_errno")),
                data.byteAt(offset(SOCK_EXTENDED_ERR, "ee_origin")),
                data.byteAt(offset(SOCK_EXTENDED_ERR, "ee_type")),
                data.byteAt(offset(SOCK_EXTENDED_ERR, "ee_code")),
                data.intAt(offset(SOCK_EXTENDED_ERR, "ee_info")),
                data.intAt(offset(SOCK_EXTENDED_ERR, "ee_data")),
                offender);
    }
}
