package socklab.session;

import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import socklab.call.SocketAddress;

/**
 * What the lines of a session may reach. The user's own lines may reach everything; a lab may reach its own folder
 * and this machine.
 *
 * @param root the folder that files may be read from; empty for no restriction
 * @param outside decides about everything that leaves this machine
 * @param limits how much the session may hold
 */
public record SandboxPolicy(Optional<Path> root, Outside outside, Limits limits) {

    /** Decides whether a lab may leave this machine. */
    @FunctionalInterface
    public interface Outside {
        /**
         * Whether the lab may send to a destination, look up a name, or listen.
         *
         * @param what an address, a host name or an interface, as text
         */
        boolean allows(String what);
    }

    /**
     * How much a session may hold.
     *
     * @param sockets the maximum number of open descriptors
     * @param jobs the maximum number of calls in the background
     * @param bytes the maximum size of the data that named results keep
     */
    public record Limits(int sockets, int jobs, long bytes) {
        /** The limits of the machine. */
        static final Limits NONE = new Limits(Integer.MAX_VALUE, Jobs.MOST, Long.MAX_VALUE);

        /** The limits of a lab, far more than a lesson needs. */
        static final Limits LAB = new Limits(256, 100, 64L << 20);
    }

    /** The policy for the user's own lines. */
    public static final SandboxPolicy TRUSTED = new SandboxPolicy(Optional.empty(), _ -> true, Limits.NONE);

    /** The policy for a lab in a folder, which may use the network or not. */
    public static SandboxPolicy lab(Path folder, boolean network) {
        return lab(folder, _ -> network);
    }

    /** The policy for a lab in a folder. */
    public static SandboxPolicy lab(Path folder, Outside outside) {
        return new SandboxPolicy(Optional.of(folder), outside, Limits.LAB);
    }

    /** Whether the lines are the user's own. */
    public boolean trusted() {
        return root.isEmpty();
    }

    /** Whether the session may send to an address. */
    public boolean allows(SocketAddress destination) {
        return staysHere(destination) || outside.allows(AddressText.show(destination));
    }

    /** Whether everything that is sent to an address stays on this machine. Multicast and broadcast leave it. */
    public static boolean staysHere(SocketAddress destination) {
        return switch (destination) {
            case SocketAddress.Unix _, SocketAddress.Unspec _, SocketAddress.Other _ -> true;
            case SocketAddress.Inet4 a -> own4(a);
            case SocketAddress.Inet6 a when a.mapped() -> own4(new SocketAddress.Inet4((int) a.low(), 0));
            case SocketAddress.Inet6 a when a.high() == 0 && (a.low() == 0 || a.low() == 1) -> true;
            case SocketAddress.Inet6 a when isLinkLocal(a) -> ofInterface(a, a.scopeId());
            case SocketAddress.Inet6 a -> ofInterface(a);
        };
    }

    /** Whether a socket at an address is reached from this machine only. */
    static boolean isLoopback(SocketAddress address) {
        return switch (address) {
            case SocketAddress.Unix _, SocketAddress.Unspec _, SocketAddress.Other _ -> true;
            case SocketAddress.Inet4 a -> isLoopback(a);
            case SocketAddress.Inet6 a when a.mapped() -> isLoopback(new SocketAddress.Inet4((int) a.low(), 0));
            case SocketAddress.Inet6 a -> a.high() == 0 && a.low() == 1;
        };
    }

    private static boolean isLinkLocal(SocketAddress.Inet6 a) {
        return a.high() >>> 54 == 0xfe80 >>> 6;
    }

    /** Whether an address is in 127.0.0.0/8. */
    static boolean isLoopback(SocketAddress.Inet4 a) {
        return a.address() >>> 24 == 127;
    }

    private static boolean own4(SocketAddress.Inet4 a) {
        return isLoopback(a) || a.address() == 0 || a.address() >>> 28 != 0xe && ofInterface(a);
    }

    private static boolean ofInterface(SocketAddress address) {
        try {
            return NetworkInterface.getByInetAddress(SocketAddress.javaAddress(address)) != null;
        } catch (SocketException e) {
            return false;
        }
    }

    /** Whether the interface with an index has an address: a link-local one belongs to one interface only. */
    private static boolean ofInterface(SocketAddress address, int index) {
        try {
            NetworkInterface found = NetworkInterface.getByIndex(index);
            return found != null
                    && found.inetAddresses()
                            .anyMatch(a -> Arrays.equals(
                                    a.getAddress(),
                                    SocketAddress.javaAddress(address).getAddress()));
        } catch (SocketException | IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * The file at a path, if the session may read it: a lab may read regular files whose real path, after symbolic
     * links, is below the root.
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
