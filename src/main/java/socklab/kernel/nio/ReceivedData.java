package socklab.kernel.nio;

import java.util.Optional;
import socklab.call.Bytes;
import socklab.call.SocketAddress;

/**
 * What was received.
 *
 * @param value what the call returns: how many bytes, or how many there would have been
 * @param from who sent it, where that is told
 * @param truncated whether a datagram was longer than the room for it
 */
record ReceivedData(long value, Bytes data, Optional<SocketAddress> from, boolean truncated) {
    /** What read(2) says of no room at all, whatever the socket. */
    static final ReceivedData NOTHING = new ReceivedData(0, Bytes.EMPTY, Optional.empty(), false);
}
