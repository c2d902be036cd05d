package socklab.kernel;

import java.util.Optional;
import java.util.OptionalLong;
import socklab.call.Invocation;
import socklab.call.JavaCall;
import socklab.call.Outcome;

/**
 * Makes the calls of one thread.
 *
 * <p><b>Why</b> it is separate from {@link Kernel}: a signal to the calling thread ends a blocked call, so the thread
 * and not the kernel is what can be interrupted.
 */
public interface Caller extends AutoCloseable {

    /** Makes exactly one call and returns its outcome. Only for the thread that made this caller. */
    Outcome invoke(Invocation invocation);

    /** A call with its arguments laid out, to be made any number of times. */
    interface Prepared extends AutoCloseable {
        /** Makes the call once. */
        Outcome invoke();

        @Override
        void close();
    }

    /** Prepares a call. Only for the thread that made this caller, which closes the result before it closes this. */
    default Prepared prepare(Invocation invocation) {
        return new Unprepared(this, invocation);
    }

    /** A call that cannot be prepared. */
    record Unprepared(Caller caller, Invocation invocation) implements Prepared {
        @Override
        public Outcome invoke() {
            return caller.invoke(invocation);
        }

        @Override
        public void close() {
            // it holds nothing
        }
    }

    /**
     * Ends the call in flight: it returns, with EINTR if it had nothing to return yet. For any thread; it waits until
     * the call has returned, and returns at once if none is in flight.
     *
     * @return false if the call could not be ended
     */
    boolean interrupt();

    /** Whether a call is in flight and blocks. For any thread. */
    boolean asleep();

    /** The {@link System#nanoTime} at which the call in flight started; empty if none is in flight. For any thread. */
    OptionalLong inFlightSince();

    /** The {@link System#nanoTime} at which the last call started. Only for the thread that made this caller. */
    long startedAt();

    /** Runs an action if a call is in flight; the call does not return before the action has ended. For any thread. */
    void whileInFlight(Runnable action);

    /**
     * The method of the Java library that makes the call in flight, or made the last one; empty if there is none. For
     * any thread.
     */
    default Optional<JavaCall> javaCall() {
        return Optional.empty();
    }

    @Override
    void close();
}
