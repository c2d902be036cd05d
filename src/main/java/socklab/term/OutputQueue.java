package socklab.term;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Output that waits for the terminal, written in order by a thread of its own. */
final class OutputQueue {
    private final ErrorGuard guard;
    private final Thread writer;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean writing;
    private boolean held;
    private boolean closed;

    /** Runs an action and takes in an exception of it. */
    interface ErrorGuard {
        void guard(Runnable action);
    }

    OutputQueue(ErrorGuard guard) {
        this.guard = guard;
        this.writer = Thread.ofPlatform().daemon().name("console").start(this::write);
    }

    /** Adds an output; returns at once. */
    synchronized void put(Runnable output) {
        waiting.addLast(output);
        notifyAll();
    }

    /** Waits until all that was put so far is written. */
    synchronized void drained() {
        while ((writing || !waiting.isEmpty()) && writer.isAlive() && Thread.currentThread() != writer) {
            await();
        }
    }

    /** From now on output waits. */
    synchronized void hold() {
        held = true;
    }

    /** From now on output is written again. */
    synchronized void release() {
        held = false;
        notifyAll();
    }

    /** Lets the thread end; returns whether it was closed before. */
    synchronized boolean close() {
        boolean before = closed;
        closed = true;
        notifyAll();
        return before;
    }

    synchronized boolean closed() {
        return closed;
    }

    private void write() {
        for (Optional<Runnable> next = take(); next.isPresent(); next = take()) {
            guard.guard(next.get());
        }
    }

    private synchronized Optional<Runnable> take() {
        writing = false;
        notifyAll();
        while ((waiting.isEmpty() || held) && !closed) {
            await();
        }
        writing = !waiting.isEmpty();
        return Optional.ofNullable(waiting.pollFirst());
    }

    private void await() {
        try {
            wait();
        } catch (InterruptedException e) {
            // Ctrl-C interrupts the thread that reads keys; output is not given up for it
        }
    }
}
