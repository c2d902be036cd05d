package socklab.service;

import java.util.List;
import socklab.call.SocketAddress;
import socklab.kernel.Poller.Ready;

/** What a service does when its sockets are ready. For the service's thread; no method blocks. */
public interface SocketHandler {

    /** Opens the socket that clients send or connect to. */
    void open() throws CallFailure;

    /** That socket's address. */
    SocketAddress local();

    /** Handles the sockets that are ready. */
    void ready(List<Ready> ready);

    /** Does what is due; returns the nanoseconds until the next call, {@link Long#MAX_VALUE} if nothing is due. */
    long tick(long now);

    /** Closes all sockets; does nothing the second time. */
    void close();
}
