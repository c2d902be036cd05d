package socklab.kernel;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import socklab.call.Const;
import socklab.call.SocketAddress;

/**
 * Executes socket calls, and reports what the operating system says about sockets.
 *
 * <p>A kernel belongs to one network: that of the process, or that of a {@link Host}.
 */
public interface Kernel {

    /** Makes a caller for the current thread; only that thread may make calls with it. The user closes it. */
    Caller caller();

    /**
     * Starts a thread in this kernel's network: sockets that it makes belong to that network, and so do those of the
     * threads that it starts. Threads that make calls with {@link #caller} or wait with {@link #poller} are started
     * by this method.
     */
    default void start(Thread thread) {
        thread.start();
    }

    /**
     * Opens a host: a new network that holds nothing but a loopback interface. The user closes it.
     *
     * @param name the name of the host's thread
     * @throws UnsupportedEnvironment if this system does not allow it; the message says why
     */
    Host openHost(String name, Host.Rights rights);

    /** Whether this kernel's network is that of a {@link Host}: no packet leaves it. */
    default boolean isolated() {
        return false;
    }

    /**
     * Makes a poller, for socklab's own servers and relays. The user closes it.
     *
     * @throws UnsupportedEnvironment if no descriptor is left for it
     */
    Poller poller();

    /** Makes buffers for many datagrams in one call; empty if this kernel has no such calls. The user closes it. */
    default Optional<DatagramBatch> datagramBatch() {
        return Optional.empty();
    }

    /**
     * The addresses of a host name, port 0, best first.
     *
     * <p>Source: getaddrinfo(3).
     *
     * @param family the family wanted; AF_UNSPEC for any
     */
    Resolution resolve(String host, Const family);

    /** The status of a socket in the kernel's tables, without a call on its descriptor. */
    Optional<SocketStatus> observe(int fd);

    /**
     * The status of several sockets at one moment, by descriptor; it leaves out those that the tables do not contain.
     */
    default Map<Integer, SocketStatus> observe(Collection<Integer> fds) {
        Map<Integer, SocketStatus> found = new HashMap<>();
        fds.forEach(fd -> observe(fd).ifPresent(s -> found.put(fd, s)));
        return found;
    }

    /**
     * The TCP connection between two addresses in the kernel's tables. It is found also when no descriptor refers to it
     * any more: TIME-WAIT is such a state. A connection that is not in the tables is {@code CLOSED}; empty if the
     * tables cannot be read.
     */
    default Optional<SocketStatus> connection(SocketAddress local, SocketAddress remote) {
        return Optional.empty();
    }

    /** The identity of what a descriptor refers to: equal for two descriptors of one socket. */
    Optional<String> identity(int fd);

    /**
     * The sockets that hold a local port, and their processes, as far as this user may see them.
     *
     * @param type SOCK_STREAM for a port of TCP, SOCK_DGRAM for a port of UDP
     */
    List<PortOwner> portOwners(Const type, int port);

    /**
     * All sockets of this network that have a port; none if the kernel's tables cannot be read.
     *
     * @param type SOCK_STREAM for TCP, SOCK_DGRAM for UDP
     */
    default List<SocketTableRow> socketTable(Const type) {
        return List.of();
    }

    /** All Unix-domain sockets of this network that have a name; empty if the kernel's table cannot be read. */
    default Optional<List<UnixTableRow>> unixTable() {
        return Optional.empty();
    }

    /** The processes that hold sockets, by inode; it leaves out those that this user may not see. */
    default Map<Long, PortOwner.Process> socketOwners(Collection<Long> inodes) {
        return Map.of();
    }

    /**
     * The value of a kernel setting, such as {@code net/ipv4/ip_unprivileged_port_start}, if it can be read. Source:
     * sysctl(8).
     */
    default Optional<String> sysctl(String name) {
        return Optional.empty();
    }

    /** The peers of the established connections that wait in the accept queue of a listening TCP socket. */
    List<SocketAddress> pendingConnections(SocketAddress listening);

    /** The limit of open descriptors of this process, if it is known. Source: getrlimit(2), RLIMIT_NOFILE. */
    Optional<Integer> descriptorLimit();

    /**
     * The local addresses of sockets that listen (TCP) or have no peer (UDP); none if that is not known.
     *
     * @param type SOCK_STREAM for TCP, SOCK_DGRAM for UDP
     */
    default List<SocketAddress> listeningAddresses(Const type) {
        return List.of();
    }

    /** The number of open descriptors of this process, if it is known. */
    Optional<Integer> openDescriptors();

    /** How this kernel makes calls. */
    Implementation implementation();

    /** Ways to make calls. */
    enum Implementation {
        /** The C library of the operating system. */
        LIBC,
        /** Java's channels. */
        NIO
    }

    /** The result of a name lookup. */
    sealed interface Resolution {
        /** The addresses found; at least one. */
        record Found(List<SocketAddress> addresses) implements Resolution {}

        /** No address: the name of the error code, such as {@code EAI_NONAME}, and its text. */
        record NotFound(String code, String text) implements Resolution {}
    }
}
