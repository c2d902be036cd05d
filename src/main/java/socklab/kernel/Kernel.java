package socklab.kernel;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import socklab.call.Const;
import socklab.call.SocketAddress;

/** Who executes socket calls. */
public interface Kernel {

    /** Makes a caller for the current thread; only that thread may make calls with it. The user closes it. */
    Caller caller();

    /**
     * Makes a poller, for the program's own servers and relays. The user closes it.
     *
     * @throws UnsupportedEnvironment if no descriptor is left for it
     */
    Poller poller();

    /** Makes room for many datagrams in one call, where this kernel has such calls. The user closes it. */
    default Optional<DatagramBatch> datagramBatch() {
        return Optional.empty();
    }

    /**
     * The addresses of a host's name, port 0, best first.
     *
     * <p>Source: getaddrinfo(3).
     *
     * @param family the family wanted; AF_UNSPEC for any
     */
    Resolution resolve(String host, Const family);

    /** What the kernel's own tables tell of a socket, without a call on its descriptor. */
    Optional<SocketStatus> observe(int fd);

    /** The same of several sockets in one look, by descriptor; without those that the tables do not have. */
    default Map<Integer, SocketStatus> observe(Collection<Integer> fds) {
        Map<Integer, SocketStatus> found = new HashMap<>();
        fds.forEach(fd -> observe(fd).ifPresent(s -> found.put(fd, s)));
        return found;
    }

    /** What a descriptor refers to: equal for two descriptors of one socket. */
    Optional<String> identity(int fd);

    /**
     * Who holds a local port, as far as the kernel's tables and this user's rights show it.
     *
     * @param type SOCK_STREAM for TCP's ports, SOCK_DGRAM for UDP's
     */
    List<PortOwner> holders(Const type, int port);

    /**
     * Every socket of this machine that has a port; none where the kernel's tables cannot be read.
     *
     * @param type SOCK_STREAM for TCP's, SOCK_DGRAM for UDP's
     */
    default List<SocketTableRow> ports(Const type) {
        return List.of();
    }

    /** The processes that hold sockets, by inode; without those that this user may not see. */
    default Map<Long, PortOwner.Process> owners(Collection<Long> inodes) {
        return Map.of();
    }

    /** What a setting of the kernel, {@code net/ipv4/ip_unprivileged_port_start}, is set to, if it can be read. Source: sysctl(8). */
    default Optional<String> setting(String name) {
        return Optional.empty();
    }

    /** The peers whose connections to a listening TCP address are made, and wait for accept. */
    List<SocketAddress> waiting(SocketAddress listening);

    /** How many descriptors this process may hold, as far as that can be told. Source: getrlimit(2), RLIMIT_NOFILE. */
    Optional<Integer> descriptorLimit();

    /**
     * The local addresses that something waits at: TCP's that listen, UDP's that have no peer; none where that
     * cannot be told.
     *
     * @param type SOCK_STREAM for TCP's, SOCK_DGRAM for UDP's
     */
    default List<SocketAddress> served(Const type) {
        return List.of();
    }

    /** How many descriptors this process holds open, as far as that can be told. */
    Optional<Integer> openDescriptors();

    /** By what the calls are made. */
    Means means();

    /** By what calls can be made. */
    enum Means {
        /** The operating system's C library. */
        LIBC,
        /** Java's channels. */
        JAVA
    }

    /** How a name was resolved. */
    sealed interface Resolution {
        /** The addresses found; at least one. */
        record Found(List<SocketAddress> addresses) implements Resolution {}

        /** No address: the code's name, {@code EAI_NONAME}, and its text. */
        record NotFound(String code, String text) implements Resolution {}
    }
}
