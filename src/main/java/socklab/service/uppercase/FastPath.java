package socklab.service.uppercase;

import java.util.Optional;
import socklab.kernel.Kernel;
import socklab.kernel.Poller;
import socklab.service.ServiceSockets;
import socklab.service.SocketHandler;

/**
 * What makes a server fast whose listener follows no single request ({@code serve --quiet}): it polls before it
 * sleeps, and answers many datagrams with two calls. The counts are the same as without it.
 *
 * <p>For use by one server.
 */
final class FastPath {
    /** Some round trips on the loopback: what a server may use up after its last request. */
    private static final long BUSY_NANOS = 200_000;

    private final Kernel kernel;
    private final BusyPoller poller;

    FastPath(Kernel kernel) {
        this.kernel = kernel;
        boolean alone = Runtime.getRuntime().availableProcessors() == 1; // then the client needs the processor
        this.poller = new BusyPoller(kernel.poller(), new BusyPoll(alone ? 0 : BUSY_NANOS));
    }

    /** A poller that looks for a while before it sleeps. */
    Poller poller() {
        return poller;
    }

    /** What answers datagrams in batches, if this kernel has calls for that and the configuration allows it. */
    Optional<SocketHandler> udp(ServiceSockets sockets, UppercaseCounters counters, UppercaseConfig config) {
        return switch (config.mode()) {
            case CONCURRENT ->
                kernel.datagramBatch()
                        .map(batch -> new BatchUppercaseService(
                                sockets, poller.registration(), new BatchExchange(batch, counters), config));
            case ITERATIVE -> Optional.empty();
        };
    }
}
