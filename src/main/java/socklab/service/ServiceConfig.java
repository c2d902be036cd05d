package socklab.service;

import socklab.call.SocketAddress;

/** What every service is configured with. */
public interface ServiceConfig {
    Protocol protocol();

    /** The port that clients send or connect to, host order; 0 lets the kernel choose one. */
    int port();

    Reach reach();

    /** The address to bind. */
    default SocketAddress.Inet4 address() {
        return new SocketAddress.Inet4(reach().address(), port());
    }
}
