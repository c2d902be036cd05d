package socklab.kernel;

import java.util.Optional;
import socklab.call.SocketAddress;

/**
 * A socket that holds a port, and whose it is.
 *
 * @param process its process; empty where this user may not see it
 */
public record PortOwner(SocketAddress local, Optional<Process> process) {

    /** A process: its number, and its command line with blanks between the arguments. */
    public record Process(long pid, String command) {}
}
