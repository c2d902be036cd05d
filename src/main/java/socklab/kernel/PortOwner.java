package socklab.kernel;

import java.util.Optional;
import socklab.call.SocketAddress;

/**
 * A socket that holds a port, and its process.
 *
 * @param process empty if this user may not see it
 */
public record PortOwner(SocketAddress local, Optional<Process> process) {

    /** A process: its ID, and its command line with spaces between the arguments. */
    public record Process(long pid, String command) {}
}
