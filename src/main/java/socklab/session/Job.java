package socklab.session;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import socklab.call.JavaCall;
import socklab.kernel.Caller;

/** A line or a background call in flight. Anyone may wait for it, look at it and cancel it. */
public final class Job {
    /** A look takes longer than the call. A reader of a long loop reads its first turns. */
    private static final int LOOKS_IN_A_LOOP = 256;

    private static final long LOOK_AGAIN_NANOS = 50_000;
    private static final int CANCEL_ATTEMPTS = 2000;
    private static final long CANCEL_PAUSE_NANOS = 1_000_000;

    private final String title;
    private final Jobs.Task task;
    private final long since = System.nanoTime();
    private final BindingCache bindings = new BindingCache();
    private volatile Optional<Caller> caller = Optional.empty();
    /** Written before the call begins: whoever sees that it is in flight sees it, or a later one. */
    private final AtomicReference<Optional<Event.Started>> lastCall = new AtomicReference<>(Optional.empty());

    private volatile Optional<Integer> number = Optional.empty();
    private Optional<Throwable> bug = Optional.empty();
    private Optional<Job> followed = Optional.empty();
    private volatile Optional<Job> represented = Optional.empty();
    private volatile boolean cancelled;
    private boolean done;
    private int loops;
    private int looks;

    Job(String title, Jobs.Task task) {
        this.title = title;
        this.task = task;
    }

    /** The line that it runs. */
    public String title() {
        return title;
    }

    /** When it started, by {@link System#nanoTime}. */
    public long since() {
        return since;
    }

    /** Its number, once it is or was in the background. */
    public Optional<Integer> number() {
        return number;
    }

    synchronized void inBackground(int newNumber) {
        number = Optional.of(newNumber);
    }

    /** A call that has not returned. */
    public record InCall(Event.Started call, long since) {}

    /** The call that it is in, if it is in one. */
    public Optional<InCall> call() {
        Optional<Job> other = represented;
        return other.isPresent() ? other.get().call() : ownCall();
    }

    private Optional<InCall> ownCall() {
        Optional<Event.Started> last = lastCall.getAcquire();
        OptionalLong since = caller.map(Caller::inFlightSince).orElse(OptionalLong.empty());
        return since.isPresent() && last == lastCall.getAcquire()
                ? last.map(c -> new InCall(c, since.getAsLong()))
                : Optional.empty();
    }

    /** Its caller, for a call of the user's that it is about to make. */
    Caller callerFor(Event.Started started) {
        lastCall.setRelease(Optional.of(started));
        return caller();
    }

    /** Its caller, for a call of the shell's own, which nobody shall take for the user's last. */
    Caller callerOfItsOwn() {
        lastCall.setRelease(Optional.empty());
        return caller();
    }

    /** Does something with the call that it is in, while it is in it: the call's end waits for that. */
    public void whileInCall(Consumer<InCall> action) {
        Optional<Job> other = represented;
        if (other.isPresent()) {
            other.get().whileInCall(action);
            return;
        }
        caller.ifPresent(c -> c.whileInFlight(() -> call().ifPresent(action)));
    }

    /** From now on its lines are those of a loop, which may be in another one. For the thread that it runs on. */
    public void enterLoop() {
        looks = loops == 0 ? 0 : looks;
        loops++;
    }

    /** The loop that was entered last is over. */
    public void leaveLoop() {
        loops--;
    }

    /** Whether one more look at the kernel's tables is made: in a loop only a number of them. */
    boolean looks() {
        return loops == 0 || looks++ < LOOKS_IN_A_LOOP;
    }

    /** What its lines were bound to; for the thread that it runs on. */
    BindingCache bindings() {
        return bindings;
    }

    /** The caller of the thread that it runs on; for that thread only. */
    Caller caller() {
        return caller.orElseThrow();
    }

    void run(Caller with) {
        synchronized (this) {
            caller = Optional.of(with);
        }
        try (bindings) {
            task.run(this);
        } catch (RuntimeException | Error e) {
            synchronized (this) {
                bug = Optional.of(e);
            }
        }
        synchronized (this) {
            done = true;
            caller = Optional.empty();
            notifyAll();
        }
    }

    /**
     * Waits for a job of another session, and stands for it meanwhile: to look at this job, interrupt or cancel it
     * means that one.
     */
    public void represent(Job other) {
        represented = Optional.of(other);
        try {
            if (cancelled) {
                other.cancel();
            }
            other.await();
        } finally {
            represented = Optional.empty();
        }
    }

    /** Until {@link #unfollow} it only waits for another job: who interrupts it means that one. */
    public synchronized void follow(Job other) {
        followed = Optional.of(other);
    }

    /** It speaks for itself again. */
    public synchronized void unfollow() {
        followed = Optional.empty();
    }

    /** The job that a user who looks at this one sees: itself, or the one that it follows. */
    public synchronized Job front() {
        return followed.orElse(this);
    }

    /** Whether it is over. */
    public synchronized boolean done() {
        return done;
    }

    /** Whether someone wants it to end. */
    public boolean cancelled() {
        return cancelled;
    }

    /**
     * Ends it: the call it is in is interrupted, no further call is made. Returns when it is over, or after
     * some seconds if its call cannot be ended.
     */
    public void cancel() {
        synchronized (this) {
            cancelled = true;
            notifyAll();
        }
        represented.ifPresent(Job::cancel);
        for (int i = 0; i < CANCEL_ATTEMPTS && !done(); i++) {
            interruptCall(); // it may just have been on its way into the kernel: try until it is over
            pause(CANCEL_PAUSE_NANOS);
        }
    }

    private synchronized void pause(long nanos) {
        if (!done) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, nanos);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Interrupts the call that it is in, and lets it go on. */
    public boolean interruptCall() {
        Optional<Job> other = represented;
        if (other.isPresent()) {
            return other.get().interruptCall();
        }
        Optional<Caller> now = caller;
        return now.isEmpty() || now.get().interrupt();
    }

    /** Whether it sleeps in the kernel, in a call that has not returned. */
    public boolean asleep() {
        Optional<Job> other = represented;
        if (other.isPresent()) {
            return other.get().asleep();
        }
        Optional<Caller> now = caller;
        return now.isPresent() && now.get().asleep();
    }

    /** The call of Java's library that it is in, if its kernel makes calls by such. */
    public Optional<JavaCall> java() {
        return represented.flatMap(Job::java).or(() -> caller.flatMap(Caller::javaCall));
    }

    /** Waits until it is over; throws what it threw, which is a bug. */
    public void await() {
        await(Long.MAX_VALUE);
    }

    /** Waits until it is over or the nanoseconds have passed; returns whether it is over. */
    public synchronized boolean await(long nanos) {
        long end = nanos == Long.MAX_VALUE ? 0 : System.nanoTime() + nanos;
        boolean interrupted = false;
        while (!done) {
            long left = nanos == Long.MAX_VALUE ? TimeUnit.HOURS.toNanos(1) : end - System.nanoTime();
            if (left <= 0) {
                break;
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
            } catch (InterruptedException e) {
                interrupted = true; // remembered for the caller: the job itself must not be lost
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        bug.ifPresent(b -> {
            throw new IllegalStateException(b);
        });
        return done;
    }

    /** Does nothing for a while, or until cancelled; returns whether it slept to the end. */
    public synchronized boolean sleep(long nanos) {
        long end = System.nanoTime() + nanos;
        while (!cancelled) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return true;
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
            } catch (InterruptedException e) {
                return false;
            }
        }
        return false;
    }

    /** Waits until it is over or sleeps in the kernel; returns whether it is over. */
    public boolean settle() {
        while (!done() && !asleep()) {
            LockSupport.parkNanos(
                    LOOK_AGAIN_NANOS); // a call is in the kernel within microseconds, and a monitor waits a millisecond
            // at least
        }
        await(0); // what it threw
        return done();
    }
}
