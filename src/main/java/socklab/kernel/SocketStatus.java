package socklab.kernel;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import socklab.call.SocketAddress;
import socklab.call.SocketOption;

/**
 * A socket seen from outside, in the kernel's tables.
 *
 * @param local its own address, if it has one
 * @param remote its peer's, if it has one
 * @param state the TCP state by RFC 9293's name ({@code LISTEN}, {@code ESTABLISHED}); for UDP
 *     {@code ESTABLISHED} (a peer is fixed) or {@code CLOSED}; empty before the tables know the socket
 * @param nonBlocking whether O_NONBLOCK is set
 * @param receiveQueue of a stream, the bytes that wait to be read, as FIONREAD counts them; of a Unix-domain
 *     datagram socket, those of the next datagram; of UDP, the memory in bytes that waiting datagrams take;
 *     on a listening socket, the connections that wait for accept
 * @param sendQueue of TCP, the bytes that the peer has not acknowledged, as SIOCOUTQ counts them; elsewhere the memory in
 *     bytes that they take; on a listening socket, its backlog
 * @param unsent of TCP, those bytes of the send queue that were never sent: the peer's window or the network has no room
 * @param drops datagrams thrown away because the receive buffer was full
 * @param more what only the socket tables tell that are asked by netlink
 */
public record SocketStatus(
        Optional<SocketAddress> local,
        Optional<SocketAddress> remote,
        Optional<String> state,
        boolean nonBlocking,
        long receiveQueue,
        long sendQueue,
        long unsent,
        long drops,
        More more) {

    /**
     * What only netlink tells.
     *
     * @param inode what tells this socket from all others
     * @param peer the inode of the Unix-domain socket at the other end
     * @param shut the directions that were shut down
     * @param timer what TCP will do by itself, and when
     * @param options options that differ from what a new socket has, and their values
     */
    public record More(
            Optional<Long> inode,
            Optional<Long> peer,
            Set<Shut> shut,
            Optional<Timer> timer,
            Map<SocketOption, String> options) {
        /** Nothing told. */
        public static final More NONE =
                new More(Optional.empty(), Optional.empty(), Set.of(), Optional.empty(), Map.of());
    }

    /** A direction that was shut down, by the constant of shutdown(2) that does so. */
    public enum Shut {
        SHUT_RD,
        SHUT_WR
    }

    /**
     * A timer of TCP that runs.
     *
     * @param millis when it fires, in milliseconds from the look
     * @param tries how often it has fired in a row
     */
    public record Timer(Kind kind, long millis, int tries) {
        /** What happens when it fires. */
        public enum Kind {
            /** What was not acknowledged is sent again. */
            RETRANSMIT,
            /** An idle peer is asked whether it is still there. */
            KEEPALIVE,
            /** The connection's last traces are forgotten. */
            TIME_WAIT,
            /** A peer without room is asked whether it has some now. */
            PROBE
        }
    }

    /** A socket of which the tables say nothing yet. */
    public static SocketStatus unknown(boolean nonBlocking) {
        return new SocketStatus(
                Optional.empty(), Optional.empty(), Optional.empty(), nonBlocking, 0, 0, 0, 0, More.NONE);
    }
}
