package socklab.kernel;

import java.lang.foreign.MemorySegment;
import socklab.call.Errno;
import socklab.call.SocketAddress;

/**
 * Many datagrams in one call, received into memory that is kept, changed there and sent back from there: for the
 * program's own servers, never for a call that a user typed. For one thread.
 *
 * <p>Source: recvmmsg(2), sendmmsg(2).
 */
public interface DatagramBatch extends AutoCloseable {

    /** How many datagrams one call takes at most. */
    int MOST = 16;

    /** The most that a datagram can carry over IPv4. */
    int LARGEST = 65507;

    /** How a call went: so many datagrams, or an error. */
    sealed interface Moved {
        /** So many. */
        record Some(int count) implements Moved {}

        /** None: the first of them failed. */
        record Failed(Errno errno) implements Moved {}
    }

    /** Receives what is there; does not wait. What was received before is gone. */
    Moved receive(int fd);

    /**
     * Where the datagram at an index lies: {@link #LARGEST} bytes, of which {@link #length} are it. May be written to; as a
     * segment, of which a loop changes many bytes at once.
     */
    MemorySegment room(int index);

    /** How many bytes it has. */
    int length(int index);

    /** It has so many bytes from now on. */
    void length(int index, int bytes);

    /** Who sent it, and whom it is sent back to. */
    SocketAddress peer(int index);

    /** Sends those from one index up to, not including, another, each to its peer; does not wait. */
    Moved send(int fd, int from, int to);

    @Override
    void close();
}
