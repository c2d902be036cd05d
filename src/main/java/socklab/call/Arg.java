package socklab.call;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A value bound to one {@link Param} of a call, ready for the kernel. */
public sealed interface Arg {

    /** An {@code int}: a descriptor, a number, a constant, flags. */
    record Num(int value) implements Arg {}

    /** An address for the kernel to read. */
    record Address(SocketAddress address) implements Arg {}

    /** Room for an address: the {@code addrlen} offered. */
    record AddressSpace(int length) implements Arg {}

    /** Bytes to send. */
    record Payload(Bytes data) implements Arg {}

    /** Room for bytes to receive. */
    record Space(int length) implements Arg {}

    /** An option and its new value. The level may differ from the option's own if it was typed so. */
    record SetOption(Const level, SocketOption option, OptionValue value) implements Arg {}

    /** An option to read. */
    record GetOption(Const level, SocketOption option) implements Arg {}

    /** Room for two descriptors. */
    record PairSpace() implements Arg {}

    /** A command of fcntl and its argument; none if it takes none. */
    record Fcntl(Const command, Optional<Integer> value) implements Arg {}

    /** A request of ioctl, with the number that it takes, if it takes one, or room for its answer. */
    record Ioctl(Const request, Optional<Integer> value) implements Arg {}

    /** A message to send: its address, its pieces, its control messages. */
    record Message(Optional<SocketAddress> to, List<Bytes> pieces, List<ControlMessage> control) implements Arg {}

    /** Room for a message: for its address, for each piece, for control messages. */
    record MessageSpace(int address, List<Integer> pieces, int control) implements Arg {}

    /** Several messages to send. */
    record Messages(List<Message> messages) implements Arg {}

    /** Room for several messages. */
    record MessagesSpace(List<MessageSpace> messages) implements Arg {}

    /** A descriptor by name, and the events that are waited for. */
    record Watched(String name, int fd, int events) {}

    /** Descriptors and events, for poll. */
    record PollSet(List<Watched> watched) implements Arg {}

    /** Descriptors to read from, to write to, and with something exceptional, for select; events say which. */
    record SelectSets(List<Watched> watched) implements Arg {}

    /** A time in milliseconds; -1 waits for ever. */
    record Millis(int millis) implements Arg {}

    /** A {@code struct timeval}; none waits for ever. */
    record Timeval(Optional<Duration> time) implements Arg {}

    /** A {@code struct timespec}; none waits for ever. */
    record Timespec(Optional<Duration> time) implements Arg {}

    /** A {@code const struct timespec}; none waits for ever. */
    record Timeout(Optional<Duration> time) implements Arg {}

    /** A path of a file. */
    record FilePath(String path) implements Arg {}

    /** Where to begin in a file. */
    record Offset(long offset) implements Arg {}

    /** Events to wait for, and the descriptor to be told with them; none where a descriptor is taken out. */
    record Interest(int events, int fd) implements Arg {}

    /** The lack of a pointer: NULL. */
    record Null() implements Arg {}

    /** Room for ready events; names by descriptor, for telling them. */
    record ReadySpace(int count, Map<Integer, String> names) implements Arg {}
}
