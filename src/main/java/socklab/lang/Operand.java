package socklab.lang;

import java.util.List;
import java.util.Optional;
import socklab.call.Arg;
import socklab.call.Bytes;
import socklab.call.ControlMessage;

/** What was typed for one parameter of a call: a value, or what it takes to find one when the call is made. */
public sealed interface Operand {

    /** A value known from the line alone. */
    record Bound(Arg arg) implements Operand {}

    /** The descriptor of the socket that the call is made on. */
    record Descriptor() implements Operand {}

    /** Room for an address; its size follows from the socket's family. */
    record AddressRoom() implements Operand {}

    /** A number that a {@code $} value stands for. */
    record NumberOf(ValueRef ref) implements Operand {}

    /** An address that a {@code $} value stands for. */
    record AddressOf(ValueRef ref) implements Operand {}

    /** A host and a port; without a host, the wildcard address of the socket's family. */
    record HostPort(Optional<Token> host, Port port) implements Operand {}

    /** A port: a number, or a {@code $} value. */
    sealed interface Port {
        record Number(int port) implements Port {}

        record Of(ValueRef ref) implements Port {}
    }

    /** Bytes put together from pieces. */
    record Message(List<Piece> pieces) implements Operand {}

    /** A piece of a message. */
    sealed interface Piece {
        record Literal(Bytes bytes) implements Piece {}

        /** A {@code $} value; {@code whole} if it is the whole message, which then must have one. */
        record Value(ValueRef ref, boolean whole) implements Piece {}

        record File(Token path) implements Piece {}
    }

    /** The descriptor of a socket by its name. */
    record DescriptorOf(Token name) implements Operand {}

    /** A control message: one known from the line alone, or descriptors to pass by name. */
    sealed interface Control {
        record Known(ControlMessage message) implements Control {}

        record Rights(List<Token> names) implements Control {}
    }

    /** A message in pieces, to an address if one is given, with control messages. */
    record Gather(Optional<Operand> to, List<Operand> pieces, List<Control> control) implements Operand {}

    /** Several messages, all to one address if one is given. */
    record GatherEach(Optional<Operand> to, List<Operand> messages) implements Operand {}

    /** Room for a message in pieces of these sizes. */
    record Scatter(List<Integer> sizes, int control) implements Operand {}

    /** Room for messages of these sizes. */
    record ScatterEach(List<Integer> sizes) implements Operand {}

    /** A socket by name, and the events that are waited for. */
    record Watch(Token name, int events) {}

    /** A file by its path. */
    record FilePath(Token path) implements Operand {}

    /** Sockets to poll. */
    record PollSet(List<Watch> watches) implements Operand {}

    /** Sockets to select. */
    record SelectSets(List<Watch> watches) implements Operand {}

    /** Events of epoll; the descriptor is the parameter before. */
    record Interest(int events) implements Operand {}

    /** Room for ready events. */
    record ReadyRoom() implements Operand {}
}
