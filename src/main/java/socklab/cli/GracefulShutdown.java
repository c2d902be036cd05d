package socklab.cli;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import socklab.session.Job;

/**
 * An orderly end when the process is told to go (Ctrl-C, SIGTERM): the call that blocks is interrupted, the sockets
 * are closed, and only then the process ends, with the exit code that its signal stands for (130, 143).
 */
final class GracefulShutdown implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 5;

    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook = new Thread(this::end, "ending");
    private Optional<Job> job = Optional.empty();
    private boolean begun;

    GracefulShutdown() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** That job is to be cancelled; at once if the end has begun. */
    void cancels(Job running) {
        synchronized (this) {
            job = Optional.of(running);
            if (!begun) {
                return;
            }
        }
        running.cancel();
    }

    /** Whether the process is on its way out: nothing more is to be started. */
    synchronized boolean begun() {
        return begun;
    }

    private void end() {
        Optional<Job> running;
        synchronized (this) {
            begun = true;
            running = job;
        }
        running.ifPresent(Job::cancel);
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
