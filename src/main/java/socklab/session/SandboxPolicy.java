package socklab.session;

import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import socklab.call.SocketAddress;

/**
 * What lines may reach: a user's own anything, a stranger's lab its own folder and this machine.
 *
 * @param root the folder that files may be read from; none for no bounds at all
 * @param outside whether anything may be sent off this machine
 * @param limits how much may be held at once
 */
public record SandboxPolicy(Optional<Path> root, Outside outside, Limits limits) {

    /** Says whether something may be sent to an address that is not this machine. */
    @FunctionalInterface
    public interface Outside {
        boolean allows(SocketAddress destination);
    }

    /**
     * How much may be held at once.
     *
     * @param sockets open descriptors
     * @param jobs calls in the background
     * @param bytes data that named results keep
     */
    public record Limits(int sockets, int jobs, long bytes) {
        /** As much as the machine gives. */
        static final Limits NONE = new Limits(Integer.MAX_VALUE, Jobs.MOST, Long.MAX_VALUE);

        /** What no lesson needs more of. */
        static final Limits LAB = new Limits(256, 100, 64L << 20);
    }

    /** What a user at the console may do. */
    public static final SandboxPolicy TRUSTED = new SandboxPolicy(Optional.empty(), _ -> true, Limits.NONE);

    /** What a lab in a folder may do. */
    public static SandboxPolicy lab(Path folder, boolean network) {
        return lab(folder, _ -> network);
    }

    /** What a lab in a folder may do where somebody can be asked. */
    public static SandboxPolicy lab(Path folder, Outside outside) {
        return new SandboxPolicy(Optional.of(folder), outside, Limits.LAB);
    }

    /** Whether the lines are the user's own. */
    public boolean trusted() {
        return root.isEmpty();
    }

    /** Whether something may be sent to an address. */
    public boolean allows(SocketAddress destination) {
        return staysHere(destination) || outside.allows(destination);
    }

    /** Whether what is sent to an address never leaves this machine. Multicast and broadcast do. */
    public static boolean staysHere(SocketAddress destination) {
        return switch (destination) {
            case SocketAddress.Unix _, SocketAddress.Unspec _ -> true;
            case SocketAddress.Inet4 a -> own4(a);
            case SocketAddress.Inet6 a when a.mapped() -> own4(new SocketAddress.Inet4((int) a.low(), 0));
            case SocketAddress.Inet6 a -> a.high() == 0 && (a.low() == 0 || a.low() == 1) || ofInterface(a);
        };
    }

    /** Whether an address is one of the loopback network. */
    static boolean loopback(SocketAddress.Inet4 a) {
        return a.address() >>> 24 == 127;
    }

    private static boolean own4(SocketAddress.Inet4 a) {
        return loopback(a) || a.address() == 0 || a.address() >>> 28 != 0xe && ofInterface(a);
    }

    private static boolean ofInterface(SocketAddress address) {
        try {
            return NetworkInterface.getByInetAddress(SocketAddress.javaAddress(address)) != null;
        } catch (SocketException e) {
            return false;
        }
    }

    /**
     * The file that a path stands for, if it may be read: with bounds a regular file, whose real path, links
     * followed, is below the root.
     */
    public Optional<Path> file(String typed) {
        try {
            if (root.isEmpty()) {
                return Optional.of(Path.of(typed));
            }
            Path folder = root.get().toRealPath();
            Path real = folder.resolve(typed).toRealPath();
            return real.startsWith(folder) && Files.isRegularFile(real) ? Optional.of(real) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
