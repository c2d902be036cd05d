package socklab.export;

import java.util.List;
import java.util.Optional;
import socklab.call.Arg;

/** What a call is given for one of its parameters. */
public sealed interface Value {

    /** Follows from the call: its socket, room for an address, room for what is ready. */
    record Implied() implements Value {}

    /** Known from the lab alone. */
    record Given(Arg arg) implements Value {}

    /** An address. */
    record Address(Endpoint endpoint) implements Value {}

    /** Bytes to send. */
    record Payload(List<Part> parts) implements Value {}

    /** A message in pieces, to an address if one is given, with descriptors to pass. */
    record Gathered(Optional<Endpoint> to, List<Payload> pieces, List<ProgramVariable> rights) implements Value {}

    /** Several messages, all to one address if one is given. */
    record Batch(Optional<Endpoint> to, List<Payload> messages) implements Value {}

    /** Room for a message in pieces, and for control messages. */
    record Pieces(List<Integer> sizes, int control) implements Value {}

    /** Room for several messages. */
    record Rooms(List<Integer> sizes) implements Value {}

    /** Another socket. */
    record Descriptor(ProgramVariable socket) implements Value {}

    /** Sockets to wait for, and the events. */
    record WaitSet(List<Watch> watches) implements Value {}

    /** A socket and the events that are waited for. */
    record Watch(ProgramVariable socket, int events) {}

    /** Events of epoll, for the socket of the parameter before. */
    record Interest(int events) implements Value {}
}
