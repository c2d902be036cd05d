package socklab.service;

import socklab.call.SocketAddress;

/** From where a service can be reached: the address that its listening socket is bound to. */
public enum Reach {
    /** From this machine only. */
    LOOPBACK(0x7f000001),
    /** From every network that this machine is on. */
    ANY(0);

    private final int address;

    Reach(int address) {
        this.address = address;
    }

    /** The address to bind. */
    public SocketAddress.Inet4 at(int port) {
        return new SocketAddress.Inet4(address, port);
    }
}
