package socklab.service.uppercase;

import socklab.call.Bytes;
import socklab.call.Errno;
import socklab.call.Outcome;
import socklab.call.SocketAddress;
import socklab.kernel.Poller.Interest;
import socklab.service.LogLine;
import socklab.service.ServiceSockets;
import socklab.service.uppercase.UppercaseCounters.Count;
import socklab.session.AddressText;

/**
 * One client's connection: read a request, send its answer, close; as the textbook's server does, but prepared for
 * what clients do in practice.
 *
 * <p>A request is what one recv returns, with what follows it at once. After the answer only the sending half is
 * closed, and what still arrives is discarded: to close at once while the client sends would answer it with RST, and
 * the client could lose what it has not read. Source: RFC 9112 §9.6, which describes the same for HTTP.
 *
 * <p>Memory is bounded: while a client does not read its answer, its request is not read either.
 */
final class UppercaseConnection {
    /** The room that the textbook's server offers to recv. */
    private static final int ROOM = 1024;

    private static final int MOST_UNSENT = 32 * 1024;
    /** Reads in one go, so that a client that never stops does not keep the others waiting. */
    private static final int BATCH = 16;

    private static final long MOST_DISCARDED = 16 << 20;

    private enum Phase {
        READING,
        ANSWERED,
        OVER
    }

    private final ServiceSockets sockets;
    private final UppercaseCounters counters;
    private final UppercaseConfig.Mode mode;
    private final int fd;
    private final SocketAddress peer;
    private final StreamExchange exchange = new StreamExchange();
    private Phase phase = Phase.READING;
    private boolean complete;
    private boolean ended;
    private boolean toldHalf;
    private boolean logged;
    private long discarded;

    UppercaseConnection(
            ServiceSockets sockets, UppercaseCounters counters, UppercaseConfig.Mode mode, int fd, SocketAddress peer) {
        this.sockets = sockets;
        this.counters = counters;
        this.mode = mode;
        this.fd = fd;
        this.peer = peer;
    }

    int fd() {
        return fd;
    }

    /** The client's address as text. */
    String client() {
        return AddressText.show(peer);
    }

    /** Whether it only has to be closed. */
    boolean over() {
        return phase == Phase.OVER;
    }

    /** Whether it has its answer and waits for the client to close. */
    boolean lingers() {
        return phase == Phase.ANSWERED;
    }

    /** What it waits for. */
    Interest interest() {
        if (phase != Phase.READING || exchange.unsent().length() == 0) {
            return Interest.READ;
        }
        return complete || exchange.unsent().length() >= MOST_UNSENT ? Interest.WRITE : Interest.READ_WRITE;
    }

    /** Goes on as far as it can without blocking. */
    void proceed() {
        switch (phase) {
            case READING -> serve();
            case ANSWERED -> discard();
            case OVER -> {}
        }
    }

    private void serve() {
        for (int i = 0; i < BATCH && !complete && exchange.unsent().length() < MOST_UNSENT && read(); i++) {
            // while there is more, and the client reads its answer
        }
        if (complete && exchange.received() > 0 && !logged) {
            logged = true;
            log();
        }
        while (phase == Phase.READING && exchange.unsent().length() > 0 && write()) {
            // while the client reads
        }
        if (phase == Phase.READING && complete && exchange.unsent().length() == 0) {
            finish();
        }
    }

    /** Before the last of the answer is sent: what the client does with it comes later. */
    private void log() {
        if (sockets.listener().wants(LogLine.Kind.TRAFFIC)) {
            sockets.listener()
                    .log(
                            LogLine.Kind.TRAFFIC,
                            "server.exchange",
                            client(),
                            exchange.received(),
                            exchange.request(),
                            exchange.answer());
        }
    }

    /** Reads once; returns whether to read on. */
    private boolean read() {
        return switch (sockets.receive(fd, ROOM)) {
            case Outcome.Returned r
            when r.value() == 0 -> {
                ended = true;
                complete = true;
                exchange.end();
                yield false;
            }
            case Outcome.Returned r -> {
                received(ServiceSockets.data(r));
                yield !complete;
            }
            case Outcome.Failed f when f.errno() == Errno.EINTR -> true;
            case Outcome.Failed f
            when f.errno() == Errno.EAGAIN -> {
                complete = exchange.received() > 0 && !exchange.midCharacter();
                yield false;
            }
            case Outcome.Failed f -> broken(f.errno());
            case Outcome.Unsupported _, Outcome.Unresolved _ -> false;
        };
    }

    private void received(Bytes data) {
        counters.count(Count.RECEIVED, 1, data.length());
        exchange.receive(data);
        boolean all = switch (mode) {
            case ITERATIVE -> true; // one recv, as the textbook's server
            case CONCURRENT -> data.length() < ROOM; // the kernel had no more
        };
        complete = all && !exchange.midCharacter();
        if (exchange.midCharacter() && data.length() < ROOM && !toldHalf) {
            toldHalf = true;
            sockets.listener().logClient(peer, "server.half");
        }
    }

    /** Sends once; returns whether to send on. */
    private boolean write() {
        return switch (sockets.send(fd, exchange.unsent())) {
            case Outcome.Returned r -> {
                exchange.sent((int) r.value());
                counters.count(Count.SENT, 1, r.value());
                yield true;
            }
            case Outcome.Failed f when f.errno() == Errno.EINTR -> true;
            case Outcome.Failed f when f.errno() == Errno.EAGAIN -> false;
            case Outcome.Failed f -> broken(f.errno());
            case Outcome.Unsupported _, Outcome.Unresolved _ -> false;
        };
    }

    private boolean broken(Errno errno) {
        phase = Phase.OVER;
        counters.count(Count.RESET);
        if (exchange.received() > exchange.sent()) {
            counters.count(Count.UNANSWERED);
        }
        sockets.listener().logClient(peer, "server.reset", errno.describe());
        return false;
    }

    private void finish() {
        if (exchange.received() == 0) {
            phase = Phase.OVER;
            sockets.listener().logClient(peer, "server.nothing");
            return;
        }
        counters.count(Count.ANSWERED);
        if (exchange.malformed() > 0) {
            counters.count(Count.MALFORMED);
            sockets.listener().logClient(peer, "server.malformed", exchange.malformed());
        }
        phase = Phase.OVER;
        if (!ended
                && mode == UppercaseConfig.Mode.CONCURRENT
                && sockets.shutdownWrite(fd) instanceof Outcome.Returned) {
            phase = Phase.ANSWERED;
        }
    }

    /** Discards what arrives after the answer, until the stream ends or too much has come. */
    private void discard() {
        for (int i = 0; i < BATCH; i++) {
            Outcome outcome = sockets.receive(fd, 16 * ROOM);
            if (outcome instanceof Outcome.Returned r && r.value() > 0) {
                if (discarded == 0) {
                    sockets.listener().logClient(peer, "server.after", r.value());
                }
                discarded += r.value();
                if (discarded > MOST_DISCARDED) {
                    phase = Phase.OVER;
                    return;
                }
            } else if (!ServiceSockets.failed(outcome, Errno.EINTR)) {
                phase = ServiceSockets.failed(outcome, Errno.EAGAIN) ? Phase.ANSWERED : Phase.OVER;
                return;
            }
        }
    }

    void close() {
        sockets.close(fd);
    }
}
