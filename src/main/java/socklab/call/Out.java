package socklab.call;

import java.util.Optional;

/**
 * What the kernel wrote for one {@link Param}, one for each parameter of the call.
 *
 * <p>{@code at} is the address of the memory that was offered, as strace prints it where nothing was
 * written.
 */
public sealed interface Out {

    /** A parameter that only the kernel reads. */
    record Nothing() implements Out {}

    /** The one value of {@link Nothing}. */
    Nothing NOTHING = new Nothing();

    /** Memory was offered and nothing was written: the call failed. */
    record Untouched(long at) implements Out {}

    /** Bytes received. */
    record Data(Bytes data) implements Out {}

    /** An address and the length that the kernel reported; none where that length is 0. */
    record Name(Optional<SocketAddress> address, int length, long at) implements Out {}

    /** An option's value, decoded and raw, and the length that the kernel reported. */
    record Value(OptionValue value, Bytes raw, int length, long at) implements Out {}
}
