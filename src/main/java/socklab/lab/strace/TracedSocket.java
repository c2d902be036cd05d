package socklab.lab.strace;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import socklab.call.SocketAddress;
import socklab.session.Socket;

/** A socket, or an epoll instance, of a log: what is known of it so far. Processes share it. */
final class TracedSocket {
    private final Map<Long, Integer> watched = new HashMap<>();
    private final boolean made;
    private Socket socket;
    private Optional<SocketAddress> local = Optional.empty();
    private int references;

    /** @param made whether the log shows how it was made: only then a lab can make it, too */
    TracedSocket(Socket socket, boolean made) {
        this.socket = socket;
        this.made = made;
    }

    boolean made() {
        return made;
    }

    Socket socket() {
        return socket;
    }

    String name() {
        return socket.name();
    }

    /** What calls told of it for certain. */
    void now(Socket newer) {
        socket = newer;
        newer.local().ifPresent(a -> local = Optional.of(a));
    }

    /** Its address, told by a call, by strace -yy, or inferred from what its peer saw. */
    Optional<SocketAddress> local() {
        return local;
    }

    void infer(SocketAddress address) {
        local = local.or(() -> Optional.of(address));
    }

    void hold() {
        references++;
    }

    void release() {
        references--;
    }

    /** Whether a descriptor still refers to it. */
    boolean held() {
        return references > 0;
    }

    /** Whether several descriptors do. */
    boolean shared() {
        return references > 1;
    }

    /** Notes what an epoll instance tells when a descriptor is ready. */
    void watch(long data, int fd) {
        watched.put(data, fd);
    }

    OptionalInt watchedBy(long data) {
        return watched.containsKey(data) ? OptionalInt.of(watched.get(data)) : OptionalInt.empty();
    }
}
