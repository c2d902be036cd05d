package socklab.kernel;

import java.util.Optional;
import java.util.OptionalLong;
import socklab.call.Invocation;
import socklab.call.JavaCall;
import socklab.call.Outcome;

/** One thread's way into the kernel. */
public interface Caller extends AutoCloseable {

    /** Makes exactly one call, and returns when it has returned. Only for the thread that it was made on. */
    Outcome invoke(Invocation invocation);

    /** A call ready to be made, any number of times. */
    interface Prepared extends AutoCloseable {
        /** Makes it, exactly once. */
        Outcome invoke();

        @Override
        void close();
    }

    /** Makes a call ready, as far as that can be. Only for the thread that it was made on, and to be closed there before this is. */
    default Prepared prepare(Invocation invocation) {
        return new Plain(this, invocation);
    }

    /** A call of which nothing can be done in advance. */
    record Plain(Caller caller, Invocation invocation) implements Prepared {
        @Override
        public Outcome invoke() {
            return caller.invoke(invocation);
        }

        @Override
        public void close() {
            // there is nothing to give back
        }
    }

    /**
     * Ends the call in flight: it returns by itself, with EINTR if it had nothing to return yet.
     * For any thread; returns when the call has returned, or at once if none is in flight.
     *
     * @return false if the call does not let itself be ended
     */
    boolean interrupt();

    /** Whether a call is in flight and sleeps in the kernel. For any thread. */
    boolean asleep();

    /** When the call in flight began, by {@link System#nanoTime}; nothing if none is. For any thread. */
    OptionalLong inFlightSince();

    /** When the last call began, by {@link System#nanoTime}. Only for the thread that it was made on. */
    long began();

    /** Does something while a call is in flight, if one is: that it has returned is only seen afterwards. For any thread. */
    void during(Runnable action);

    /** The call of Java's library in flight, or the last one, if this kernel makes its calls by such. For any thread. */
    default Optional<JavaCall> java() {
        return Optional.empty();
    }

    @Override
    void close();
}
