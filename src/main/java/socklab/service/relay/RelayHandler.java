package socklab.service.relay;

import socklab.service.SocketHandler;

/** Handles a relay's sockets. */
interface RelayHandler extends SocketHandler {

    /** Other impairments hold from now on. */
    void impairmentsChanged();

    /** How many clients there were. For any thread. */
    long clients();
}
