package socklab.kernel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.nio.ByteOrder.BIG_ENDIAN;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import socklab.call.Bytes;
import socklab.call.Const;
import socklab.call.Control;
import socklab.call.SocketAddress;
import socklab.call.SocketOption;

/** Control messages in memory: each a {@code struct cmsghdr} and its data, aligned to 8. Source: cmsg(3). */
final class ControlCodec {
    private static final int HEADER = (int) Structs.CMSGHDR.byteSize();
    private static final int SCM_RIGHTS = 1;
    private static final int SCM_CREDENTIALS = 2;
    private static final int TIMESPEC = 16; // and a struct timeval

    private ControlCodec() {}

    /** A control message that passes descriptors; no memory if there are none to pass. */
    static MemorySegment rights(List<Integer> descriptors, Frame frame) {
        if (descriptors.isEmpty()) {
            return MemorySegment.NULL;
        }
        int length = HEADER + 4 * descriptors.size();
        MemorySegment m = frame.zeroed(align(length));
        m.set(JAVA_LONG, 0, length);
        m.set(JAVA_INT, 8, Const.SOL_SOCKET.value());
        m.set(JAVA_INT, 12, SCM_RIGHTS);
        for (int i = 0; i < descriptors.size(); i++) {
            m.set(JAVA_INT, HEADER + 4L * i, descriptors.get(i));
        }
        return m;
    }

    private static int align(int length) {
        return (length + 7) & ~7;
    }

    /** The control messages in so many bytes. */
    static List<Control> read(MemorySegment memory, int length) {
        List<Control> all = new ArrayList<>();
        int at = 0;
        while (at + HEADER <= length) {
            int size = (int) memory.get(JAVA_LONG, at);
            if (size < HEADER || at + size > length) {
                break;
            }
            all.add(one(memory.get(JAVA_INT, at + 8L), memory.get(JAVA_INT, at + 12L), memory.asSlice(at + HEADER, size - HEADER)));
            at += align(size);
        }
        return all;
    }

    private static Control one(int level, int type, MemorySegment data) {
        if (level == Const.SOL_SOCKET.value()) {
            return socket(type, data);
        } else if (level == Const.SOL_TCP.value() && type == SocketOption.TCP_INQ.number() && data.byteSize() == 4) {
            return new Control.Unread(data.get(JAVA_INT_UNALIGNED, 0));
        } else if (level == Const.SOL_IP.value() || level == Const.SOL_IPV6.value()) {
            return internet(level == Const.SOL_IP.value() ? Const.SOL_IP : Const.SOL_IPV6, type, data);
        }
        return new Control.Other(level, type, Bytes.of(data.toArray(JAVA_BYTE)));
    }

    private static Control socket(int type, MemorySegment data) {
        int size = (int) data.byteSize();
        if (type == SCM_RIGHTS) {
            return new Control.Rights(IntStream.range(0, size / 4).mapToObj(i -> data.get(JAVA_INT_UNALIGNED, 4L * i)).toList());
        } else if (type == SCM_CREDENTIALS && size == 12) {
            return new Control.Credentials(data.get(JAVA_INT_UNALIGNED, 0), data.get(JAVA_INT_UNALIGNED, 4), data.get(JAVA_INT_UNALIGNED, 8));
        } else if (type == SocketOption.SO_RXQ_OVFL.number() && size == 4) {
            return new Control.Overflow(data.get(JAVA_INT_UNALIGNED, 0));
        } else if (type == SocketOption.SO_TIMESTAMP.number() && size == TIMESPEC) {
            return new Control.Timestamp(data.get(JAVA_LONG_UNALIGNED, 0), data.get(JAVA_LONG_UNALIGNED, 8));
        } else if (type == SocketOption.SO_TIMESTAMPNS.number() && size == TIMESPEC) {
            return time(data, 0);
        } else if (type == SocketOption.SO_TIMESTAMPING.number() && size == 3 * TIMESPEC) {
            return new Control.Timestamping(List.of(time(data, 0), time(data, TIMESPEC), time(data, 2 * TIMESPEC)));
        }
        return new Control.Other(Const.SOL_SOCKET.value(), type, Bytes.of(data.toArray(JAVA_BYTE)));
    }

    private static Control.NanoTimestamp time(MemorySegment data, int at) {
        return new Control.NanoTimestamp(data.get(JAVA_LONG_UNALIGNED, at), data.get(JAVA_LONG_UNALIGNED, at + 8L));
    }

    private static Control internet(Const level, int type, MemorySegment data) {
        boolean four = level == Const.SOL_IP;
        int size = (int) data.byteSize();
        if (type == (four ? SocketOption.IP_RECVERR : SocketOption.IPV6_RECVERR).number() && size >= 16) {
            return error(level, data);
        } else if (four && type == SocketOption.IP_PKTINFO.number() && size == 12) {
            return new Control.PacketInfo(level, data.get(JAVA_INT_UNALIGNED, 0), inet4(data, 4), inet4(data, 8));
        } else if (!four && type == SocketOption.IPV6_PKTINFO.number() && size == 20) {
            return new Control.PacketInfo6(SocketAddress.inet6(data.asSlice(0, 16).toArray(JAVA_BYTE), 0, 0), data.get(JAVA_INT_UNALIGNED, 16));
        } else if (type == (four ? SocketOption.IP_RECVORIGDSTADDR : SocketOption.IPV6_RECVORIGDSTADDR).number() && size >= 16) {
            MemorySegment copy = MemorySegment.ofArray(new long[4]).copyFrom(data); // aligned, so that it can be read as an address
            return new Control.OriginalDestination(level, Sockaddr.read(copy, size).orElseThrow());
        } else if (four && (type == SocketOption.IP_RECVOPTS.number() || type == SocketOption.IP_RETOPTS.number())) {
            return new Control.HeaderOptions(type, Bytes.of(data.toArray(JAVA_BYTE)));
        } else if (size == 4 || size == 1) {
            int value = size == 4 ? data.get(JAVA_INT_UNALIGNED, 0) : data.get(JAVA_BYTE, 0) & 0xff;
            return new Control.Header(level, type, value, size);
        }
        return new Control.Other(level.value(), type, Bytes.of(data.toArray(JAVA_BYTE)));
    }

    private static SocketAddress.Inet4 inet4(MemorySegment data, long at) {
        return new SocketAddress.Inet4(data.get(JAVA_INT_UNALIGNED.withOrder(BIG_ENDIAN), at), 0);
    }

    /** {@code struct sock_extended_err} and behind it the offender's address. Source: ip(7), IP_RECVERR. */
    private static Control error(Const level, MemorySegment data) {
        MemorySegment copy = MemorySegment.ofArray(new long[(int) (data.byteSize() + 7) / 8 + 4]);
        copy.copyFrom(data); // aligned, so that the address can be read as one
        int length = (int) data.byteSize() - 16;
        Optional<SocketAddress> offender = length >= 16 ? Sockaddr.read(copy.asSlice(16), length) : Optional.empty();
        return new Control.ExtendedError(level, copy.get(JAVA_INT, 0), copy.get(JAVA_BYTE, 4) & 0xff, copy.get(JAVA_BYTE, 5) & 0xff,
                copy.get(JAVA_BYTE, 6) & 0xff, copy.get(JAVA_INT, 8), copy.get(JAVA_INT, 12), offender);
    }
}
