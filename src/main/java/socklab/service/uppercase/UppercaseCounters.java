package socklab.service.uppercase;

import java.util.HashSet;
import java.util.Set;
import socklab.call.SocketAddress;

/** Counts as a server serves. For its thread; the counts may be read from any. */
final class UppercaseCounters {
    /** How many UDP clients are told apart: a bound, for what strangers can make the server remember. */
    static final int MOST_CLIENTS = 10_000;

    private final Set<SocketAddress> seen = new HashSet<>();
    private long answered;
    private long clients;
    private long bytesIn;
    private long bytesOut;
    private long malformed;
    private long resets;
    private long unanswered;

    synchronized void connected() {
        clients++;
    }

    synchronized void seen(SocketAddress client) {
        if (seen.size() < MOST_CLIENTS && seen.add(client)) {
            clients++;
        }
    }

    synchronized void received(long bytes) {
        bytesIn += bytes;
    }

    synchronized void sent(long bytes) {
        bytesOut += bytes;
    }

    synchronized void answered() {
        answered++;
    }

    synchronized void answered(long many) {
        answered += many;
    }

    synchronized void malformed() {
        malformed++;
    }

    synchronized void reset() {
        resets++;
    }

    synchronized void unanswered() {
        unanswered++;
    }

    synchronized UppercaseStats counts() {
        return new UppercaseStats(answered, clients, bytesIn, bytesOut, malformed, resets, unanswered);
    }
}
