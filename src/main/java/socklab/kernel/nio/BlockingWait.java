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
 * The waits of one caller's thread. Each caller has its own selector, so several can wait for one channel.
 * {@link Selector#wakeup} interrupts a wait; {@code Thread.interrupt} would close the channel.
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
    /** Whether a nudge ended the last wait. For the caller's thread. */
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

    /** A call starts, at that time. */
    synchronized void enter(long start) {
        began = start;
        inFlight = true;
        interrupted = false;
        nudged = false;
    }

    /** The call has ended; the next waiter on the same socket has its turn. */
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

    /** Makes the waiting thread check its turn again. */
    synchronized void nudge() {
        nudged = true;
        selector.wakeup();
    }

    private synchronized boolean takeNudge() {
        woken = nudged;
        nudged = false;
        return woken;
    }

    /** When the call in flight started; empty if none is in flight. */
    synchronized OptionalLong inFlightSince() {
        return inFlight ? OptionalLong.of(began) : OptionalLong.empty();
    }

    /** When the last call started. */
    synchronized long began() {
        return began;
    }

    /** Runs an action if a call is in flight; the call does not return before the action has ended. */
    synchronized void during(Runnable action) {
        if (inFlight) {
            action.run();
        }
    }

    synchronized boolean asleep() {
        return asleep;
    }

    /** Ends the wait of the call in flight, or its next wait; returns after the call has returned. */
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

    /** The deadline after a time-out; a negative time-out never expires. */
    static long after(long nanos) {
        long now = System.nanoTime();
        return nanos < 0 || nanos > Long.MAX_VALUE / 4 ? NEVER : now + nanos;
    }

    /** The nanoseconds until a deadline. */
    static long left(long deadline) {
        return deadline == NEVER ? Long.MAX_VALUE : Math.max(0, deadline - System.nanoTime());
    }

    /**
     * Waits until a socket is ready for one of the operations and this thread has its turn; false after a time-out.
     *
     * @throws ErrnoException EINTR if the call was interrupted
     */
    boolean await(NioSocket socket, int operations, long deadline) throws ErrnoException, IOException {
        lines.add(socket.turns);
        socket.turns.join(this, operations);
        boolean first = socket.turns.first(this, operations);
        boolean ready = !await(first ? Map.of(socket.channel(), operations) : Map.of(), deadline)
                .isEmpty();
        return ready || woken; // after a nudge it checks again: it may be its turn, or the socket was shut down
    }

    /** From now on, a change of the socket that its channel does not report ends a wait. */
    void watch(NioSocket socket) {
        lines.add(socket.turns);
        socket.turns.watch(this);
    }

    /**
     * Waits until one of the channels is ready; empty after a time-out or a nudge. A deadline in the past does not
     * wait.
     */
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
            // releases the channels at once: only now is one really closed that was closed meanwhile
            selector.selectNow();
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
            // rounded up: a wake-up before the deadline would make the caller spin
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
