package socklab.help.why;

import java.util.List;
import java.util.Optional;
import socklab.call.SocketAddress;
import socklab.kernel.SocketStatus;
import socklab.kernel.SocketTableRow;
import socklab.session.Event;

/** Something found out about a failed or a blocked call. Times are nanoseconds. */
public sealed interface Evidence {

    /** Whose a socket is. */
    sealed interface Whose {
        /** A socket of this session, by name. */
        record Session(String name) implements Whose {}

        /** This program's own: a built-in server or relay. */
        record Program() implements Whose {}

        /** Another process. */
        record Process(long pid, String command) implements Whose {}

        /** A process of a user whose processes this user may not see. */
        record Hidden(int uid) implements Whose {}

        /** No process: an old connection, or one that nobody has accepted. */
        record Nobody() implements Whose {}
    }

    /** A socket in the kernel's tables, and whose it is. */
    record Place(SocketTableRow use, Whose whose) {}

    /** Who stands in the way of an address: sockets of the same port. */
    record Held(SocketAddress wanted, List<Place> places) implements Evidence {}

    /** A path of the Unix domain that a bind wanted, or a connect: whether there is such a file. */
    record PathState(String path, boolean exists) implements Evidence {}

    /**
     * Who listens where nobody was found.
     *
     * @param here the very address, meanwhile
     * @param samePort the same port at other addresses
     * @param other the same port of the other protocol, UDP for TCP
     * @param near the nearest other ports of the same protocol
     */
    record Listeners(
            SocketAddress wanted,
            boolean stream,
            List<Place> here,
            List<Place> samePort,
            List<Place> other,
            List<Place> near)
            implements Evidence {}

    /** The destination is another machine, whose tables cannot be seen from here. */
    record Elsewhere(SocketAddress wanted) implements Evidence {}

    /** A socket as the kernel's tables show it now. */
    record Seen(String socket, boolean stream, SocketStatus status) implements Evidence {}

    /** The other end of a connection, when it is a socket of this session. */
    record OtherEnd(String socket, SocketStatus status) implements Evidence {}

    /** How large a socket's buffer is: by its option if one was set, else by the kernel's setting. */
    record BufferSize(String socket, boolean sending, String size, String from) implements Evidence {}

    /** What was done with a socket before. */
    record History(String socket, List<Past> calls) implements Evidence {}

    /** A call of before: its number, how it was typed, what it came to, and how long ago. */
    record Past(int number, String line, String result, long ago) {}

    /** The port is below the first one that anybody may bind. */
    record Privileged(int port, String start) implements Evidence {}

    /** The address is a broadcast address; whether SO_BROADCAST was set. */
    record Broadcast(SocketAddress address, boolean allowed) implements Evidence {}

    /** What a setting of the kernel is set to. */
    record Setting(String name, String value) implements Evidence {}

    /** The addresses that this machine has. */
    record Addresses(List<String> addresses) implements Evidence {}

    /** How many descriptors the process has open, and how many it may. */
    record Descriptors(Optional<Integer> open, Optional<Integer> limit) implements Evidence {}

    /** The networks to which routes lead, and the interface of each. */
    record Routes(List<String> networks) implements Evidence {}

    /** A call that has not returned. */
    record Waits(int job, Event.Started call, long since, Optional<SocketStatus> status) implements Evidence {}

    /** The kernel's tables cannot be read here. */
    record NoTables() implements Evidence {}
}
