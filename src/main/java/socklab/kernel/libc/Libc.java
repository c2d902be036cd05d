package socklab.kernel.libc;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import socklab.kernel.UnsupportedEnvironment;
import socklab.text.Message;

/**
 * C's library, reached by downcalls.
 *
 * <p>Every function that socklab calls takes at most six integers or pointers and returns one, so one
 * handle serves them all, as one register file serves them in the machine: each argument travels in a
 * 64-bit register, and a function reads as much of it as its type says. (System V AMD64 ABI §3.2.3;
 * AAPCS64 §6.4: integer and pointer arguments 1 to 6 are registers, the upper half of a narrow one is
 * unspecified, registers beyond the last argument are ignored.) Linking one shape instead of ten is what
 * keeps the first call quick.
 */
public final class Libc {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final int ERRNO = StructFields.offset(STATE, "errno");

    /** (function, errno state, six registers) → the result register. */
    private static final MethodHandle CALL = LINKER.downcallHandle(
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            Linker.Option.captureCallState("errno"));

    private Libc() {}

    /** How many arguments a function can take. */
    static final int REGISTERS = 6;

    /** Where a call leaves errno; for one call at a time. */
    public static final class State {
        private final MemorySegment segment;
        private final NativeMemory memory;

        /** Lives as long as the arena. */
        public State(Arena arena) {
            segment = arena.allocate(STATE);
            memory = NativeMemory.of(segment);
        }

        /** What the call left. */
        int errno() {
            return memory.intAt(ERRNO);
        }
    }

    /** The address of a function of the C library. */
    public static MemorySegment function(String name) {
        return LINKER.defaultLookup()
                .find(name)
                .orElseThrow(() -> new UnsupportedEnvironment(Message.of("cannot.function", name)));
    }

    /** The address of a function that not every C library has. */
    static Optional<MemorySegment> optional(String name) {
        return LINKER.defaultLookup().find(name);
    }

    /** Calls a function with up to six arguments; errno is left in {@code state}. */
    public static long call(MemorySegment function, State state, long a, long b, long c, long d, long e, long f) {
        try {
            return (long) CALL.invokeExact(function, state.segment, a, b, c, d, e, f);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible); // a downcall throws nothing
        }
    }

    /** The bytes of a C string at an address. */
    static String string(long address) {
        return MemorySegment.ofAddress(address).reinterpret(Long.MAX_VALUE).getString(0);
    }

    /** The size of a pointer, for a test of the assumption that it fills a register. */
    static long pointerSize() {
        return ADDRESS.byteSize();
    }
}
