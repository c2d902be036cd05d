package socklab.kernel.libc;

import static socklab.kernel.ffm.CStructs.ADDRINFO;
import static socklab.kernel.ffm.StructFields.offset;
import static socklab.kernel.ffm.StructFields.size;

import java.lang.foreign.Arena;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import socklab.call.Const;
import socklab.call.SocketAddress;
import socklab.kernel.Kernel.Resolution;
import socklab.kernel.ffm.Libc;
import socklab.kernel.ffm.NativeMemory;

/**
 * Looks up host names.
 *
 * <p>Source: getaddrinfo(3), {@code <netdb.h>}.
 */
final class NameLookup {
    private NameLookup() {}

    /** The addresses of a name, in the order of getaddrinfo(3), without duplicates. */
    static Resolution resolve(String host, Const family) {
        try (Arena arena = Arena.ofConfined()) {
            Libc.State state = new Libc.State(arena);
            NativeMemory hints = NativeMemory.in(arena, size(ADDRINFO));
            hints.putInt(offset(ADDRINFO, "ai_family"), family.value());
            NativeMemory list = NativeMemory.in(arena, Long.BYTES);
            long name = NativeMemory.string(arena, host).address();
            int code = (int) Libc.call(Libc.function("getaddrinfo"), state, name, 0, hints.address(), list.address());
            if (code != 0) {
                String text = Libc.string(Libc.call(Libc.function("gai_strerror"), state, code));
                return new Resolution.NotFound(codeName(code), text);
            }
            try {
                return new Resolution.Found(addresses(list.longAt(0)));
            } finally {
                Libc.call(Libc.function("freeaddrinfo"), state, list.longAt(0));
            }
        }
    }

    private static List<SocketAddress> addresses(long list) {
        Set<SocketAddress> found = new LinkedHashSet<>();
        long next = list;
        while (next != 0) {
            NativeMemory info = NativeMemory.at(next, size(ADDRINFO));
            int length = info.intAt(offset(ADDRINFO, "ai_addrlen"));
            long address = info.longAt(offset(ADDRINFO, "ai_addr"));
            SockaddrCodec.read(NativeMemory.at(address, length), length).ifPresent(found::add);
            next = info.longAt(offset(ADDRINFO, "ai_next"));
        }
        return List.copyOf(found);
    }

    private static String codeName(int code) {
        return switch (code) {
            case -1 -> "EAI_BADFLAGS";
            case -2 -> "EAI_NONAME";
            case -3 -> "EAI_AGAIN";
            case -4 -> "EAI_FAIL";
            case -5 -> "EAI_NODATA";
            case -6 -> "EAI_FAMILY";
            case -7 -> "EAI_SOCKTYPE";
            case -8 -> "EAI_SERVICE";
            case -9 -> "EAI_ADDRFAMILY";
            case -10 -> "EAI_MEMORY";
            case -11 -> "EAI_SYSTEM";
            default -> "EAI_" + code;
        };
    }
}
