package socklab.session;

import java.util.Optional;
import java.util.function.BiConsumer;
import socklab.kernel.Caller;
import socklab.kernel.Kernel;

/** A platform thread that runs jobs one after another. */
final class CallThread {
    private final BiConsumer<CallThread, Job> done;
    private final Thread thread;
    private Optional<Job> job = Optional.empty();
    private boolean stopped;

    CallThread(Kernel kernel, BiConsumer<CallThread, Job> done, String name) {
        this.done = done;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(() -> loop(kernel));
    }

    void start() {
        thread.start();
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

    private void loop(Kernel kernel) {
        try (Caller caller = kernel.caller()) {
            for (Optional<Job> next = take(); next.isPresent(); next = take()) {
                next.get().run(caller);
                synchronized (this) {
                    job = Optional.empty();
                }
                done.accept(this, next.get());
            }
        }
    }

    private synchronized Optional<Job> take() {
        while (job.isEmpty() && !stopped) {
            try {
                wait();
            } catch (InterruptedException e) {
                return Optional.empty();
            }
        }
        return job;
    }
}
