package socklab.lab;

import java.util.Optional;
import socklab.session.Event;

/** Knows which socket of a session has which port. */
interface PortNames {
    /** Notes that a call is about to be made. */
    default void begins(Event.Started call) {}

    /** Notes the end of a call, which may have given its socket a port. */
    default void ended(Event.Finished call) {}

    /** Whether some socket of the session has or had that port. */
    boolean knows(int port);

    /** The name of the socket with that port. */
    Optional<String> owner(int port);
}
