package socklab.call;

import java.util.List;
import java.util.Optional;

/** How a call ended. A failing call is a value: it is what there is to learn from. */
public sealed interface Outcome {

    /**
     * The call returned: its value, what it wrote for each parameter, and the nanoseconds that it took.
     *
     * @param java the call of Java's library by which it was made, if it was made by one
     */
    record Returned(long value, List<Out> outs, long nanos, Optional<JavaCall> java) implements Outcome {
        public Returned(long value, List<Out> outs, long nanos) {
            this(value, outs, nanos, Optional.empty());
        }
    }

    /**
     * The call returned -1 and set errno.
     *
     * @param java the call of Java's library by which it was made, if it was made by one
     */
    record Failed(Errno errno, List<Out> outs, long nanos, Optional<JavaCall> java) implements Outcome {
        public Failed(Errno errno, List<Out> outs, long nanos) {
            this(errno, outs, nanos, Optional.empty());
        }
    }

    /** This kernel cannot make that call; nothing was issued. It says why, and what would work instead. */
    record Unsupported(String why) implements Outcome {
        @Override
        public Optional<JavaCall> java() {
            return Optional.of(JavaCall.NONE);
        }
    }

    /** A name could not be resolved, so the call was not made. Source: getaddrinfo(3). */
    record Unresolved(String name, String code, String text) implements Outcome {}

    /** What was written for each parameter; nothing if no call was made. */
    default List<Out> outs() {
        return List.of();
    }

    /** The call of Java's library by which it was made, if it was made by one. */
    default Optional<JavaCall> java() {
        return Optional.empty();
    }
}
