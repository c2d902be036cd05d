package socklab.service.uppercase;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.util.BitSet;
import socklab.call.Bytes;
import socklab.call.Errno;
import socklab.kernel.DatagramBatch;
import socklab.kernel.DatagramBatch.Moved;
import socklab.service.uppercase.UppercaseCounters.Count;

/** Answers many datagrams with two calls, in the memory that they were received into. Part of the {@link FastPath}. */
final class BatchExchange implements AutoCloseable {
    private final DatagramBatch batch;
    private final UppercaseCounters counters;
    /** Those whose answer is longer than a datagram can be. */
    private final BitSet tooLong = new BitSet();

    private int next;
    private int count;

    /** How a round went. */
    enum Round {
        /** There may be more datagrams. */
        MORE,
        /** There was none. */
        EMPTY,
        /** The send buffer is full; the rest of the answers waits for {@link #send}. */
        FULL
    }

    /** An error of the socket itself. */
    static final class SocketError extends Exception {
        private final Errno errno;

        private SocketError(Errno errno) {
            super(errno.describe(), null, false, false);
            this.errno = errno;
        }

        Errno errno() {
            return errno;
        }
    }

    /** @param batch closed with this */
    BatchExchange(DatagramBatch batch, UppercaseCounters counters) {
        this.batch = batch;
        this.counters = counters;
    }

    /** Receives once and answers what arrived. */
    Round exchange(int fd) throws SocketError {
        return switch (batch.receive(fd)) {
            case Moved.Failed f when f.errno() == Errno.EAGAIN -> Round.EMPTY;
            case Moved.Failed f when f.errno() == Errno.EINTR -> Round.MORE;
            case Moved.Failed f -> throw new SocketError(f.errno());
            case Moved.Some some -> {
                next = 0;
                count = some.count();
                answerAll();
                yield send(fd); // meanwhile more may have arrived, even if this was all there was
            }
        };
    }

    private void answerAll() {
        long bytes = 0;
        tooLong.clear();
        for (int i = 0; i < count; i++) {
            bytes += batch.length(i);
            counters.seen(batch.peer(i));
            if (!AsciiUpperCase.upper(batch.room(i), batch.length(i))) {
                answerText(i);
            }
        }
        counters.count(Count.RECEIVED, count, bytes);
    }

    /** Answers text beyond ASCII, which may become longer or shorter. */
    private void answerText(int index) {
        byte[] request = batch.room(index).asSlice(0, batch.length(index)).toArray(JAVA_BYTE);
        UppercaseAnswer answer = UppercaseAnswer.to(Bytes.of(request));
        if (answer.malformed() > 0) {
            counters.count(Count.MALFORMED);
        }
        if (answer.bytes().length() > DatagramBatch.LARGEST) {
            tooLong.set(index);
            counters.count(Count.UNANSWERED);
        } else {
            answer.bytes().copyTo(batch.room(index).asByteBuffer(), 0);
            batch.length(index, answer.bytes().length());
        }
    }

    /** Sends the answers that wait; one that fails for another reason than a full buffer is counted and dropped. */
    Round send(int fd) {
        for (next = tooLong.nextClearBit(next); next < count; next = tooLong.nextClearBit(next)) {
            int gap = tooLong.nextSetBit(next);
            switch (batch.send(fd, next, gap < 0 ? count : Math.min(gap, count))) {
                case Moved.Some some -> sent(some.count());
                case Moved.Failed f
                when f.errno() == Errno.EAGAIN -> {
                    return Round.FULL;
                }
                case Moved.Failed f when f.errno() == Errno.EINTR -> {}
                case Moved.Failed _ -> {
                    counters.count(Count.UNANSWERED);
                    next++;
                }
            }
        }
        return Round.MORE;
    }

    private void sent(int many) {
        long bytes = 0;
        for (int i = next; i < next + many; i++) {
            bytes += batch.length(i);
        }
        next += many;
        counters.count(Count.ANSWERED, many, 0);
        counters.count(Count.SENT, many, bytes);
    }

    @Override
    public void close() {
        batch.close();
    }
}
