package socklab.service.relay;

import socklab.call.SocketAddress;
import socklab.service.relay.netem.Impairments;

/**
 * What relay is wanted.
 *
 * @param port where clients come to, host order; 0 lets the kernel choose one
 * @param target where what they send goes to
 * @param idleNanos after how long a UDP client that neither sends nor is sent anything is forgotten
 */
public record RelayConfig(
        Protocol protocol, int port, SocketAddress.Inet4 target, Reach reach, Impairments impairments, long idleNanos) {
    /** How long a UDP client is remembered, if nothing else is said. */
    public static final long IDLE_NANOS = 60_000_000_000L;

    /** From where it can be reached. */
    public enum Reach {
        /** From this machine. */
        LOOPBACK(0x7f000001),
        /** From every network that this machine is on. */
        ANY(0);

        private final int address;

        Reach(int address) {
            this.address = address;
        }
    }

    /** The address to bind. */
    public SocketAddress.Inet4 address() {
        return new SocketAddress.Inet4(reach.address, port);
    }
}
