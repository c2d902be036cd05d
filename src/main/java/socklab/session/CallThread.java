package socklab.session;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import socklab.kernel.Caller;
import socklab.kernel.Kernel;

/** A platform thread that runs jobs one after another. */
final class CallThread {
    /** How long a thread waits for its next job before it asks to end. */
    private static final Duration IDLE = Duration.ofSeconds(3);

    private final Kernel kernel;
    private final BiConsumer<CallThread, Job> done;
    private final Predicate<CallThread> retires;
    private final Thread thread;
    private Optional<Job> job = Optional.empty();
    private boolean stopped;

    /** {@code retires} decides whether a thread that has been idle ends. */
    CallThread(Kernel kernel, BiConsumer<CallThread, Job> done, Predicate<CallThread> retires, String name) {
        this.kernel = kernel;
        this.done = done;
        this.retires = retires;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::loop);
    }

    /** Starts the thread in the kernel's network. */
    void start() {
        kernel.start(thread);
    }

    synchronized void give(Job next) {
        job = Optional.of(next);
        notifyAll();
    }

    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    void cancelJob() {
        Optional<Job> now;
        synchronized (this) {
            now = job;
        }
        now.ifPresent(Job::cancel);
    }

    void join() {
        try {
            thread.join(5_000); // a call that no signal ends must not keep the program from ending
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void loop() {
        try (Caller caller = kernel.caller()) {
            for (Optional<Job> next = next(); next.isPresent(); next = next()) {
                next.get().run(caller);
                synchronized (this) {
                    job = Optional.empty();
                }
                done.accept(this, next.get());
            }
        }
    }

    /** The next job; empty when the thread is to end. */
    private Optional<Job> next() {
        Optional<Job> next = take();
        while (next.isEmpty() && !isStopped() && !retires.test(this)) {
            next = take();
        }
        return next;
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    /** Waits for a job, but not longer than an idle thread does. */
    private synchronized Optional<Job> take() {
        long end = System.nanoTime() + IDLE.toNanos();
        while (job.isEmpty() && !stopped) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return Optional.empty();
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
            } catch (InterruptedException e) {
                stopped = true;
            }
        }
        return job;
    }
}
