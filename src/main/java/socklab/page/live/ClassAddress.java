package socklab.page.live;

import io.nayuki.qrcodegen.QrCode;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Where the page is found: addresses of this machine, the page's address, and that as a QR code. */
final class ClassAddress {
    /** A QR code needs that much white around it to be found. Source: ISO/IEC 18004 §6.3.8. */
    private static final int QUIET = 4;

    private ClassAddress() {}

    /** The address that others in the room reach this machine at; none without a network. */
    static Optional<InetAddress> ofRoom() {
        return all().filter(a -> a instanceof Inet4Address && !a.isLoopbackAddress() && !a.isLinkLocalAddress())
                .findFirst()
                .or(() -> all().filter(a -> !a.isLoopbackAddress() && !a.isLinkLocalAddress())
                        .findFirst());
    }

    /** What a browser that was given an address of this machine writes into Host, without the port. */
    static Set<String> hosts() {
        Set<String> hosts = new LinkedHashSet<>(List.of("localhost", "127.0.0.1", "[::1]"));
        all().map(ClassAddress::text).forEach(hosts::add);
        return Set.copyOf(hosts);
    }

    private static Stream<InetAddress> all() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(ClassAddress::up)
                    .flatMap(i -> i.getInterfaceAddresses().stream())
                    .map(InterfaceAddress::getAddress)
                    .map(ClassAddress::withoutScope);
        } catch (SocketException e) {
            return Stream.empty();
        }
    }

    private static boolean up(NetworkInterface network) {
        try {
            return network.isUp();
        } catch (SocketException e) {
            return false;
        }
    }

    private static InetAddress withoutScope(InetAddress address) {
        try {
            return InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e); // its length is an address's
        }
    }

    /** An address as it stands in a URL. */
    static String text(InetAddress address) {
        return address instanceof Inet4Address ? address.getHostAddress() : "[" + address.getHostAddress() + "]";
    }

    /**
     * A QR code in half blocks, two modules above each other in a character. What is light is drawn: so it is right on
     * a dark terminal; on a light one it is inverted, which phones read, too.
     */
    static List<String> qr(String text) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.LOW);
        List<String> lines = new ArrayList<>();
        for (int y = -QUIET; y < code.size + QUIET; y += 2) {
            StringBuilder line = new StringBuilder();
            for (int x = -QUIET; x < code.size + QUIET; x++) {
                boolean above = !code.getModule(x, y);
                boolean below = y + 1 < code.size + QUIET && !code.getModule(x, y + 1);
                line.append(above ? below ? '█' : '▀' : below ? '▄' : ' ');
            }
            lines.add(line.toString());
        }
        return lines;
    }
}
