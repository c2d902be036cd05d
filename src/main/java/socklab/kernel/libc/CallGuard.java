package socklab.kernel.libc;

import java.util.concurrent.atomic.AtomicLong;

/**
 * One thread's stay in a call, which it begins and ends millions of times and others seldom look into: who does keeps it
 * from ending.
 *
 * <p>The thread itself takes no lock. It first says that it has left and then asks whether somebody is looking; who looks says so
 * first and then asks whether it has left: one of the two sees the other.
 */
public final class CallGuard {
    /** Odd during a stay. Counted by the thread alone. */
    private final AtomicLong borders = new AtomicLong();

    /** How many are looking. Changed under the lock. */
    private volatile int watchers;

    /** Begins. For the thread that stays. Who looks in the same moment may not see it yet, as if it had looked before. */
    public void begin() {
        borders.setRelease(borders.getPlain() + 1);
    }

    /** Ends; waits until nobody looks any more. For the thread that stays. */
    public void end() {
        borders.set(borders.getPlain() + 1); // seen by all before the next line asks
        if (watchers > 0) {
            left();
        }
    }

    private synchronized void left() {
        notifyAll();
    }

    /** Whether it goes on. */
    public boolean goesOn() {
        return goesOn(borders.get());
    }

    private static boolean goesOn(long borders) {
        return (borders & 1) == 1;
    }

    /** Does something while the stay goes on, if it does: its end waits for that. Returns whether it did. */
    public synchronized boolean during(Runnable action) {
        watchers++;
        try {
            boolean inside = goesOn();
            if (inside) {
                action.run();
            }
            return inside;
        } finally {
            watchers--;
        }
    }

    /**
     * Does something that shall end the stay, again and again until it has; never when it has ended.
     *
     * @param attempts how often
     * @param pauseMillis how long the end is waited for each time
     * @return whether there is no stay, or none any more
     */
    public synchronized boolean disturb(int attempts, long pauseMillis, Runnable nudge) {
        watchers++;
        try {
            long stay = borders.get();
            if (!goesOn(stay)) {
                return true;
            }
            for (int i = 0; i < attempts && borders.get() == stay; i++) {
                nudge.run();
                wait(pauseMillis);
            }
            return borders.get() != stay;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            watchers--;
        }
    }
}
