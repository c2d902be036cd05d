package socklab.kernel;

import java.util.Optional;
import socklab.call.SocketAddress;

/**
 * A row of the kernel's table of TCP or UDP sockets.
 *
 * @param state by RFC 9293's name; a UDP socket with a peer is {@code ESTABLISHED}, one without is {@code CLOSED};
 *     a TCP socket that is bound and neither listens nor connects is {@link #BOUND}
 * @param inode the number that identifies the socket; 0 if no process holds it
 * @param uid the user it belongs to
 * @param millisLeft the milliseconds until TIME-WAIT ends, of a connection in that state
 */
public record SocketTableRow(
        SocketAddress local, SocketAddress remote, String state, long inode, int uid, Optional<Long> millisLeft) {

    /**
     * The state of a TCP socket that has a port and does nothing with it. Source: linux/tcp_states.h,
     * TCP_BOUND_INACTIVE.
     */
    public static final String BOUND = "BOUND";
}
