package socklab.session;

import java.util.Locale;
import java.util.Optional;
import socklab.call.Bytes;
import socklab.call.Out;
import socklab.call.Outcome;
import socklab.call.SocketAddress;

/** What a name or a number stands for in {@code $} values, sockets aside. */
public sealed interface Variable {

    /** A call's result. */
    record OfCall(Event.Finished call) implements Variable {}

    /** A text that was asked for. */
    record OfText(Bytes text) implements Variable {}

    /** A server or a relay of the program's own that runs in this session, by its address. */
    record OfServer(SocketAddress local) implements Variable {}

    /** A clock: the milliseconds since it was started, which is a {@link System#nanoTime} reading. */
    record OfClock(long start) implements Variable {}

    /** Nanoseconds as milliseconds with their thousandths. */
    static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / 1e6);
    }

    /** The bytes that it stands for, if it has any. */
    default Optional<Bytes> data() {
        return switch (this) {
            case OfText v -> Optional.of(v.text());
            case OfClock v -> Optional.of(Bytes.utf8(millis(System.nanoTime() - v.start())));
            case OfServer _ -> Optional.empty();
            case OfCall v -> v.call().outcome() instanceof Outcome.Returned r ? Out.data(r.outs()) : Optional.empty();
        };
    }

    /** The address that it tells. */
    default Optional<SocketAddress> from() {
        return this instanceof OfCall v && v.call().outcome() instanceof Outcome.Returned r
                ? Out.address(r.outs())
                : Optional.empty();
    }
}
