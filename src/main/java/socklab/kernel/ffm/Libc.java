package socklab.kernel.ffm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.Optional;
import socklab.kernel.UnsupportedEnvironment;
import socklab.text.Message;

/**
 * The C library, reached by downcalls.
 *
 * <p>Every function that socklab calls takes at most six integers or pointers and returns one, so a single method
 * handle serves them all: each argument travels in a 64-bit register, and a function reads as much of the register as
 * its type says. The upper half of a narrow argument is unspecified, and registers after the last argument are
 * ignored.
 *
 * <p>Source: System V AMD64 ABI, 3.2.3; AAPCS64, 6.4.
 */
public final class Libc {
    /** How many arguments a function can take. */
    public static final int REGISTERS = 6;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
    private static final int ERRNO = StructFields.offset(CALL_STATE, "errno");

    /** (function, call state, six registers) → the result register. */
    private static final MethodHandle CALL = LINKER.downcallHandle(
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            Linker.Option.captureCallState("errno"));

    private Libc() {}

    /** Where a call leaves errno. It serves one call at a time. */
    public static final class State {
        private final MemorySegment segment;
        private final NativeMemory memory;

        /** Makes a state that lives as long as the arena. */
        public State(Arena arena) {
            segment = arena.allocate(CALL_STATE);
            memory = NativeMemory.of(segment);
        }

        /** The errno of the last call, if that call failed. */
        public int errno() {
            return memory.intAt(ERRNO);
        }
    }

    /**
     * The address of a function.
     *
     * @throws UnsupportedEnvironment if this C library does not have it
     */
    public static MemorySegment function(String name) {
        return optionalFunction(name)
                .orElseThrow(() -> new UnsupportedEnvironment(Message.of("cannot.function", name)));
    }

    /** The address of a function that not every C library has. */
    public static Optional<MemorySegment> optionalFunction(String name) {
        return LINKER.defaultLookup().find(name);
    }

    /** Calls a function with six registers; errno is left in {@code state}. */
    public static long call(MemorySegment function, State state, long a, long b, long c, long d, long e, long f) {
        try {
            return (long) CALL.invokeExact(function, state.segment, a, b, c, d, e, f);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible); // a downcall throws nothing
        }
    }

    /** Calls a function with fewer arguments; the other registers are 0. */
    public static long call(MemorySegment function, State state, long... arguments) {
        long[] r = Arrays.copyOf(arguments, REGISTERS);
        return call(function, state, r[0], r[1], r[2], r[3], r[4], r[5]);
    }

    /** The text of a C string at an address. */
    public static String string(long address) {
        return MemorySegment.ofAddress(address).reinterpret(Long.MAX_VALUE).getString(0);
    }

    /** The size of a pointer in bytes. */
    static long pointerSize() {
        return ADDRESS.byteSize();
    }
}
