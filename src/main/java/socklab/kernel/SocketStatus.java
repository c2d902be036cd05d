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
 *     of a listening socket, the connections that wait for accept
 * @param sendQueue of TCP, the bytes that the peer has not acknowledged, as SIOCOUTQ counts them; elsewhere the
 *     memory in
 *     bytes that they take; of a listening socket, its backlog
 * @param unsent of TCP, the bytes of the send queue that were never sent
 * @param drops the datagrams that were discarded because the receive buffer was full
 * @param more what only netlink reports
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
     * What only netlink reports.
     *
     * @param inode the number that identifies this socket
     * @param peer the inode of the Unix-domain socket at the other end
     * @param shut the directions that were shut down
     * @param timer the timer of TCP that runs
     * @param options the options that differ from those of a new socket, and their values
     * @param tcp what TCP measures on it
     */
    public record More(
            Optional<Long> inode,
            Optional<Long> peer,
            Set<Shut> shut,
            Optional<Timer> timer,
            Map<SocketOption, String> options,
            Optional<TcpMetrics> tcp) {
        /** Nothing. */
        public static final More NONE =
                new More(Optional.empty(), Optional.empty(), Set.of(), Optional.empty(), Map.of(), Optional.empty());
    }

    /** A direction that was shut down, by the constant of shutdown(2) that does so. */
    public enum Shut {
        SHUT_RD,
        SHUT_WR
    }

    /**
     * A timer of TCP that runs.
     *
     * @param millis the milliseconds until it expires
     * @param tries how often it has expired in a row
     */
    public record Timer(Kind kind, long millis, int tries) {
        /** What happens when it expires. */
        public enum Kind {
            /** TCP sends again what was not acknowledged. */
            RETRANSMIT,
            /** TCP asks an idle peer whether it is still there. */
            KEEPALIVE,
            /** TIME-WAIT ends. */
            TIME_WAIT,
            /** TCP asks a peer with a zero window whether the window has opened. */
            PROBE
        }
    }

    /** A socket that the tables do not know yet. */
    public static SocketStatus unknown(boolean nonBlocking) {
        return new Builder().nonBlocking(nonBlocking).build();
    }

    /** A status built field by field; what is not set is empty, false or 0. */
    public static Builder builder() {
        return new Builder();
    }

    /** The fields of a status, by name. */
    public static final class Builder {
        private Optional<SocketAddress> local = Optional.empty();
        private Optional<SocketAddress> remote = Optional.empty();
        private Optional<String> state = Optional.empty();
        private boolean nonBlocking;
        private long receiveQueue;
        private long sendQueue;
        private long unsent;
        private long drops;
        private More more = More.NONE;

        private Builder() {}

        public Builder local(Optional<SocketAddress> value) {
            local = value;
            return this;
        }

        public Builder remote(Optional<SocketAddress> value) {
            remote = value;
            return this;
        }

        public Builder state(String value) {
            state = Optional.of(value);
            return this;
        }

        public Builder nonBlocking(boolean value) {
            nonBlocking = value;
            return this;
        }

        public Builder receiveQueue(long value) {
            receiveQueue = value;
            return this;
        }

        public Builder sendQueue(long value) {
            sendQueue = value;
            return this;
        }

        public Builder unsent(long value) {
            unsent = value;
            return this;
        }

        public Builder drops(long value) {
            drops = value;
            return this;
        }

        public Builder more(More value) {
            more = value;
            return this;
        }

        public SocketStatus build() {
            return new SocketStatus(local, remote, state, nonBlocking, receiveQueue, sendQueue, unsent, drops, more);
        }
    }
}
