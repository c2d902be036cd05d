package socklab.kernel.libc;

import static socklab.kernel.ffm.CStructs.SOCKADDR_IN;
import static socklab.kernel.ffm.CStructs.SOCKADDR_IN6;
import static socklab.kernel.ffm.CStructs.SOCKADDR_UN;
import static socklab.kernel.ffm.StructFields.offset;
import static socklab.kernel.ffm.StructFields.size;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import socklab.call.Const;
import socklab.call.SocketAddress;
import socklab.call.SocketAddress.Inet4;
import socklab.call.SocketAddress.Inet6;
import socklab.call.SocketAddress.Other;
import socklab.call.SocketAddress.Unix;
import socklab.call.SocketAddress.Unspec;
import socklab.kernel.ffm.NativeMemory;

/** A {@code struct sockaddr} in memory: written from and read into a {@link SocketAddress}. */
final class SockaddrCodec {
    /** The size of the largest address. Source: {@code struct sockaddr_storage}. */
    static final int MAX_SIZE = 128;

    /** The same in all address families. */
    private static final int FAMILY = offset(SOCKADDR_IN, "sin_family");

    private static final int FAMILY_SIZE = size(SOCKADDR_IN, "sin_family");
    private static final int IN_SIZE = size(SOCKADDR_IN);
    private static final int IN_PORT = offset(SOCKADDR_IN, "sin_port");
    private static final int IN_ADDRESS = offset(SOCKADDR_IN, "sin_addr");
    private static final int IN6_SIZE = size(SOCKADDR_IN6);
    private static final int IN6_PORT = offset(SOCKADDR_IN6, "sin6_port");
    private static final int IN6_FLOW_INFO = offset(SOCKADDR_IN6, "sin6_flowinfo");
    private static final int IN6_ADDRESS_HIGH = offset(SOCKADDR_IN6, "sin6_addr");
    private static final int IN6_ADDRESS_LOW = IN6_ADDRESS_HIGH + Long.BYTES;
    private static final int IN6_SCOPE_ID = offset(SOCKADDR_IN6, "sin6_scope_id");
    private static final int UN_PATH = offset(SOCKADDR_UN, "sun_path");
    private static final int UN_SIZE = size(SOCKADDR_UN);

    private SockaddrCodec() {}

    /** Writes an address into zeroed memory of {@link #MAX_SIZE} bytes, and returns its {@code addrlen}. */
    static int write(SocketAddress address, NativeMemory memory) {
        memory.putShort(FAMILY, address.family().value());
        switch (address) {
            case Inet4 a -> {
                memory.putNetShort(IN_PORT, a.port());
                memory.putNetInt(IN_ADDRESS, a.address());
                return IN_SIZE;
            }
            case Inet6 a -> {
                memory.putNetShort(IN6_PORT, a.port());
                memory.putNetInt(IN6_FLOW_INFO, a.flowInfo());
                memory.putNetLong(IN6_ADDRESS_HIGH, a.high());
                memory.putNetLong(IN6_ADDRESS_LOW, a.low());
                memory.putInt(IN6_SCOPE_ID, a.scopeId());
                return IN6_SIZE;
            }
            case Unix a -> {
                return writeUnix(a, memory);
            }
            case Other a -> {
                memory.putShort(FAMILY, a.number());
                memory.put(FAMILY_SIZE, a.data().toArray());
                return FAMILY_SIZE + a.data().length();
            }
            case Unspec _ -> {
                return IN_SIZE;
            }
        }
    }

    private static int writeUnix(Unix address, NativeMemory memory) {
        byte[] name = address.name().getBytes(StandardCharsets.ISO_8859_1);
        return switch (address.kind()) {
            case UNNAMED -> UN_PATH;
            case PATH -> {
                memory.put(UN_PATH, name);
                yield Math.min(UN_PATH + name.length + 1, UN_SIZE); // with the terminating NUL if there is room
            }
            case ABSTRACT -> {
                memory.put(UN_PATH + 1, name);
                yield UN_PATH + 1 + name.length;
            }
        };
    }

    /**
     * Reads an address.
     *
     * @param length the length that the kernel reported
     * @return empty if the length does not hold a family; {@link Unspec} if the rest was cut short
     */
    static Optional<SocketAddress> read(NativeMemory memory, int length) {
        if (length < FAMILY_SIZE) {
            return Optional.empty();
        }
        int family = memory.shortAt(FAMILY);
        if (family == Const.AF_INET.value() && length >= IN_SIZE) {
            return Optional.of(new Inet4(memory.netIntAt(IN_ADDRESS), memory.netShortAt(IN_PORT)));
        } else if (family == Const.AF_INET6.value() && length >= IN6_SIZE) {
            return Optional.of(new Inet6(
                    memory.netLongAt(IN6_ADDRESS_HIGH),
                    memory.netLongAt(IN6_ADDRESS_LOW),
                    memory.netShortAt(IN6_PORT),
                    memory.netIntAt(IN6_FLOW_INFO),
                    memory.intAt(IN6_SCOPE_ID)));
        } else if (family == Const.AF_UNIX.value()) {
            return Optional.of(readUnix(memory, Math.min(length, UN_SIZE)));
        }
        return Optional.of(
                family == Const.AF_PACKET.value() || family == Const.AF_NETLINK.value()
                        ? new Other(
                                family,
                                memory.slice(FAMILY_SIZE, length - FAMILY_SIZE).bytes(length - FAMILY_SIZE))
                        : new Unspec());
    }

    private static Unix readUnix(NativeMemory memory, int length) {
        if (length <= UN_PATH) {
            return Unix.NONE;
        }
        byte[] name = memory.slice(UN_PATH, length - UN_PATH).array(length - UN_PATH);
        if (name[0] == 0) {
            return new Unix(Unix.Kind.ABSTRACT, new String(name, 1, name.length - 1, StandardCharsets.ISO_8859_1));
        }
        int end = 0;
        while (end < name.length && name[end] != 0) {
            end++;
        }
        return new Unix(Unix.Kind.PATH, new String(name, 0, end, StandardCharsets.ISO_8859_1));
    }
}
