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
import socklab.service.ServiceSockets;
import socklab.service.relay.Traffic.Count;
import socklab.service.relay.netem.Decision;
import socklab.service.relay.netem.Impairment;
import socklab.service.relay.netem.ImpairmentModel.Delay;
import socklab.service.relay.netem.ImpairmentModel.Slice;
import socklab.text.Message;

/**
 * One direction of a connection: bytes are read from one socket, kept until they are due, and written to the other.
 *
 * <p>What is kept is bounded: while it is full nothing is read, and TCP's flow control makes the sender wait.
 */
final class StreamForwarder {
    private static final int ROOM = 16 * 1024;
    private static final int MOST_PIECES = 65_536;
    private static final int BATCH = 16;

    private final ServiceSockets sockets;
    private final DirectionState state;
    private final RateLimiter rateLimiter;
    private final DelayMemory memory;
    private final DecisionText decisionText;
    private final String client;
    private final int in;
    private final int out;
    private final StreamTriggers triggers;
    private final Deque<Piece> pieces = new ArrayDeque<>();
    private int kept;
    private long lastDue;
    private boolean ended;
    private boolean finished;
    private boolean blocked;

    /** Bytes to be written at a time; no bytes stand for the end of the stream. */
    private record Piece(Bytes data, long due, long arrived, DirectionState.Account account) {}

    /** How a read or a write went. */
    enum Progress {
        GOOD,
        RESET
    }

    StreamForwarder(
            ServiceSockets sockets,
            DirectionState state,
            RateLimiter rateLimiter,
            DelayMemory memory,
            String client,
            int in,
            int out) {
        this.sockets = sockets;
        this.state = state;
        this.rateLimiter = rateLimiter;
        this.memory = memory;
        this.decisionText = new DecisionText(sockets.listener());
        this.client = client;
        this.in = in;
        this.out = out;
        this.triggers = new StreamTriggers(state);
        this.lastDue = System.nanoTime();
    }

    private Impairment impairment() {
        return state.impairment();
    }

    /** Whether nothing more is read. */
    boolean stalled(long now) {
        return triggers.stalled(now);
    }

    /** Whether the connection is to be reset now. */
    boolean resetDue(long now) {
        return triggers.resetDue(now, pieces.isEmpty());
    }

    /** When it has something to do without an event. */
    OptionalLong next(long now) {
        OptionalLong trigger = triggers.next(now);
        if (pieces.isEmpty() || blocked || triggers.writesNothing(now)) {
            return trigger;
        }
        long due = pieces.getFirst().due();
        return trigger.isPresent() && trigger.getAsLong() - due < 0 ? trigger : OptionalLong.of(due);
    }

    boolean wantsRead(long now) {
        if (ended) {
            return false;
        }
        boolean room = memory.hasRoom(kept, impairment()) && pieces.size() < MOST_PIECES;
        return triggers.swallows() || !triggers.stalled(now) && !triggers.resetReached(now) && room;
    }

    boolean wantsWrite() {
        return blocked;
    }

    /** Whether the end of the stream was passed on, or arrived and nothing is passed on. */
    boolean over() {
        return finished || ended && triggers.swallows();
    }

    /** Reads what has arrived, as long as there is room. */
    Progress read() {
        for (int i = 0; i < BATCH; i++) {
            long now = System.nanoTime();
            if (!wantsRead(now)) {
                return Progress.GOOD;
            }
            switch (sockets.receive(in, room())) {
                case Outcome.Returned r when r.value() == 0 -> end(now);
                case Outcome.Returned r -> arrive(ServiceSockets.data(r), now);
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

    /** No more than may pass before a reset or a stall, and no more pieces than can be kept. */
    private int room() {
        long room = Math.min(ROOM, triggers.bytesLeft());
        return (int) Math.max(1, Math.min(room, (long) pieceSize() * (MOST_PIECES / 4)));
    }

    private int pieceSize() {
        int slice = impairment().find(Slice.class).map(Slice::bytes).orElse(ROOM);
        return Math.min(slice, rateLimiter.pieceSize(impairment(), ROOM));
    }

    private void arrive(Bytes data, long now) {
        triggers.passed(data.length());
        Decision decision = state.arrive(data.length());
        if (triggers.swallows()) {
            state.account().count(Count.SWALLOWED, data.length());
            log(decision, data, List.of(Message.of("relay.swallowed")));
            return;
        }
        long delay = decision.original().map(Decision.Transmission::delay).orElse(0L);
        int size = pieceSize();
        for (int at = 0; at < data.length(); at += size) {
            Bytes piece = data.slice(at, Math.min(at + size, data.length()));
            add(piece, rateLimiter.due(impairment(), state.direction(), piece.length(), now) + delay, now);
        }
        if (decisionText.wanted()) {
            List<Message> what = new ArrayList<>();
            if (lastDue - now > 0) {
                what.add(Message.of("relay.delayed", DecisionText.time(lastDue - now)));
            }
            if (data.length() > size) {
                what.add(Message.of("relay.sliced", (data.length() + size - 1) / size));
            }
            log(decision, data, what);
        }
    }

    private void log(Decision decision, Bytes data, List<Message> what) {
        if (decisionText.wanted()) {
            decisionText.log(state.direction(), decision.number(), data, Optional.of(client), what);
        }
    }

    /** Adds a piece. A stream keeps its order, so nothing is due before what came before it. */
    private void add(Bytes data, long due, long now) {
        lastDue = due - lastDue > 0 ? due : lastDue;
        pieces.addLast(new Piece(data, lastDue, now, state.account()));
        kept += data.length();
        memory.add(data.length());
    }

    private void end(long now) {
        ended = true;
        if (!triggers.swallows()) {
            add(
                    Bytes.EMPTY,
                    now + impairment().find(Delay.class).map(Delay::time).orElse(0L),
                    now);
        }
    }

    /** Writes what is due, as long as the socket takes it. */
    Progress write() {
        blocked = false;
        long now = System.nanoTime();
        while (!pieces.isEmpty() && pieces.getFirst().due() - now <= 0 && !triggers.writesNothing(now)) {
            Piece piece = pieces.removeFirst();
            if (piece.data().length() == 0) {
                finished = true;
                sockets.shutdownWrite(out);
                return Progress.GOOD;
            }
            Outcome outcome = sockets.send(out, piece.data());
            if (outcome instanceof Outcome.Returned r) {
                wrote(piece, (int) r.value());
            } else if (ServiceSockets.failed(outcome, Errno.EAGAIN) || ServiceSockets.failed(outcome, Errno.EINTR)) {
                pieces.addFirst(piece);
                blocked = true;
                return Progress.GOOD;
            } else {
                pieces.addFirst(piece); // discarded with the others when the connection is closed
                return Progress.RESET;
            }
        }
        return Progress.GOOD;
    }

    /** The connection is reset: what is kept is never written. */
    void discard() {
        for (Piece piece : pieces) {
            if (piece.data().length() > 0) {
                piece.account().count(Count.UNSENT, piece.data().length());
            }
        }
        pieces.clear();
        memory.remove(kept);
        kept = 0;
    }

    private void wrote(Piece piece, int bytes) {
        kept -= bytes;
        memory.remove(bytes);
        piece.account().sent(bytes, piece.arrived(), System.nanoTime());
        int length = piece.data().length();
        if (bytes < length) {
            pieces.addFirst(
                    new Piece(piece.data().slice(bytes, length), piece.due(), piece.arrived(), piece.account()));
        }
    }
}
