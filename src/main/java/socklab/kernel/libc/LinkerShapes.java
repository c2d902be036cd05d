package socklab.kernel.libc;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Objects;

/**
 * Method references that are only there to be met when the startup caches are trained.
 *
 * <p>To link the downcall of {@link Libc}, Java makes method handles of these shapes, and at every start it makes the
 * classes that carry them out, a millisecond each. A cache keeps such a class if a method reference that was met in the
 * training has the same shape, and only then: what the linker itself does is not kept. Should a later Java link in
 * another way, they are of no use and do no harm.
 *
 * <p>Shapes: three objects and {@link Libc#REGISTERS} registers are a downcall's function, errno and allocator and what it
 * passes on; two registers more are the call of the stub that Java makes for it.
 */
public final class LinkerShapes {
    private LinkerShapes() {}

    private interface ToRegister {
        long of(Object value);
    }

    private interface FromRegister {
        Object of(long value);
    }

    private interface Check {
        void of(Object value);
    }

    private interface Bootstrap {
        Object of(Maker maker, Object lookup, Object name, Object type);
    }

    private interface Downcall {
        long of(Object function, Object state, Object allocator, long a, long b, long c, long d, long e, long f);
    }

    private interface BoundDowncall {
        long of(
                Stub stub,
                Object function,
                Object state,
                Object allocator,
                long a,
                long b,
                long c,
                long d,
                long e,
                long f);
    }

    private interface Entry {
        long of(Stub stub, long function, long state, long a, long b, long c, long d, long e, long f);
    }

    /** Neither final nor sealed: its method is found by the object's class. */
    private static class Maker {
        Object make(Object lookup, Object name, Object type) {
            return List.of(lookup, name, type);
        }
    }

    private static final class Stub {
        long downcall(Object function, Object state, Object allocator, long a, long b, long c, long d, long e, long f) {
            return a;
        }

        long entry(long function, long state, long a, long b, long c, long d, long e, long f) {
            return a;
        }
    }

    private static long register(Object value) {
        return value.hashCode();
    }

    private static Object value(long register) {
        return register;
    }

    private static void check(Object value) {
        Objects.requireNonNull(value);
    }

    private static long downcall(
            Object function, Object state, Object allocator, long a, long b, long c, long d, long e, long f) {
        return a;
    }

    private static long entry(long function, long state, long a, long b, long c, long d, long e, long f) {
        return a;
    }

    /** Meets them all. */
    public static List<Object> meet() {
        ToRegister to = LinkerShapes::register;
        FromRegister from = LinkerShapes::value;
        Check check = LinkerShapes::check;
        Bootstrap bootstrap = Maker::make;
        Downcall downcall = LinkerShapes::downcall;
        BoundDowncall bound = Stub::downcall;
        Entry entry = Stub::entry;
        return List.of(to, from, check, bootstrap, downcall, bound, entry, exactly());
    }

    /** A call through a handle; its type is all that counts. */
    private static long exactly() {
        Class<?> register = long.class;
        try {
            MethodHandle handle = MethodHandles.lookup()
                    .findStatic(
                            LinkerShapes.class,
                            "entry",
                            MethodType.methodType(
                                    register, register, register, register, register, register, register, register,
                                    register));
            return (long) handle.invokeExact(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
