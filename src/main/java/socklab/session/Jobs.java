package socklab.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import socklab.kernel.Kernel;

/**
 * The threads that lines and background calls run on.
 *
 * <p>A thread that is done is kept for the next job; {@link #close} interrupts what still runs and ends
 * them all.
 */
public final class Jobs implements AutoCloseable {
    /** How many may be in flight at once. */
    public static final int MOST = 1000;

    private final Kernel kernel;
    private final Deque<CallThread> idle = new ArrayDeque<>();
    private final List<CallThread> workers = new ArrayList<>();
    private final List<Job> background = new ArrayList<>();
    private Optional<Job> newest = Optional.empty();
    private int threads;
    private int numbers;
    private boolean closed;

    public Jobs(Kernel kernel) {
        this.kernel = kernel;
    }

    /** Something to do on a call thread. */
    public interface Task {
        void run(Job job);
    }

    /** Starts a task on a thread of its own. */
    public Job start(String title, Task task) {
        CallThread worker;
        Job job;
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("jobs are closed");
            }
            worker = idle.isEmpty() ? newWorker() : idle.removeLast();
            job = new Job(title, task);
        }
        worker.give(job);
        return job;
    }

    private CallThread newWorker() {
        CallThread worker = new CallThread(kernel, this::done, this::retires, "call-" + ++threads);
        workers.add(worker);
        worker.start();
        return worker;
    }

    private synchronized void done(CallThread worker, Job job) {
        background.remove(job);
        if (closed) {
            worker.stop();
        } else {
            idle.addLast(worker);
        }
    }

    /**
     * Lets an idle thread end, unless a job is about to be given to it, or it is the last: a line needs one at once.
     */
    private synchronized boolean retires(CallThread worker) {
        boolean ends = !closed && idle.size() > 1 && idle.remove(worker);
        if (ends) {
            workers.remove(worker);
        }
        return ends;
    }

    /** Puts a job that runs on the list of those in the background, and gives it a number. */
    public synchronized int toBackground(Job job) {
        if (background.stream().allMatch(Job::done)) { // one that is over may not be off the list yet
            numbers = 0; // as a Unix shell does, numbers start over when no job is left
        }
        int number = job.number().orElseGet(() -> ++numbers);
        job.inBackground(number);
        newest = Optional.of(job);
        if (!job.done() && !background.contains(job)) {
            background.add(job);
        }
        return number;
    }

    /** Takes a job off the list again: it is waited for. */
    public synchronized void toForeground(Job job) {
        background.remove(job);
    }

    /** The jobs in the background, by number. */
    public synchronized List<Job> background() {
        return background.stream()
                .filter(j -> !j.done())
                .sorted((a, b) ->
                        Integer.compare(a.number().orElse(0), b.number().orElse(0)))
                .toList();
    }

    /** The job that went to the background last, whether it has returned or not. */
    public synchronized Optional<Job> newest() {
        return newest;
    }

    /** The jobs in the background that are in a call on a socket. */
    public List<Job> blockedOn(Socket socket) {
        return background().stream()
                .filter(j -> j.call()
                        .flatMap(c -> c.call().socket())
                        .filter(s -> s.id() == socket.id())
                        .isPresent())
                .toList();
    }

    /** Whether as many are in flight as there may be. */
    public synchronized boolean full() {
        return workers.size() - idle.size() >= MOST;
    }

    /** The job in the background of that number. */
    public Optional<Job> numbered(int number) {
        return background().stream()
                .filter(j -> j.number().equals(Optional.of(number)))
                .findFirst();
    }

    /** Interrupts everything in the background and waits until it is over. */
    public void endAll() {
        for (Job job : background()) {
            job.cancel();
            job.await();
        }
    }

    @Override
    public void close() {
        List<CallThread> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(workers);
            idle.forEach(CallThread::stop);
        }
        all.forEach(CallThread::cancelJob);
        all.forEach(CallThread::join);
    }
}
