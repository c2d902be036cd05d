package socklab.call;

import java.util.List;
import java.util.Optional;

/**
 * The call of Java's library by which a portable kernel made a socket call: what its call line shows.
 *
 * <p>Where socklab answered by itself, because Java has no such call and what the answer is was known, the
 * method's name is empty.
 *
 * @param method the type and the method, {@code DatagramChannel.bind}
 * @param ended how it ended; none while it has not
 */
public record JavaCall(String method, List<Argument> arguments, Optional<Ended> ended) {

    /** What stands for no call at all. */
    public static final JavaCall NONE = new JavaCall("", List.of(), Optional.empty());

    /** Something passed to a method. */
    public sealed interface Argument {
        /** A number, a constant, the name of an option. */
        record Word(String text) implements Argument {}

        /** An address. */
        record Address(SocketAddress address) implements Argument {}

        /** A buffer with bytes to send. */
        record Data(Bytes data) implements Argument {}

        /** A buffer with room for so many bytes. */
        record Room(int length) implements Argument {}
    }

    /** How a method ended. */
    public sealed interface Ended {
        /** It returned that value, as Java prints it. */
        record Returned(String value) implements Ended {}

        /** It threw an exception of that class, with that message. */
        record Threw(String exception, String message) implements Ended {}
    }

    /** Whether there was no call. */
    public boolean none() {
        return method.isEmpty();
    }

    /** The same call, ended. */
    public JavaCall ended(Ended how) {
        return new JavaCall(method, arguments, Optional.of(how));
    }
}
