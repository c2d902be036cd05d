package socklab.view.reason;

import java.util.List;
import java.util.Optional;
import socklab.kernel.SocketStatus;
import socklab.kernel.SocketTableRow;
import socklab.session.Socket;
import socklab.session.WireFrame;

/**
 * What can be found out about this machine now, without a call on a user's descriptor.
 *
 * <p>An empty answer means that it could not be looked at; an empty list, that it was and there is nothing.
 */
public interface Facts {

    /** A machine that cannot be looked at. */
    Facts NONE = new Facts() {};

    /** Who holds a socket. */
    sealed interface Owner {
        /** A socket of this session, by name. */
        record Session(String name) implements Owner {}

        /** This program: a built-in server or relay. */
        record Program() implements Owner {}

        /** Another process. */
        record Process(long pid, String command) implements Owner {}

        /** A process of a user whose processes this user may not see. */
        record Hidden(int uid) implements Owner {}

        /** No process: an old connection, or one that was not accepted. */
        record None() implements Owner {}
    }

    /** A TCP or UDP socket in the kernel's tables, and who holds it. */
    record InetEntry(SocketTableRow row, Owner owner) {}

    /**
     * A Unix-domain socket in the kernel's tables.
     *
     * @param name its path, or {@code @} and its abstract name
     * @param type SOCK_STREAM, SOCK_DGRAM or SOCK_SEQPACKET by number
     */
    record UnixEntry(String name, int type, boolean listens, long inode, Optional<Owner> owner) {}

    /**
     * What stands at a path.
     *
     * @param exists whether anything stands there
     * @param socket whether that is a socket's file
     * @param writable whether this process may write it
     * @param missing the first directory above it that does not exist
     * @param noDirectory the first part of the path above it that is no directory
     * @param closed the first directory above it that this process may not search
     * @param folder the directory that would hold it
     * @param folderWritable whether this process may make files there
     */
    record PathState(
            boolean exists,
            boolean socket,
            boolean writable,
            Optional<String> missing,
            Optional<String> noDirectory,
            Optional<String> closed,
            String folder,
            boolean folderWritable) {}

    /** All sockets of TCP, or of UDP, those included that are bound and do not listen, and those in TIME-WAIT. */
    default Optional<List<InetEntry>> inet(boolean stream) {
        return Optional.empty();
    }

    /** All Unix-domain sockets that have a name. */
    default Optional<List<UnixEntry>> unix() {
        return Optional.empty();
    }

    /** What the tables tell of a socket of this session that is still open. */
    default Optional<SocketStatus> status(Socket socket) {
        return Optional.empty();
    }

    /** The sockets of this session that are open. */
    default List<Socket> sockets() {
        return List.of();
    }

    /** A setting of the kernel, {@code net/ipv4/ip_local_port_range}. Source: sysctl(8). */
    default Optional<String> sysctl(String name) {
        return Optional.empty();
    }

    /** The frames that came to the wire, oldest first; none without one. */
    default List<WireFrame> frames() {
        return List.of();
    }

    /** The addresses of this machine's interfaces. */
    default Optional<List<String>> addresses() {
        return Optional.empty();
    }

    /** The broadcast addresses of this machine's interfaces. */
    default Optional<List<String>> broadcasts() {
        return Optional.empty();
    }

    /** The networks that routes lead to, {@code 192.0.2.0/24 (eth0)}; of IPv6, or of IPv4. */
    default Optional<List<String>> routes(boolean six) {
        return Optional.empty();
    }

    /** The names of this machine's interfaces. */
    default Optional<List<String>> interfaces() {
        return Optional.empty();
    }

    /** The soft limit of open descriptors. Source: getrlimit(2), RLIMIT_NOFILE. */
    default Optional<Integer> descriptorLimit() {
        return Optional.empty();
    }

    /** Whether this process has a capability, by its bit. Source: capabilities(7), proc_pid_status(5). */
    default Optional<Boolean> capable(int bit) {
        return Optional.empty();
    }

    /** What stands at a path of the file system. */
    default Optional<PathState> path(String path) {
        return Optional.empty();
    }

    /** Keys of the messages that name what was looked at so far. */
    default List<String> looked() {
        return List.of();
    }
}
