package socklab.kernel;

import java.util.Optional;
import socklab.call.SocketAddress;

/**
 * A socket seen from outside, in the kernel's tables.
 *
 * @param local its own address, if it has one
 * @param remote its peer's, if it has one
 * @param state the TCP state by RFC 9293's name ({@code LISTEN}, {@code ESTABLISHED}); for UDP
 *     {@code ESTABLISHED} (a peer is fixed) or {@code CLOSE}; empty before the tables know the socket
 * @param nonBlocking whether O_NONBLOCK is set
 * @param receiveQueue bytes that wait to be read; on a listening socket, connections that wait for accept
 * @param sendQueue bytes not yet acknowledged; on a listening socket, its backlog
 * @param drops datagrams thrown away because the receive buffer was full
 */
public record SocketStatus(Optional<SocketAddress> local, Optional<SocketAddress> remote, Optional<String> state,
        boolean nonBlocking, long receiveQueue, long sendQueue, long drops) {

    /** A socket of which the tables say nothing yet. */
    public static SocketStatus unknown(boolean nonBlocking) {
        return new SocketStatus(Optional.empty(), Optional.empty(), Optional.empty(), nonBlocking, 0, 0, 0);
    }
}
