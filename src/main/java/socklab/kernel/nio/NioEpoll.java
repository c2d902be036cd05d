package socklab.kernel.nio;

import java.util.LinkedHashMap;
import java.util.Map;

/** An epoll instance: the descriptors that it watches, and for which events. Guarded by its own lock. */
final class NioEpoll extends OpenFileDescription {
    /** A watched socket, its events and flags, and the descriptor to report. */
    record Watch(NioSocket socket, int events, int flags, int fd, boolean armed) {}

    final Map<Integer, Watch> watches = new LinkedHashMap<>();

    /** The watched sockets that are still open. */
    synchronized Map<Integer, Watch> open() {
        watches.values().removeIf(w -> w.socket().gone());
        return new LinkedHashMap<>(watches);
    }

    @Override
    void dispose() {
        synchronized (this) {
            watches.clear();
        }
    }
}
