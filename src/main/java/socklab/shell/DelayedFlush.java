package socklab.shell;

import java.util.concurrent.TimeUnit;

/**
 * Runs an action at once if it has not run for a while, and else soon, once for all requests: output is shown while
 * a call
 * blocks, and costs little while thousands of calls return.
 *
 * <p>A thread runs the delayed action; it exists only while requests keep coming.
 */
final class DelayedFlush {
    /** A delay that no reader notices. */
    private static final long PAUSE_NANOS = 10_000_000;

    private final String name;
    private final Runnable action;
    private long done = System.nanoTime() - PAUSE_NANOS;
    private boolean asked;
    private boolean running;
    private boolean hurried;

    /** @param name the thread's */
    DelayedFlush(String name, Runnable action) {
        this.name = name;
        this.action = action;
    }

    /** Requests the action, now or soon. */
    void soon() {
        if (isDue()) {
            action.run();
        }
    }

    /** Whether the caller runs the action; else the thread does. */
    private synchronized boolean isDue() {
        if (running) {
            asked = true;
            return false;
        }
        long now = System.nanoTime();
        if (now - done >= PAUSE_NANOS) {
            done = now;
            return true;
        }
        asked = true;
        running = true;
        Thread.ofPlatform().daemon().name(name).start(this::run);
        return false;
    }

    /** Makes the thread run the action at once, if there is one. */
    synchronized void hurry() {
        hurried = true;
        notifyAll();
    }

    private void run() {
        do {
            pause();
            action.run();
        } while (goesOn());
    }

    private synchronized void pause() {
        long end = System.nanoTime() + PAUSE_NANOS;
        try {
            for (long left = PAUSE_NANOS; left > 0 && !hurried; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            // the action runs sooner
        }
        hurried = false;
    }

    /** Whether there was another request meanwhile; else the thread ends. */
    private synchronized boolean goesOn() {
        boolean more = asked;
        asked = false;
        running = more;
        done = System.nanoTime();
        return more;
    }
}
