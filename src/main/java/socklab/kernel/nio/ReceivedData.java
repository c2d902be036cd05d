package socklab.kernel.nio;

import java.util.Optional;
import socklab.call.Bytes;
import socklab.call.SocketAddress;

/**
 * The result of a receiving call.
 *
 * @param value the return value: the number of bytes, or with MSG_TRUNC the length of the datagram
 * @param from the sender, if it is reported
 * @param truncated whether a datagram was longer than the buffer
 */
record ReceivedData(long value, Bytes data, Optional<SocketAddress> from, boolean truncated) {
    /** The result of a read into an empty buffer. Source: read(2). */
    static final ReceivedData NOTHING = new ReceivedData(0, Bytes.EMPTY, Optional.empty(), false);
}
