package socklab.kernel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static java.nio.ByteOrder.BIG_ENDIAN;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import socklab.call.Const;
import socklab.call.SocketAddress;
import socklab.call.SocketAddress.Inet4;
import socklab.call.SocketAddress.Inet6;
import socklab.call.SocketAddress.Unix;
import socklab.call.SocketAddress.Unspec;

/** A {@code struct sockaddr} in memory: written from and read into a {@link SocketAddress}. */
final class Sockaddr {
    /** Room for any address. Source: {@code struct sockaddr_storage}. */
    static final int MAX = 128;

    private static final ValueLayout.OfShort PORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(BIG_ENDIAN);
    private static final ValueLayout.OfInt NET_INT = JAVA_INT_UNALIGNED.withOrder(BIG_ENDIAN);
    private static final ValueLayout.OfLong NET_LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(BIG_ENDIAN);
    private static final int PATH = (int) Structs.offset(Structs.SOCKADDR_UN, "sun_path");
    private static final int PATH_MAX = (int) Structs.SOCKADDR_UN.byteSize() - PATH;

    private Sockaddr() {}

    /** Writes an address into zeroed memory of {@link #MAX} bytes, and returns its {@code addrlen}. */
    static int write(SocketAddress address, MemorySegment memory) {
        memory.set(JAVA_SHORT, 0, (short) address.family().value());
        switch (address) {
            case Inet4 a -> {
                memory.set(PORT, 2, (short) a.port());
                memory.set(NET_INT, 4, a.address());
                return (int) Structs.SOCKADDR_IN.byteSize();
            }
            case Inet6 a -> {
                memory.set(PORT, 2, (short) a.port());
                memory.set(NET_INT, 4, a.flowInfo());
                memory.set(NET_LONG, 8, a.high());
                memory.set(NET_LONG, 16, a.low());
                memory.set(JAVA_INT, 24, a.scopeId());
                return (int) Structs.SOCKADDR_IN6.byteSize();
            }
            case Unix a -> {
                return writeUnix(a, memory);
            }
            case Unspec _ -> {
                return (int) Structs.SOCKADDR_IN.byteSize();
            }
        }
    }

    private static int writeUnix(Unix address, MemorySegment memory) {
        byte[] name = address.name().getBytes(StandardCharsets.ISO_8859_1);
        return switch (address.kind()) {
            case UNNAMED -> PATH;
            case PATH -> {
                MemorySegment.copy(name, 0, memory, JAVA_BYTE, PATH, name.length);
                yield Math.min(PATH + name.length + 1, PATH + PATH_MAX); // with its closing NUL, where that fits
            }
            case ABSTRACT -> {
                MemorySegment.copy(name, 0, memory, JAVA_BYTE, PATH + 1L, name.length);
                yield PATH + 1 + name.length;
            }
        };
    }

    /** Reads an address of a length that the kernel reported; none if there is no family in it. */
    static Optional<SocketAddress> read(MemorySegment memory, int length) {
        if (length < 2) {
            return Optional.empty();
        }
        int family = memory.get(JAVA_SHORT, 0) & 0xffff;
        if (family == Const.AF_INET.value()) {
            return Optional.of(new Inet4(memory.get(NET_INT, 4), memory.get(PORT, 2) & 0xffff));
        } else if (family == Const.AF_INET6.value()) {
            return Optional.of(new Inet6(memory.get(NET_LONG, 8), memory.get(NET_LONG, 16), memory.get(PORT, 2) & 0xffff,
                    memory.get(NET_INT, 4), memory.get(JAVA_INT, 24)));
        } else if (family == Const.AF_UNIX.value()) {
            return Optional.of(readUnix(memory, Math.min(length, PATH + PATH_MAX)));
        }
        return Optional.of(new Unspec());
    }

    private static Unix readUnix(MemorySegment memory, int length) {
        if (length <= PATH) {
            return Unix.NONE;
        }
        byte[] name = memory.asSlice(PATH, length - PATH).toArray(JAVA_BYTE);
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
