package socklab.kernel.nio;

import java.nio.channels.SelectionKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Who waits on one socket for the same: the one that has waited longest goes first, as in a kernel. A selector would wake them all. */
final class WaitQueue {
    private final Deque<BlockingWait> receivers = new ArrayDeque<>();
    private final Deque<BlockingWait> senders = new ArrayDeque<>();

    private final Deque<BlockingWait> watchers = new ArrayDeque<>();

    private Deque<BlockingWait> line(int operations) {
        return (operations & SelectionKey.OP_WRITE) != 0 ? senders : receivers;
    }

    /** Joins the line, at its end, unless it stands there already. */
    synchronized void join(BlockingWait waiter, int operations) {
        if (!line(operations).contains(waiter)) {
            line(operations).add(waiter);
        }
    }

    synchronized boolean first(BlockingWait waiter, int operations) {
        return line(operations).peek() == waiter;
    }

    /** Is told of changes, without a turn. */
    synchronized void watch(BlockingWait waiter) {
        if (!watchers.contains(waiter)) {
            watchers.add(waiter);
        }
    }

    /** The socket is not what it was, and its channel does not tell: all look again. */
    void changed() {
        List<BlockingWait> all = new ArrayList<>();
        synchronized (this) {
            all.addAll(receivers);
            all.addAll(senders);
            all.addAll(watchers);
        }
        all.forEach(BlockingWait::nudge);
    }

    /** Leaves the lines: the next have their turn. */
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
