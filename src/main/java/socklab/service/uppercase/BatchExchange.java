package socklab.service.uppercase;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.util.Optional;
import socklab.call.Bytes;
import socklab.call.Errno;
import socklab.call.SocketAddress;
import socklab.kernel.DatagramBatch;
import socklab.kernel.DatagramBatch.Moved;

/**
 * Answers many datagrams with two calls, in the memory that they came in. For a server that nobody watches call by
 * call: what the counts say is the same.
 */
final class BatchExchange implements AutoCloseable {
    private final DatagramBatch batch;
    private final UppercaseCounters tally;
    private final Singly singly;
    private int next;
    private int count;

    /** How a round went. */
    enum Round {
        /** There may be more. */
        MORE,
        /** There was no more. */
        EMPTY,
        /** The send buffer is full; the rest of the answers waits for {@link #send}. */
        FULL
    }

    /** Sends an answer that is none for a batch: it cannot go, and somebody has to say why. */
    interface Singly {
        void answer(SocketAddress client, Bytes request, UppercaseAnswer answer);
    }

    /** Something is wrong with the socket itself. */
    static final class Trouble extends Exception {
        private final Errno errno;

        private Trouble(Errno errno) {
            super(errno.describe(), null, false, false);
            this.errno = errno;
        }

        Errno errno() {
            return errno;
        }
    }

    BatchExchange(DatagramBatch batch, UppercaseCounters tally, Singly singly) {
        this.batch = batch;
        this.tally = tally;
        this.singly = singly;
    }

    /** Receives once and answers what came. */
    Round exchange(int fd) throws Trouble {
        return switch (batch.receive(fd)) {
            case Moved.Failed f when f.errno() == Errno.EAGAIN -> Round.EMPTY;
            case Moved.Failed f when f.errno() == Errno.EINTR -> Round.MORE;
            case Moved.Failed f -> throw new Trouble(f.errno());
            case Moved.Some some -> {
                next = 0;
                count = some.count();
                yield answered(fd); // while it answered, more may have come, even if this was all there was
            }
        };
    }

    private Round answered(int fd) {
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            bytes += batch.length(i);
            tally.seen(batch.peer(i));
        }
        tally.received(bytes);
        int from = 0;
        for (int i = 0; i < count; i++) {
            Optional<UppercaseAnswer> other = upper(i);
            if (other.isPresent()) { // what stands before it goes first
                sendAll(fd, from, i);
                singly.answer(batch.peer(i), request(i), other.get());
                from = i + 1;
            }
        }
        next = from;
        return send(fd);
    }

    /** Answers in place; returns an answer that has no room there. */
    private Optional<UppercaseAnswer> upper(int index) {
        return AsciiUpperCase.upper(batch.room(index), batch.length(index)) ? Optional.empty() : upperText(index);
    }

    /** A copy of a datagram that came. */
    private Bytes request(int index) {
        return Bytes.of(batch.room(index).asSlice(0, batch.length(index)).toArray(JAVA_BYTE));
    }

    /** Text beyond ASCII may become longer or shorter. */
    private Optional<UppercaseAnswer> upperText(int index) {
        UppercaseAnswer answer = UppercaseAnswer.to(request(index));
        if (answer.malformed() > 0) {
            tally.malformed();
        }
        if (answer.bytes().length() > DatagramBatch.LARGEST) {
            return Optional.of(answer);
        }
        answer.bytes().copyTo(batch.room(index).asByteBuffer(), 0);
        batch.length(index, answer.bytes().length());
        return Optional.empty();
    }

    /** Sends what waits; one that cannot go, for another reason than a full buffer, is counted and left. */
    Round send(int fd) {
        while (next < count) {
            switch (batch.send(fd, next, count)) {
                case Moved.Some some -> sent(some.count());
                case Moved.Failed f
                when f.errno() == Errno.EAGAIN -> {
                    return Round.FULL;
                }
                case Moved.Failed f when f.errno() == Errno.EINTR -> {}
                case Moved.Failed _ -> {
                    tally.unanswered();
                    next++;
                }
            }
        }
        return Round.MORE;
    }

    /** Before an answer that goes by itself; a full buffer loses what a datagram may lose. */
    private void sendAll(int fd, int from, int to) {
        int all = count;
        next = from;
        count = to;
        while (next < count && send(fd) == Round.FULL) {
            tally.unanswered();
            next++;
        }
        count = all;
    }

    private void sent(int many) {
        long bytes = 0;
        for (int i = next; i < next + many; i++) {
            bytes += batch.length(i);
        }
        next += many;
        tally.answered(many);
        tally.sent(bytes);
    }

    @Override
    public void close() {
        batch.close();
    }
}
