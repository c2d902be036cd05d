package socklab.kernel.libc;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Marks when a thread is inside a call, so that other threads can act on the call while it is in flight: the call
 * does not end before their action has ended.
 *
 * <p>The calling thread takes no lock, because it enters and leaves millions of times. It first records that it left
 * and then checks for watchers; a watcher first registers and then checks whether the thread left. So at least one of
 * the two sees the other.
 */
final class CallGuard {
    /** The number of entries and exits; odd while the thread is inside a call. Only the calling thread writes it. */
    private final AtomicLong transitions = new AtomicLong();

    /** The number of threads in {@link #whileInside} or {@link #signalUntilLeft}. Written under the lock. */
    private volatile int watchers;

    /** Enters a call. For the calling thread. */
    void enter() {
        transitions.setRelease(transitions.getPlain() + 1);
    }

    /** Leaves the call, after all watchers have ended. For the calling thread. */
    void leave() {
        transitions.set(transitions.getPlain() + 1); // visible to all threads before watchers is read
        if (watchers > 0) {
            notifyWatchers();
        }
    }

    private synchronized void notifyWatchers() {
        notifyAll();
    }

    /** Whether the thread is inside a call. */
    boolean inside() {
        return inside(transitions.get());
    }

    private static boolean inside(long transitions) {
        return (transitions & 1) == 1;
    }

    /** Runs an action while the thread is inside a call; returns false, without running it, if the thread is not. */
    synchronized boolean whileInside(Runnable action) {
        watchers++;
        try {
            boolean inside = inside();
            if (inside) {
                action.run();
            }
            return inside;
        } finally {
            watchers--;
        }
    }

    /**
     * Sends a signal again and again until the thread has left the call that it is in.
     *
     * @param attempts how often at most
     * @param pauseMillis how long to wait after each signal
     * @param signal sends it; never called after the thread has left the call
     * @return whether the thread has left the call, or was in none
     */
    synchronized boolean signalUntilLeft(int attempts, long pauseMillis, Runnable signal) {
        watchers++;
        try {
            long entered = transitions.get();
            if (!inside(entered)) {
                return true;
            }
            for (int i = 0; i < attempts && transitions.get() == entered; i++) {
                signal.run();
                wait(pauseMillis);
            }
            return transitions.get() != entered;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            watchers--;
        }
    }
}
