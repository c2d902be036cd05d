package socklab.kernel;

import java.util.List;

/**
 * Says which of many descriptors are ready: for the servers and relays that the program runs itself, never for a
 * call that a user typed.
 *
 * <p>Readiness is a level, not an edge: what was not read is reported again. All but {@link #wakeUp} belongs to one
 * thread at a time, and so does {@link #close}.
 *
 * <p>Source: epoll(7), level-triggered.
 */
public interface Poller extends AutoCloseable {

    /** What to be told of. An error or a hang-up is told of always. */
    enum Interest {
        /** Nothing but errors: a descriptor that rests. */
        NONE,
        READ,
        WRITE,
        READ_WRITE
    }

    /**
     * A descriptor that is ready.
     *
     * @param readable a read would not block: there is data, a connection to accept, or the end of the stream
     * @param writable a write would not block
     * @param error an error waits to be read with SO_ERROR, or by the next call; or the connection is over in both
     *     directions
     */
    record Ready(int fd, boolean readable, boolean writable, boolean error) {}

    /**
     * Begins to watch a descriptor. The caller keeps it, and removes it here, or says {@link #closing}, before closing it.
     *
     * @throws UnsupportedEnvironment if the kernel lets no more be watched
     */
    void add(int fd, Interest interest);

    /** Watches a descriptor for something else from now on. */
    void change(int fd, Interest interest);

    /** Watches a descriptor no longer. */
    void remove(int fd);

    /** A descriptor of which there is no other name is about to be closed: where that by itself ends the watch, this costs nothing. */
    void closing(int fd);

    /**
     * Waits until a descriptor is ready, {@link #wakeUp} is called, or the time is over.
     *
     * @param nanos how long at most; 0 only looks, {@link Long#MAX_VALUE} waits for ever
     * @return what is ready; nothing if the time is over or it was woken
     */
    List<Ready> await(long nanos);

    /**
     * Waits as {@link #await(long)} does, but looks again and again before it sleeps: what comes then is found without
     * anybody having to wake this thread. Where looking is dear it sleeps at once.
     *
     * @param awake how many nanoseconds to look at most
     */
    default List<Ready> await(long nanos, long awake) {
        return await(nanos);
    }

    /** Ends the wait in progress, or the next one, at once. For any thread; does nothing once the poller is closed. */
    void wakeUp();

    /** Gives back what the poller holds; the descriptors watched stay open. */
    @Override
    void close();
}
