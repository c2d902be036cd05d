package socklab.service.relay;

import java.util.List;
import socklab.call.SocketAddress;
import socklab.kernel.Kernel;
import socklab.kernel.Poller.Ready;

/** A protocol's part of the relay: what to do when its sockets are ready. For the relay's thread; it never blocks. */
interface RelayService {

    /** Opens the socket that clients come to. */
    void open(RelayConfig plan) throws RelaySockets.Failure;

    /** That socket's address. */
    SocketAddress local();

    /** Deals with the sockets that are ready. */
    void ready(List<Ready> ready);

    /** Does what time asks for; returns the nanoseconds until it asks again, {@link Long#MAX_VALUE} if nothing is due. */
    long tick(long now);

    /** Another impairment holds. */
    void changed();

    /** How many clients there were. */
    long clients();

    /** How many datagrams the kernel dropped before the relay could read them. */
    long drops(Kernel kernel);

    /** Closes all sockets. */
    void close();
}
