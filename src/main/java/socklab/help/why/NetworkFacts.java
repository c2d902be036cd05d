package socklab.help.why;

import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import socklab.call.SocketAddress;

/** What this machine's network looks like: its addresses and its routes. */
final class NetworkFacts {
    private static final int UP = 1;

    private NetworkFacts() {}

    /** Every address of every interface that is up. */
    static List<String> addresses() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .map(a -> a.getAddress().length == 4
                            ? SocketAddress.inet4(a.getAddress(), 0).host()
                            : SocketAddress.inet6(a.getAddress(), 0, 0).host())
                    .sorted()
                    .distinct()
                    .toList();
        } catch (SocketException e) {
            return List.of();
        }
    }

    /** The networks to which IPv4 routes lead, {@code 192.0.2.0/24 (eth0)}. Source: proc_pid_net(5), /proc/net/route. */
    static List<String> routes() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/net/route"))) {
            return lines.skip(1)
                    .map(l -> l.split("\\s+"))
                    .filter(r -> r.length > 7 && (Integer.parseInt(r[3], 16) & UP) != 0)
                    .map(r -> host(r[1]) + "/" + Integer.bitCount((int) Long.parseLong(r[7], 16)) + " (" + r[0] + ")")
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Eight hexadecimal digits, the address's last byte first. */
    private static String host(String hex) {
        int a = (int) Long.parseLong(hex, 16);
        return (a & 255) + "." + (a >> 8 & 255) + "." + (a >> 16 & 255) + "." + (a >>> 24);
    }
}
