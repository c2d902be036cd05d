package socklab.session;

import socklab.call.SocketAddress;
import socklab.kernel.Kernel;

/**
 * A host on the wire, as the session knows it.
 *
 * @param kernel makes sockets in the host's network
 * @param jobs the threads that live in that network
 * @param ipv4 its address, port 0
 * @param ipv6 its address, port 0
 */
public record WireHost(String name, Kernel kernel, Jobs jobs, SocketAddress.Inet4 ipv4, SocketAddress.Inet6 ipv6) {}
