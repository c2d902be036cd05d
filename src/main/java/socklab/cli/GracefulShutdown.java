package socklab.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a run in order on Ctrl-C or SIGTERM: the blocking call is interrupted, sockets are closed, reports are written,
 * and only then the process ends, with the exit code of its signal (130, 143).
 */
final class GracefulShutdown implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 5;

    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook = new Thread(this::end, "ending");
    private Runnable stop = () -> {};
    private boolean begun;

    GracefulShutdown() {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            begun = true; // the process is ending: an earlier output was not taken
        }
    }

    /** Sets the action that stops what runs now; it runs at once if the process is already ending. */
    void onShutdown(Runnable action) {
        synchronized (this) {
            stop = action;
            if (!begun) {
                return;
            }
        }
        action.run();
    }

    /** Whether the process is ending, so that nothing more is started. */
    synchronized boolean begun() {
        return begun;
    }

    private void end() {
        Runnable action;
        synchronized (this) {
            begun = true;
            action = stop;
        }
        action.run();
        try {
            boolean _ = over.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        over.countDown();
        if (!begun()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // the end has begun just now, and the hook has nothing left to wait for
            }
        }
    }
}
