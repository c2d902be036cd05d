package socklab.kernel.libc;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import socklab.call.Const;
import socklab.call.SocketAddress;
import socklab.call.SocketAddress.Inet4;
import socklab.call.SocketAddress.Inet6;
import socklab.call.SocketAddress.Unix;
import socklab.call.SocketAddress.Unspec;

/** A {@code struct sockaddr} in memory: written from and read into a {@link SocketAddress}. */
final class SockaddrCodec {
    /** Room for any address. Source: {@code struct sockaddr_storage}. */
    static final int MAX = 128;

    private static final int IN = StructFields.size(CStructs.SOCKADDR_IN);
    private static final int IN6 = StructFields.size(CStructs.SOCKADDR_IN6);
    private static final int PATH = StructFields.offset(CStructs.SOCKADDR_UN, "sun_path");
    private static final int PATH_MAX = StructFields.size(CStructs.SOCKADDR_UN) - PATH;

    private SockaddrCodec() {}

    /** Writes an address into zeroed memory of {@link #MAX} bytes, and returns its {@code addrlen}. */
    static int write(SocketAddress address, NativeMemory memory) {
        memory.putShort(0, address.family().value());
        switch (address) {
            case Inet4 a -> {
                memory.putNetShort(2, a.port());
                memory.putNetInt(4, a.address());
                return IN;
            }
            case Inet6 a -> {
                memory.putNetShort(2, a.port());
                memory.putNetInt(4, a.flowInfo());
                memory.putNetLong(8, a.high());
                memory.putNetLong(16, a.low());
                memory.putInt(24, a.scopeId());
                return IN6;
            }
            case Unix a -> {
                return writeUnix(a, memory);
            }
            case Unspec _ -> {
                return IN;
            }
        }
    }

    private static int writeUnix(Unix address, NativeMemory memory) {
        byte[] name = address.name().getBytes(StandardCharsets.ISO_8859_1);
        return switch (address.kind()) {
            case UNNAMED -> PATH;
            case PATH -> {
                memory.put(PATH, name);
                yield Math.min(PATH + name.length + 1, PATH + PATH_MAX); // with its closing NUL, where that fits
            }
            case ABSTRACT -> {
                memory.put(PATH + 1, name);
                yield PATH + 1 + name.length;
            }
        };
    }

    /** Reads an address of a length that the kernel reported; none if there is no family in it, and no more than that if it was cut short. */
    static Optional<SocketAddress> read(NativeMemory memory, int length) {
        if (length < 2) {
            return Optional.empty();
        }
        int family = memory.shortAt(0);
        if (family == Const.AF_INET.value() && length >= IN) {
            return Optional.of(new Inet4(memory.netIntAt(4), memory.netShortAt(2)));
        } else if (family == Const.AF_INET6.value() && length >= IN6) {
            return Optional.of(new Inet6(
                    memory.netLongAt(8),
                    memory.netLongAt(16),
                    memory.netShortAt(2),
                    memory.netIntAt(4),
                    memory.intAt(24)));
        } else if (family == Const.AF_UNIX.value()) {
            return Optional.of(readUnix(memory, Math.min(length, PATH + PATH_MAX)));
        }
        return Optional.of(new Unspec());
    }

    private static Unix readUnix(NativeMemory memory, int length) {
        if (length <= PATH) {
            return Unix.NONE;
        }
        byte[] name = memory.slice(PATH, length - PATH).array(length - PATH);
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
