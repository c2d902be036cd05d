package socklab.kernel.nio;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Optional;
import socklab.call.Errno;
import socklab.call.SocketAddress;
import socklab.call.SocketAddress.Inet4;

/** This machine's network interfaces. */
final class NetworkInterfaces {
    private NetworkInterfaces() {}

    /** The interface that has an address; the default one for the wildcard. */
    static NetworkInterface having(Inet4 address) throws IOException {
        return address.address() == 0
                ? usual()
                : there(
                        Optional.ofNullable(NetworkInterface.getByInetAddress(SocketAddress.javaAddress(address))),
                        Errno.EADDRNOTAVAIL);
    }

    /** The interface of an index; the default one for 0. */
    static NetworkInterface numbered(int index) throws IOException {
        return index == 0
                ? usual()
                : there(
                        index < 0 ? Optional.empty() : Optional.ofNullable(NetworkInterface.getByIndex(index)),
                        Errno.ENODEV);
    }

    /** The default interface for multicast. Linux looks at its routes, Java cannot. */
    static NetworkInterface usual() throws IOException {
        return there(
                NetworkInterface.networkInterfaces()
                        .filter(NetworkInterfaces::usable)
                        .findFirst(),
                Errno.ENODEV);
    }

    private static NetworkInterface there(Optional<NetworkInterface> found, Errno otherwise) throws SocketException {
        return found.orElseThrow(() -> new SocketException(otherwise.text()));
    }

    private static boolean usable(NetworkInterface i) {
        try {
            return i.isUp() && i.supportsMulticast() && !i.isLoopback();
        } catch (SocketException e) {
            return false;
        }
    }

    /** The first IPv4 address of an interface. */
    static Optional<Inet4> address(NetworkInterface i) {
        return i.inetAddresses()
                .filter(Inet4Address.class::isInstance)
                .findFirst()
                .map(a -> SocketAddress.inet4(a.getAddress(), 0));
    }
}
