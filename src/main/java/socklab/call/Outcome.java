package socklab.call;

import java.util.List;

/** How a call ended. A failing call is a value: it is what there is to learn from. */
public sealed interface Outcome {

    /** The call returned: its value, what it wrote for each parameter, and the nanoseconds that it took. */
    record Returned(long value, List<Out> outs, long nanos) implements Outcome {}

    /** The call returned -1 and set errno. */
    record Failed(Errno errno, List<Out> outs, long nanos) implements Outcome {}

    /** This kernel cannot make that call; nothing was issued. */
    record Unsupported(String why) implements Outcome {}

    /** A name could not be resolved, so the call was not made. Source: getaddrinfo(3). */
    record Unresolved(String name, String code, String text) implements Outcome {}
}
