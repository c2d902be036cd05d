package socklab.kernel.nio;

import java.nio.channels.SelectionKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The threads that wait on one socket: the longest waiting one goes first, as in Linux. A selector would wake all of
 * them.
 */
final class WaitQueue {
    private final Deque<BlockingWait> receivers = new ArrayDeque<>();
    private final Deque<BlockingWait> senders = new ArrayDeque<>();

    private final Deque<BlockingWait> watchers = new ArrayDeque<>();

    private Deque<BlockingWait> line(int operations) {
        return (operations & SelectionKey.OP_WRITE) != 0 ? senders : receivers;
    }

    /** Adds a waiter at the end, unless it is in the queue already. */
    synchronized void join(BlockingWait waiter, int operations) {
        if (!line(operations).contains(waiter)) {
            line(operations).add(waiter);
        }
    }

    synchronized boolean first(BlockingWait waiter, int operations) {
        return line(operations).peek() == waiter;
    }

    /** Adds a watcher, which is notified of changes and has no turn. */
    synchronized void watch(BlockingWait waiter) {
        if (!watchers.contains(waiter)) {
            watchers.add(waiter);
        }
    }

    /** Makes all waiters check again after a change that the channel does not report. */
    void changed() {
        List<BlockingWait> all = new ArrayList<>();
        synchronized (this) {
            all.addAll(receivers);
            all.addAll(senders);
            all.addAll(watchers);
        }
        all.forEach(BlockingWait::nudge);
    }

    /** Removes a waiter; the next one has its turn. */
    void leave(BlockingWait waiter) {
        synchronized (this) {
            watchers.remove(waiter);
        }
        leave(waiter, receivers);
        leave(waiter, senders);
    }

    private void leave(BlockingWait waiter, Deque<BlockingWait> line) {
        Optional<BlockingWait> next;
        synchronized (this) {
            boolean was = line.peek() == waiter;
            line.remove(waiter);
            next = was ? Optional.ofNullable(line.peek()) : Optional.empty();
        }
        next.ifPresent(BlockingWait::nudge);
    }
}
