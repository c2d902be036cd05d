package socklab.kernel;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import socklab.call.Const;
import socklab.call.SocketAddress;

/**
 * The file that lists the host names which this machine knows by itself. A lookup in it sends nothing.
 *
 * <p>Source: hosts(5); RFC 6761, 6.3: {@code localhost} is known everywhere.
 */
public final class HostsFile {
    private static final Path UNIX = Path.of("/etc/hosts");
    private static final String LOCALHOST = "localhost";

    private final Path file;

    /** The entries of a file. */
    public HostsFile(Path file) {
        this.file = file;
    }

    /** The file of this system. */
    public static HostsFile ofSystem() {
        String windows = System.getenv("SystemRoot");
        return new HostsFile(windows == null ? UNIX : Path.of(windows, "System32", "drivers", "etc", "hosts"));
    }

    /**
     * The addresses of a name, port 0, in the order of the file; none if the file does not list it.
     *
     * @param family the family wanted; AF_UNSPEC for any
     */
    public List<SocketAddress> addresses(String name, Const family) {
        Set<SocketAddress> found = new LinkedHashSet<>();
        lines().map(line -> line.replaceFirst("#.*", "").strip().split("\\s+"))
                .filter(words -> Stream.of(words).skip(1).anyMatch(name::equalsIgnoreCase))
                .forEach(words -> address(words[0]).forEach(found::add));
        if (name.equalsIgnoreCase(LOCALHOST)) {
            found.add(new SocketAddress.Inet4(0x7f000001, 0));
            found.add(new SocketAddress.Inet6(0, 1, 0, 0, 0));
        }
        return found.stream()
                .filter(a -> family == Const.AF_UNSPEC || a.family() == family)
                .toList();
    }

    private Stream<String> lines() {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    /** The address that a line begins with; empty if that is no address. */
    private static Stream<SocketAddress> address(String text) {
        try {
            byte[] bytes = InetAddress.ofLiteral(text).getAddress();
            return Stream.of(bytes.length == 4 ? SocketAddress.inet4(bytes, 0) : SocketAddress.inet6(bytes, 0, 0));
        } catch (IllegalArgumentException e) {
            return Stream.empty();
        }
    }
}
