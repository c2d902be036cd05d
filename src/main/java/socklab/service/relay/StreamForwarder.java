package socklab.service.relay;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import socklab.call.Bytes;
import socklab.call.Errno;
import socklab.call.Outcome;
import socklab.service.relay.RelayStats.Count;
import socklab.service.relay.netem.Decision;
import socklab.service.relay.netem.Impairment;
import socklab.service.relay.netem.ImpairmentModel;
import socklab.service.relay.netem.ImpairmentModel.After;
import socklab.service.relay.netem.ImpairmentModel.HalfOpen;
import socklab.service.relay.netem.ImpairmentModel.Reset;
import socklab.service.relay.netem.ImpairmentModel.Slice;
import socklab.service.relay.netem.ImpairmentModel.Stall;
import socklab.text.Message;

/**
 * One direction of a connection: bytes read from one socket, kept until they are due, written to the other.
 *
 * <p>What is kept is bounded: while it is full, nothing is read, and TCP's own window makes the sender wait.
 */
final class StreamForwarder {
    private static final int ROOM = 16 * 1024;
    private static final int MOST_BYTES = 256 * 1024;
    private static final int MOST_PIECES = 4096;
    private static final int BATCH = 16;

    private final RelaySockets sockets;
    private final DirectionState course;
    private final RateLimiter pacer;
    private final DecisionText teller;
    private final String client;
    private final int in;
    private final int out;
    private final long begin;
    private final Deque<Piece> pieces = new ArrayDeque<>();
    private int kept;
    private long passed;
    private long lastDue;
    private boolean ended;
    private boolean finished;
    private boolean blocked;

    /** Bytes to be written at a time; none stand for the end of the stream. */
    private record Piece(Bytes data, long due, long arrived) {}

    /** What a read or a write came to. */
    enum Progress {
        GOOD,
        RESET
    }

    StreamForwarder(
            RelaySockets sockets,
            DirectionState course,
            RateLimiter pacer,
            DecisionText teller,
            String client,
            int in,
            int out,
            long begin) {
        this.sockets = sockets;
        this.course = course;
        this.pacer = pacer;
        this.teller = teller;
        this.client = client;
        this.in = in;
        this.out = out;
        this.begin = begin;
        this.lastDue = begin;
    }

    private Impairment impairment() {
        return course.impairment();
    }

    private boolean swallows() {
        return impairment().find(HalfOpen.class).isPresent();
    }

    /** Whether what a word of this direction waits for has come. */
    private boolean reached(Optional<After> after, long now) {
        return after.filter(a -> switch (a) {
                    case After.Of size -> passed >= size.bytes();
                    case After.Time time -> now - begin >= time.nanos();
                })
                .isPresent();
    }

    private Optional<After> resets() {
        return impairment().find(Reset.class).map(Reset::after);
    }

    private Optional<After> stalls() {
        return impairment().find(Stall.class).map(Stall::after);
    }

    /** Whether nothing more is let in. */
    boolean stalled(long now) {
        return reached(stalls(), now);
    }

    /** Whether nothing is let out either: what came before its bytes were counted off still passes. */
    private boolean stuck(long now) {
        return swallows() || reached(stalls().filter(After.Time.class::isInstance), now);
    }

    /** Whether the connection is to be reset now: all that may pass has been written, or its time is over. */
    boolean resetDue(long now) {
        boolean bySize = resets().filter(After.Of.class::isInstance).isPresent();
        return !swallows() && reached(resets(), now) && (!bySize || pieces.isEmpty());
    }

    /** When time alone will change something. */
    OptionalLong next(long now) {
        OptionalLong next = OptionalLong.empty();
        if (!pieces.isEmpty() && !blocked && !stuck(now)) {
            next = OptionalLong.of(pieces.getFirst().due());
        }
        for (Optional<After> after : List.of(resets(), stalls())) {
            if (after.isPresent() && after.get() instanceof After.Time t && now - begin < t.nanos()) {
                long at = begin + t.nanos();
                next = OptionalLong.of(next.isPresent() && next.getAsLong() - at < 0 ? next.getAsLong() : at);
            }
        }
        return next;
    }

    boolean wantsRead(long now) {
        return !ended
                && (swallows()
                        || !stalled(now)
                                && !reached(resets(), now)
                                && kept < MOST_BYTES
                                && pieces.size() < MOST_PIECES);
    }

    boolean wantsWrite() {
        return blocked;
    }

    /** Whether both its end has come and been passed on, or its end came and nothing is passed on. */
    boolean over() {
        return finished || ended && swallows();
    }

    /** Reads what has come, as long as there is room. */
    Progress read() {
        for (int i = 0; i < BATCH; i++) {
            long now = System.nanoTime();
            if (!wantsRead(now)) {
                return Progress.GOOD;
            }
            switch (sockets.receive(in, room())) {
                case Outcome.Returned r when r.value() == 0 -> end(now);
                case Outcome.Returned r -> arrive(RelaySockets.data(r), now);
                case Outcome.Failed f when f.errno() == Errno.EINTR -> {}
                case Outcome.Failed f
                when f.errno() == Errno.EAGAIN -> {
                    return Progress.GOOD;
                }
                case Outcome.Failed _ -> {
                    ended = true;
                    return Progress.RESET;
                }
                case Outcome.Unsupported _, Outcome.Unresolved _ -> {
                    return Progress.GOOD;
                }
            }
        }
        return Progress.GOOD;
    }

    /** No more than what may pass before a reset or a stall, and no more pieces than can be kept. */
    private int room() {
        long room = ROOM;
        for (Optional<After> after : List.of(resets(), stalls())) {
            if (!swallows() && after.isPresent() && after.get() instanceof After.Of size) {
                room = Math.min(room, size.bytes() - passed);
            }
        }
        return (int) Math.max(1, Math.min(room, (long) pieceSize() * (MOST_PIECES / 4)));
    }

    private int pieceSize() {
        int slice = impairment().find(Slice.class).map(Slice::bytes).orElse(ROOM);
        return Math.min(slice, pacer.pieceSize(impairment(), ROOM));
    }

    private void arrive(Bytes data, long now) {
        passed += data.length();
        Decision fate = course.arrive(data.length());
        if (swallows()) {
            course.count(Count.SWALLOWED, data.length());
            tell(fate, data, List.of(Message.of("relay.swallowed")));
            return;
        }
        long delay = fate.original().map(Decision.Transmission::delay).orElse(0L);
        int size = pieceSize();
        for (int at = 0; at < data.length(); at += size) {
            Bytes piece = data.slice(at, Math.min(at + size, data.length()));
            add(piece, pacer.due(impairment(), course.direction(), piece.length(), now) + delay, now);
        }
        if (teller.wanted()) {
            List<Message> what = new ArrayList<>();
            if (lastDue - now > 0) {
                what.add(Message.of("relay.delayed", DecisionText.time(lastDue - now)));
            }
            if (data.length() > size) {
                what.add(Message.of("relay.sliced", (data.length() + size - 1) / size));
            }
            tell(fate, data, what);
        }
    }

    private void tell(Decision fate, Bytes data, List<Message> what) {
        if (teller.wanted()) {
            teller.tell(course.direction(), fate.number(), data, Optional.of(client), what);
        }
    }

    /** A stream keeps its order: nothing is due before what came before it. */
    private void add(Bytes data, long due, long now) {
        lastDue = due - lastDue > 0 ? due : lastDue;
        pieces.addLast(new Piece(data, lastDue, now));
        kept += data.length();
    }

    private void end(long now) {
        ended = true;
        if (!swallows()) {
            add(
                    Bytes.EMPTY,
                    now
                            + impairment()
                                    .find(ImpairmentModel.Delay.class)
                                    .map(ImpairmentModel.Delay::time)
                                    .orElse(0L),
                    now);
        }
    }

    /** Writes what is due, as long as the socket takes it. */
    Progress write() {
        blocked = false;
        long now = System.nanoTime();
        while (!pieces.isEmpty() && pieces.getFirst().due() - now <= 0 && !stuck(now)) {
            Piece piece = pieces.removeFirst();
            if (piece.data().length() == 0) {
                finished = true;
                sockets.finish(out);
                return Progress.GOOD;
            }
            Outcome outcome = sockets.send(out, piece.data());
            if (outcome instanceof Outcome.Returned r) {
                wrote(piece, (int) r.value());
            } else if (RelaySockets.failed(outcome, Errno.EAGAIN) || RelaySockets.failed(outcome, Errno.EINTR)) {
                pieces.addFirst(piece);
                blocked = true;
                return Progress.GOOD;
            } else {
                course.count(Count.UNSENT, piece.data().length());
                return Progress.RESET;
            }
        }
        return Progress.GOOD;
    }

    private void wrote(Piece piece, int bytes) {
        kept -= bytes;
        course.sent(bytes, piece.arrived(), System.nanoTime());
        if (bytes < piece.data().length()) {
            pieces.addFirst(new Piece(piece.data().slice(bytes, piece.data().length()), piece.due(), piece.arrived()));
        }
    }
}
