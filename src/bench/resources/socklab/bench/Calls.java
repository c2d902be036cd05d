import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.ByteOrder;

/**
 * The loop that socklab's /repeat runs, in bare Java: Calls TIMES. One sendto and one recvfrom a turn, over the
 * loopback, and how long each took, as socklab tells of every call: what there is at least for a program in Java.
 */
public final class Calls {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle CALL = LINKER.downcallHandle(
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            Linker.Option.captureCallState("errno"));
    private static final int AF_INET = 2;
    private static final int SOCK_DGRAM = 2;
    private static final int SIZE = 16;
    private static final int LENGTH = 16;
    private static final int TEXT = 32;
    private static final int FROM = 64;
    private static final int FROM_LENGTH = 80;
    private static final int DATA = 128;
    private static final int ROOM = 2048;

    private final MemorySegment errno;
    private long nanos;

    private Calls(Arena arena) {
        errno = arena.allocate(Linker.Option.captureStateLayout());
    }

    private static MemorySegment function(String name) {
        return LINKER.defaultLookup().find(name).orElseThrow();
    }

    private long call(MemorySegment function, long a, long b, long c, long d, long e, long f) throws Throwable {
        long began = System.nanoTime();
        long result = (long) CALL.invokeExact(function, errno, a, b, c, d, e, f);
        nanos += System.nanoTime() - began;
        return result;
    }

    private void run(Arena arena, long times) throws Throwable {
        MemorySegment memory = arena.allocate(DATA + ROOM, SIZE);
        memory.set(JAVA_SHORT, 0, (short) AF_INET);
        memory.set(JAVA_INT.withOrder(ByteOrder.BIG_ENDIAN), 4, 0x7f000001);
        memory.set(JAVA_INT, LENGTH, SIZE);
        memory.setString(TEXT, "hello");
        long at = memory.address();
        long server = call(function("socket"), AF_INET, SOCK_DGRAM, 0, 0, 0, 0);
        long client = call(function("socket"), AF_INET, SOCK_DGRAM, 0, 0, 0, 0);
        if (call(function("bind"), server, at, SIZE, 0, 0, 0) != 0
                || call(function("getsockname"), server, at, at + LENGTH, 0, 0, 0) != 0) {
            throw new IllegalStateException("bind");
        }
        MemorySegment sendto = function("sendto");
        MemorySegment recvfrom = function("recvfrom");
        for (long i = 0; i < times; i++) {
            memory.set(JAVA_INT, FROM_LENGTH, SIZE);
            if (call(sendto, client, at + TEXT, 5, 0, at, SIZE) != 5
                    || call(recvfrom, server, at + DATA, ROOM, 0, at + FROM, at + FROM_LENGTH) != 5) {
                throw new IllegalStateException("exchange");
            }
        }
    }

    public static void main(String[] args) throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            Calls calls = new Calls(arena);
            calls.run(arena, Long.parseLong(args[0]));
            System.out.println(calls.nanos);
        }
    }
}
