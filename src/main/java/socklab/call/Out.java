package socklab.call;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the kernel wrote for one {@link Param}, one for each parameter of the call.
 *
 * <p>{@code at} is the address of the memory that was offered, as strace prints it where nothing was
 * written.
 */
public sealed interface Out {

    /** How many bytes of data it holds. */
    default int size() {
        return 0;
    }

    /** A parameter that only the kernel reads. */
    record Nothing() implements Out {}

    /** The one value of {@link Nothing}. */
    Nothing NOTHING = new Nothing();

    /** Memory was offered and nothing was written: the call failed. */
    record Untouched(long at) implements Out {}

    /**
     * Bytes received.
     *
     * @param unknown how many more came that are not known, as strace cut them off; 0 for a call that was made here
     */
    record Data(Bytes data, int unknown) implements Out {
        public Data(Bytes data) {
            this(data, 0);
        }

        @Override
        public int size() {
            return data.length();
        }
    }

    /** An address and the length that the kernel reported; none where that length is 0. */
    record Name(Optional<SocketAddress> address, int length, long at) implements Out {}

    /** An option's value, decoded and raw, and the length that the kernel reported. */
    record Value(OptionValue value, Bytes raw, int length, long at) implements Out {}

    /** Two descriptors. */
    record Pair(int first, int second) implements Out {}

    /** A number. */
    record Number(int value) implements Out {}

    /**
     * A message received: who sent it, the address's length and where room for it was offered, the pieces filled,
     * the control messages and their length, and {@code msg_flags}.
     */
    record Message(
            Optional<SocketAddress> name,
            int nameLength,
            long nameAt,
            List<Bytes> pieces,
            List<ControlMessage> control,
            int controlLength,
            int flags)
            implements Out {
        /** All pieces, one behind the other. */
        public Bytes data() {
            return pieces.stream().reduce(Bytes.EMPTY, Bytes::plus);
        }

        @Override
        public int size() {
            return pieces.stream().mapToInt(Bytes::length).sum();
        }
    }

    /** Several messages received, and how many bytes each had; or how many of each were sent. */
    record Messages(List<Message> messages, List<Integer> lengths) implements Out {
        @Override
        public int size() {
            return messages.stream().mapToInt(Message::size).sum();
        }
    }

    /** What is ready: a descriptor and its events, those only that have some. */
    record Ready(List<Event> events) implements Out {
        /** A descriptor and the events it has. */
        public record Event(int fd, int events) {}
    }

    /** Where a file was read to. */
    record Offset(long offset) implements Out {}

    /** What was left of a time. */
    record Left(Duration time) implements Out {}

    /**
     * The bytes received that a call wrote, if it wrote any. No stream here or below: this is asked for every datagram.
     */
    static Optional<Bytes> data(List<Out> outs) {
        return first(outs, Out::received);
    }

    /** The address that a call wrote, if it wrote one. */
    static Optional<SocketAddress> address(List<Out> outs) {
        return first(outs, Out::name);
    }

    private static <T> Optional<T> first(List<Out> outs, Function<Out, Optional<T>> part) {
        for (Out out : outs) {
            Optional<T> found = part.apply(out);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Bytes> received(Out out) {
        return switch (out) {
            case Data d -> Optional.of(d.data());
            case Message m -> Optional.of(m.data());
            case Messages m -> m.messages().stream().map(Message::data).reduce(Bytes::plus);
            case Nothing _, Untouched _, Name _, Value _, Pair _, Number _, Ready _, Left _, Offset _ ->
                Optional.empty();
        };
    }

    private static Optional<SocketAddress> name(Out out) {
        return switch (out) {
            case Name n -> n.address();
            case Message m -> m.name();
            case Messages m ->
                m.messages().stream().flatMap(one -> one.name().stream()).findFirst();
            case Nothing _, Untouched _, Data _, Value _, Pair _, Number _, Ready _, Left _, Offset _ ->
                Optional.empty();
        };
    }
}
