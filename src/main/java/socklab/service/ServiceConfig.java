package socklab.service;

import socklab.call.SocketAddress;

/** What every service is configured with. */
public interface ServiceConfig {
    Protocol protocol();

    /** The address to bind; port 0 lets the kernel choose one. */
    SocketAddress.Inet4 address();

    /** The port that clients send or connect to, host order; 0 lets the kernel choose one. */
    default int port() {
        return address().port();
    }
}
