package socklab.service.uppercase;

import socklab.call.Bytes;
import socklab.call.Errno;
import socklab.call.Outcome;
import socklab.call.SocketAddress;
import socklab.kernel.Poller.Interest;
import socklab.session.AddressText;

/**
 * One client's connection: read a request, send its answer, close; as the note's server does it, with room for what
 * clients do in practice.
 *
 * <p>A request is what one recv gives, and whatever stands behind it already. After the answer only the sending
 * half is closed, and what still comes is thrown away: to close outright while the client still sends would answer
 * it with RST, and the client could lose what it has not read. Source: RFC 9112 §9.6 tells the same of HTTP.
 *
 * <p>Memory is bounded: while a client does not read its answer, its request is not read on.
 */
final class UppercaseConnection {
    /** What the note's server offers to recv. */
    private static final int ROOM = 1024;

    private static final int MOST_UNSENT = 32 * 1024;
    /** Reads in one go, so that a client that never stops does not keep the others waiting. */
    private static final int BATCH = 16;

    private static final long MOST_IGNORED = 16 << 20;

    private enum Phase {
        READING,
        ANSWERED,
        OVER
    }

    private final UppercaseSockets sockets;
    private final UppercaseConfig.Manner manner;
    private final int fd;
    private final String name;
    private final SocketAddress peer;
    private final StreamExchange exchange = new StreamExchange();
    private Phase phase = Phase.READING;
    private boolean complete;
    private boolean ended;
    private boolean toldHalf;
    private long ignored;

    UppercaseConnection(
            UppercaseSockets sockets, UppercaseConfig.Manner manner, int fd, long number, SocketAddress peer) {
        this.sockets = sockets;
        this.manner = manner;
        this.fd = fd;
        this.name = sockets.heard() ? "c" + number : "";
        this.peer = peer;
    }

    int fd() {
        return fd;
    }

    /** The client's address as texts show it, made when one does. */
    String client() {
        return AddressText.show(peer);
    }

    SocketAddress peer() {
        return peer;
    }

    /** Whether nothing is left to do but to close it. */
    boolean over() {
        return phase == Phase.OVER;
    }

    /** Whether it has its answer and only waits for the client to close. */
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

    /** Goes on as far as it can without waiting. */
    void proceed() {
        switch (phase) {
            case READING -> serve();
            case ANSWERED -> ignore();
            case OVER -> {}
        }
    }

    private void serve() {
        for (int i = 0; i < BATCH && !complete && exchange.unsent().length() < MOST_UNSENT && read(); i++) {
            // as long as there is more, and the client takes its answer
        }
        while (phase == Phase.READING && exchange.unsent().length() > 0 && write()) {
            // as long as the client takes more
        }
        if (phase == Phase.READING && complete && exchange.unsent().length() == 0) {
            finish();
        }
    }

    /** Reads once; returns whether to read on. */
    private boolean read() {
        return switch (sockets.receive(fd, name, ROOM)) {
            case Outcome.Returned r
            when r.value() == 0 -> {
                ended = true;
                complete = true;
                exchange.end();
                yield false;
            }
            case Outcome.Returned r -> {
                take(UppercaseSockets.data(r));
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

    private void take(Bytes data) {
        sockets.tally().received(data.length());
        exchange.take(data);
        boolean all = switch (manner) {
            case ITERATIVE -> true; // one recv, as the note's server
            case CONCURRENT -> data.length() < ROOM; // the kernel had no more
        };
        complete = all && !exchange.midCharacter();
        if (exchange.midCharacter() && data.length() < ROOM && !toldHalf) {
            toldHalf = true;
            sockets.tell(UppercaseLogLine.Kind.MISTAKE, "server.half", client());
        }
    }

    /** Sends once; returns whether to send on. */
    private boolean write() {
        return switch (sockets.send(fd, name, exchange.unsent())) {
            case Outcome.Returned r -> {
                exchange.sent((int) r.value());
                sockets.tally().sent(r.value());
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
        sockets.tally().reset();
        if (exchange.received() > exchange.sent()) {
            sockets.tally().unanswered();
        }
        sockets.tell(UppercaseLogLine.Kind.MISTAKE, "server.reset", client(), errno.describe());
        return false;
    }

    private void finish() {
        if (exchange.received() == 0) {
            phase = Phase.OVER;
            sockets.tell(UppercaseLogLine.Kind.MISTAKE, "server.nothing", client());
            return;
        }
        sockets.tally().answered();
        if (exchange.malformed() > 0) {
            sockets.tally().malformed();
            sockets.tell(UppercaseLogLine.Kind.MISTAKE, "server.malformed", client(), exchange.malformed());
        }
        if (sockets.wants(UppercaseLogLine.Kind.EXCHANGE)) {
            sockets.tell(
                    UppercaseLogLine.Kind.EXCHANGE,
                    "server.exchange",
                    client(),
                    exchange.received(),
                    exchange.request(),
                    exchange.answer());
        }
        phase = Phase.OVER;
        if (!ended
                && manner == UppercaseConfig.Manner.CONCURRENT
                && sockets.finish(fd, name) instanceof Outcome.Returned) {
            phase = Phase.ANSWERED;
        }
    }

    /** Throws away what comes after the answer; the end of the stream, or too much of it, is the end. */
    private void ignore() {
        for (int i = 0; i < BATCH; i++) {
            Outcome outcome = sockets.receive(fd, name, 16 * ROOM);
            if (outcome instanceof Outcome.Returned r && r.value() > 0) {
                if (ignored == 0) {
                    sockets.tell(UppercaseLogLine.Kind.MISTAKE, "server.after", client(), r.value());
                }
                ignored += r.value();
                if (ignored > MOST_IGNORED) {
                    phase = Phase.OVER;
                    return;
                }
            } else if (!UppercaseSockets.failed(outcome, Errno.EINTR)) {
                phase = UppercaseSockets.failed(outcome, Errno.EAGAIN) ? Phase.ANSWERED : Phase.OVER;
                return;
            }
        }
    }

    void close() {
        sockets.close(fd, name);
    }
}
