package socklab.service.uppercase;

import java.util.List;
import socklab.call.SocketAddress;
import socklab.kernel.Poller.Ready;

/** A protocol's part of the server: what to do when its sockets are ready. For the server's thread; it never blocks. */
interface UppercaseService {

    /** Opens the socket that clients come to. */
    void open(UppercaseConfig plan) throws UppercaseSockets.Failure;

    /** That socket's address. */
    SocketAddress local();

    /** Deals with the sockets that are ready. */
    void ready(List<Ready> ready);

    /** Does what time asks for; returns the nanoseconds until it asks again, {@link Long#MAX_VALUE} if nothing is due. */
    long tick(long now);

    /** Closes all sockets. */
    void close();
}
