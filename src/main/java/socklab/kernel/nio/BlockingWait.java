package socklab.kernel.nio;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import socklab.call.Errno;
import socklab.kernel.UnsupportedEnvironment;
import socklab.text.Message;

/**
 * Where one caller's thread waits: a selector of its own, so that several may wait for one channel. What ends a wait
 * before its time is {@link Selector#wakeup}; {@code Thread.interrupt} would close the channel.
 */
final class BlockingWait implements AutoCloseable {
    /** A deadline that never comes. */
    static final long NEVER = Long.MAX_VALUE;

    private static final long MILLI = 1_000_000;
    private static final long MOST_MILLIS = 3_600_000;
    private static final long INTERRUPT_MILLIS = 2_000;

    private final Selector selector;
    private boolean inFlight;
    private boolean asleep;
    private boolean interrupted;
    private boolean nudged;
    /** Whether the last wait ended by a nudge. For the caller's thread. */
    private boolean woken;

    private final Set<WaitQueue> lines = new HashSet<>();
    private long calls;
    private long began;

    BlockingWait() {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UnsupportedEnvironment(
                    Message.of("cannot.call", "Selector.open", String.valueOf(e.getMessage())), e);
        }
    }

    /** A call begins, at that time. */
    synchronized void enter(long start) {
        began = start;
        inFlight = true;
        interrupted = false;
        nudged = false;
    }

    /** The call is over; who waited behind it on the same socket has the next turn. */
    void leave() {
        lines.forEach(l -> l.leave(this));
        lines.clear();
        over();
    }

    private synchronized void over() {
        inFlight = false;
        calls++;
        notifyAll();
    }

    /** Looks again whose turn it is. */
    synchronized void nudge() {
        nudged = true;
        selector.wakeup();
    }

    private synchronized boolean takeNudge() {
        woken = nudged;
        nudged = false;
        return woken;
    }

    /** When the call in flight began; nothing if none is. */
    synchronized OptionalLong inFlightSince() {
        return inFlight ? OptionalLong.of(began) : OptionalLong.empty();
    }

    /** When the last call began. */
    synchronized long began() {
        return began;
    }

    /** Does something while a call is in flight, if one is; its end waits. */
    synchronized void during(Runnable action) {
        if (inFlight) {
            action.run();
        }
    }

    synchronized boolean asleep() {
        return asleep;
    }

    /** Ends the wait of the call in flight, or the next wait that it begins; returns when the call is over. */
    synchronized boolean interrupt() {
        long target = calls;
        long end = System.nanoTime() + INTERRUPT_MILLIS * MILLI;
        while (inFlight && calls == target && System.nanoTime() < end) {
            interrupted = true;
            selector.wakeup();
            try {
                wait(INTERRUPT_MILLIS / 10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return !inFlight || calls != target;
    }

    /** The time at which so many nanoseconds from now are over; negative ones never are. */
    static long after(long nanos) {
        long now = System.nanoTime();
        return nanos < 0 || nanos > Long.MAX_VALUE / 4 ? NEVER : now + nanos;
    }

    /** What is left until a deadline, in nanoseconds. */
    static long left(long deadline) {
        return deadline == NEVER ? Long.MAX_VALUE : Math.max(0, deadline - System.nanoTime());
    }

    /**
     * Waits until a socket is ready for one of the operations, and nobody waits longer for it; false if the time is over
     * first.
     *
     * @throws ErrnoException EINTR if the call was interrupted
     */
    boolean await(NioSocket socket, int operations, long deadline) throws ErrnoException, IOException {
        lines.add(socket.turns);
        socket.turns.join(this, operations);
        boolean first = socket.turns.first(this, operations);
        boolean ready = !await(first ? Map.of(socket.channel(), operations) : Map.of(), deadline)
                .isEmpty();
        return ready || woken; // woken, it looks again: it may be its turn, or the socket was shut down
    }

    /** From now on, whatever happens to a socket beside its channel ends a wait. */
    void watch(NioSocket socket) {
        lines.add(socket.turns);
        socket.turns.watch(this);
    }

    /** Waits until one of the channels is ready; nothing if the time is over first, or it was nudged. A deadline in the past only looks. */
    Map<SelectableChannel, Integer> await(Map<SelectableChannel, Integer> interest, long deadline)
            throws ErrnoException, IOException {
        try {
            for (Map.Entry<SelectableChannel, Integer> e : interest.entrySet()) {
                e.getKey().register(selector, e.getValue());
            }
            Map<SelectableChannel, Integer> ready = select(deadline);
            woken = false;
            while (ready.isEmpty() && left(deadline) > 0 && !takeNudge()) {
                ready = select(deadline);
            }
            return ready;
        } catch (ClosedChannelException e) {
            throw new ErrnoException(Errno.EBADF);
        } finally {
            selector.keys().forEach(SelectionKey::cancel);
            selector.selectNow(); // lets go of the channels at once: one closed meanwhile is really closed by this
        }
    }

    private Map<SelectableChannel, Integer> select(long deadline) throws ErrnoException, IOException {
        long left = left(deadline);
        if (left == 0) {
            selector.selectNow();
        } else {
            sleep(left);
        }
        Map<SelectableChannel, Integer> ready = new IdentityHashMap<>();
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.isValid()) {
                ready.put(key.channel(), key.readyOps());
            }
        }
        selector.selectedKeys().clear();
        return ready;
    }

    private void sleep(long nanos) throws ErrnoException, IOException {
        synchronized (this) {
            if (interrupted) {
                throw new ErrnoException(Errno.EINTR);
            }
            asleep = true;
        }
        try {
            // rounded up: to wake before the time is up would make the caller spin
            selector.select(Math.min(MOST_MILLIS, nanos / MILLI + 1));
        } finally {
            synchronized (this) {
                asleep = false;
            }
        }
        synchronized (this) {
            if (interrupted && selector.selectedKeys().isEmpty()) {
                throw new ErrnoException(Errno.EINTR);
            }
        }
    }

    @Override
    public void close() {
        try {
            selector.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
