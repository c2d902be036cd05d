package socklab.kernel.nio;

import java.util.LinkedHashMap;
import java.util.Map;

/** An epoll instance: which descriptors it watches, and for what. Guarded by its own lock. */
final class NioEpoll extends OpenFileDescription {
    /** A socket watched: for which events, and with which flags; told by which descriptor. */
    record Watch(NioSocket socket, int events, int flags, int fd, boolean armed) {}

    final Map<Integer, Watch> watches = new LinkedHashMap<>();

    /** The sockets watched that are still open. */
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
