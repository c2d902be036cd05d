package socklab.service.uppercase;

import java.util.HashSet;
import java.util.Set;
import socklab.call.SocketAddress;
import socklab.service.Counters;
import socklab.service.Counts;

/** What a server has served. The server's thread counts; any thread may read. */
public final class UppercaseCounters {
    /** How many UDP clients are told apart: a bound on what clients can make the server remember. */
    static final int MOST_CLIENTS = 10_000;

    private final Set<SocketAddress> clients = new HashSet<>();
    private final Counters<Count> counters = new Counters<>(Count.class);

    /** What is counted. */
    public enum Count {
        /** Requests answered. */
        ANSWERED,
        /** TCP: connections accepted; UDP: addresses that sent something, the first {@link #MOST_CLIENTS}. */
        CLIENT,
        /** Pieces of requests received. */
        RECEIVED,
        /** Pieces of answers sent. */
        SENT,
        /** Requests that were not UTF-8. */
        MALFORMED,
        /** Connections that the client reset. */
        RESET,
        /** Requests that got no answer, or only a part of it. */
        UNANSWERED
    }

    void count(Count kind) {
        counters.count(kind);
    }

    void count(Count kind, long items, long bytes) {
        counters.count(kind, items, bytes);
    }

    /** Counts a UDP client that sent something, the first time. */
    void seen(SocketAddress client) {
        if (clients.size() < MOST_CLIENTS && clients.add(client)) {
            count(Count.CLIENT);
        }
    }

    Counts<Count> counts() {
        return counters.counts();
    }
}
