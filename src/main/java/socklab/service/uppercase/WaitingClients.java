package socklab.service.uppercase;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import socklab.call.SocketAddress;
import socklab.kernel.Kernel;
import socklab.service.LogLine;
import socklab.service.ServiceListener;
import socklab.session.AddressText;

/**
 * Logs which clients an iterative server keeps waiting while it serves one. It looks them up in the kernel's tables a
 * few times a second, without a call on the listening socket.
 */
final class WaitingClients {
    private static final long LOOK_NANOS = 500_000_000;
    private static final int MOST_NAMED = 5;

    private final Kernel kernel;
    private final ServiceListener listener;
    private Optional<String> served = Optional.empty();
    private OptionalLong lookAt = OptionalLong.empty();
    private List<SocketAddress> waiting = List.of();

    WaitingClients(Kernel kernel, ServiceListener listener) {
        this.kernel = kernel;
        this.listener = listener;
    }

    /** The server begins to serve a client. */
    void begin(String client) {
        served = Optional.of(client);
        waiting = List.of();
        lookAt = OptionalLong.of(System.nanoTime() + LOOK_NANOS);
    }

    /** The server is done with the client. */
    void end() {
        served = Optional.empty();
        lookAt = OptionalLong.empty();
    }

    /** Looks if it is time; returns the nanoseconds until the next look, {@link Long#MAX_VALUE} if there is none. */
    long tick(long now, SocketAddress listening) {
        if (lookAt.isPresent() && lookAt.getAsLong() - now <= 0) {
            if (listener.wants(LogLine.Kind.CLIENT)) {
                look(listening);
            }
            lookAt = OptionalLong.of(now + LOOK_NANOS);
        }
        return lookAt.isPresent() ? lookAt.getAsLong() - now : Long.MAX_VALUE;
    }

    private void look(SocketAddress listening) {
        List<SocketAddress> now = kernel.pendingConnections(listening);
        if (now.isEmpty() || now.equals(waiting)) {
            return;
        }
        waiting = now;
        String named = now.stream().limit(MOST_NAMED).map(AddressText::show).collect(Collectors.joining(", "))
                + (now.size() > MOST_NAMED ? ", …" : "");
        listener.log(LogLine.Kind.CLIENT, "server.waits", served.orElseThrow(), now.size(), named);
    }
}
