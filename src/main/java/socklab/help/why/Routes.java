package socklab.help.why;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import socklab.call.SocketAddress;

/** The networks that routes of this network lead to. Source: proc_pid_net(5), /proc/net/route, /proc/net/ipv6_route. */
final class Routes {
    private static final int UP = 1;
    private static final int REJECT = 0x200;

    private Routes() {}

    /** Those of IPv4, {@code 192.0.2.0/24 (eth0)}; empty if they cannot be read. */
    static Optional<List<String>> four() {
        return read(
                "route",
                lines -> lines.skip(1)
                        .map(line -> line.split("\\s+"))
                        .filter(r -> r.length > 7 && usable(Integer.parseInt(r[3], 16)))
                        .map(r -> four(r[1]) + "/" + Integer.bitCount((int) Long.parseLong(r[7], 16)) + " (" + r[0]
                                + ")"));
    }

    /** Those of IPv6, without the loopback's. */
    static Optional<List<String>> six() {
        return read(
                "ipv6_route",
                lines -> lines.map(line -> line.strip().split("\\s+"))
                        .filter(r -> r.length > 9 && usable((int) Long.parseLong(r[8], 16)) && !r[9].equals("lo"))
                        .map(r -> SocketAddress.inet6(HexFormat.of().parseHex(r[0]), 0, 0)
                                        .host() + "/" + Integer.parseInt(r[1], 16) + " (" + r[9] + ")"));
    }

    private static boolean usable(int flags) {
        return (flags & UP) != 0 && (flags & REJECT) == 0;
    }

    /** Eight hexadecimal digits, the last byte of the address first. */
    private static String four(String hex) {
        int address = Integer.reverseBytes((int) Long.parseLong(hex, 16));
        return new SocketAddress.Inet4(address, 0).host();
    }

    private static Optional<List<String>> read(String name, Function<Stream<String>, Stream<String>> parse) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/thread-self/net", name))) {
            return Optional.of(parse.apply(lines).distinct().toList());
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }
}
