package socklab.kernel;

import java.util.List;

/**
 * Reports which of many descriptors are ready. It serves socklab's own servers and relays, never a call that a user
 * typed.
 *
 * <p>Readiness is level-triggered: what was not read is reported again. Only {@link #wakeUp} may be called by any
 * thread; the other methods are for one thread at a time.
 *
 * <p>Source: epoll(7), level-triggered.
 */
public interface Poller extends AutoCloseable {

    /** What to watch for. Errors and hang-ups are always reported. */
    enum Interest {
        /** Only errors and hang-ups. */
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
     * @param error an error is pending, or both directions of the connection have ended
     */
    record Ready(int fd, boolean readable, boolean writable, boolean error) {}

    /**
     * Starts to watch a descriptor. Before the owner closes it, it calls {@link #remove} or {@link #closing}.
     *
     * @throws UnsupportedEnvironment if the kernel refuses
     */
    void add(int fd, Interest interest);

    /** Changes what a descriptor is watched for. */
    void change(int fd, Interest interest);

    /** Stops watching a descriptor. */
    void remove(int fd);

    /**
     * Announces that a descriptor without duplicates is about to be closed. It costs nothing if closing ends the
     * watch.
     */
    void closing(int fd);

    /**
     * Waits until a descriptor is ready, {@link #wakeUp} is called, or the time-out expires.
     *
     * @param nanos the time-out; 0 does not wait, {@link Long#MAX_VALUE} is no time-out
     * @return what is ready; empty after a time-out or a wake-up
     */
    List<Ready> await(long nanos);

    /**
     * Waits like {@link #await(long)}, but polls for some time before it sleeps: an event in that time does not need
     * to wake the thread. An implementation where polling is expensive sleeps at once.
     *
     * @param spin how many nanoseconds to poll at most
     */
    default List<Ready> await(long nanos, long spin) {
        return await(nanos);
    }

    /**
     * Ends the wait in progress, or the next one, at once. For any thread; it does nothing after the poller is
     * closed.
     */
    void wakeUp();

    /** Frees the poller; the watched descriptors stay open. */
    @Override
    void close();
}
