package socklab.kernel.nio;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import socklab.call.SocketAddress;

/** The file of a Unix-domain socket. */
final class UnixSocketFile {
    private UnixSocketFile() {}

    static boolean exists(SocketAddress.Unix address) {
        return Files.exists(path(address), LinkOption.NOFOLLOW_LINKS);
    }

    private static Path path(SocketAddress.Unix address) {
        return Path.of(new String(address.name().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    }

    /** Deletes the file of a bound socket, so that the listening channel can be bound to the same path. */
    static void free(Optional<SocketAddress> address) throws IOException {
        if (address.isPresent()
                && address.get() instanceof SocketAddress.Unix u
                && u.kind() == SocketAddress.Unix.Kind.PATH) {
            Files.deleteIfExists(path(u));
        }
    }
}
