package socklab.kernel;

import java.util.Optional;
import socklab.call.SocketAddress;

/**
 * A line of the kernel's table of TCP or UDP sockets.
 *
 * @param state by RFC 9293's name; a UDP socket with a peer is {@code ESTABLISHED}, one without is {@code CLOSED}
 * @param inode what tells the socket from all others; 0 where no process holds one
 * @param uid whose it is
 * @param millisLeft of a connection in TIME-WAIT, the milliseconds until it is forgotten
 */
public record SocketTableRow(
        SocketAddress local, SocketAddress remote, String state, long inode, int uid, Optional<Long> millisLeft) {}
