package socklab.shell;

import java.util.concurrent.TimeUnit;

/**
 * Something that is done at once when it has not been done for a while, and else soon, once for all who asked: output
 * reaches its reader while a call blocks, and costs little while thousands return.
 *
 * <p>The thread that does it later exists only as long as somebody keeps asking.
 */
final class DelayedFlush {
    /** What no reader notices. */
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

    /** Has it done, now or soon. */
    void soon() {
        if (isDue()) {
            action.run();
        }
    }

    /** Whether it is to be done by who asks; else the thread will. */
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

    /** Has the thread do it at once, if there is one: too much waits for it. */
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
            // sooner, then
        }
        hurried = false;
    }

    /** Whether somebody asked meanwhile; else the thread ends. */
    private synchronized boolean goesOn() {
        boolean more = asked;
        asked = false;
        running = more;
        done = System.nanoTime();
        return more;
    }
}
