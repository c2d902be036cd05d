package socklab.kernel;

import java.lang.foreign.MemorySegment;
import socklab.call.Errno;
import socklab.call.SocketAddress;

/**
 * Buffers to receive many datagrams in one call, change them in place and send them back. It serves socklab's own
 * servers, never a call that a user typed. For one thread.
 *
 * <p>Source: recvmmsg(2), sendmmsg(2).
 */
public interface DatagramBatch extends AutoCloseable {

    /** The maximum number of datagrams in one call. */
    int MOST = 16;

    /** The maximum payload of a UDP datagram over IPv4, in bytes. */
    int LARGEST = 65507;

    /** The result of a call. */
    sealed interface Moved {
        /** The number of datagrams received or sent. */
        record Some(int count) implements Moved {}

        /** The call failed for the first datagram. */
        record Failed(Errno errno) implements Moved {}
    }

    /** Receives datagrams without waiting, and overwrites those received before. */
    Moved receive(int fd);

    /**
     * The buffer of the datagram at an index: {@link #LARGEST} bytes, of which {@link #length} are the datagram. It
     * may be written to.
     */
    MemorySegment room(int index);

    /** The length of the datagram at an index, in bytes. */
    int length(int index);

    /** Sets the length of the datagram at an index. */
    void length(int index, int bytes);

    /** The sender of the datagram at an index, to which it is sent back. */
    SocketAddress peer(int index);

    /** Sends the datagrams from an index up to, not including, another to their peers, without waiting. */
    Moved send(int fd, int from, int to);

    @Override
    void close();
}
