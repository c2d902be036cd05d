package socklab.kernel;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import socklab.call.Call;
import socklab.call.Errno;
import socklab.call.Invocation;
import socklab.call.Outcome;

/**
 * One thread's way into the kernel by way of C's library.
 *
 * <p>A call in flight is ended by a signal to its thread. A signal that arrives before the thread has
 * entered the kernel is lost, so it is sent again until the call reports back. The lock keeps a signal from
 * reaching the thread's next call, and from being sent to a thread that is gone.
 */
final class LibcCaller implements Caller {
    private static final int ATTEMPTS = 400;
    private static final int PAUSE_MILLIS = 5;

    private final LibcKernel kernel;
    private final Frame frame = new Frame();
    private final long thread;
    private final Path task;
    private final Object lock = new Object();
    private boolean inFlight;
    private boolean awaited;
    private long calls;
    private long firstRegister;

    LibcCaller(LibcKernel kernel) {
        this.kernel = kernel;
        Libc.State state = frame.state();
        this.thread = Libc.call(LibcKernel.PTHREAD_SELF, state, 0, 0, 0, 0, 0, 0);
        long tid = (int) Libc.call(LibcKernel.GETTID, state, 0, 0, 0, 0, 0, 0);
        this.task = Path.of("/proc/self/task/" + tid + "/syscall");
    }

    @Override
    public Outcome invoke(Invocation invocation) {
        frame.load(invocation);
        return make(invocation.call(), frame);
    }

    @Override
    public Prepared prepare(Invocation invocation) {
        return new LaidOut(invocation);
    }

    /** A call with a frame of its own. */
    private final class LaidOut implements Prepared {
        private final Frame own = new Frame();
        private final Invocation invocation;

        LaidOut(Invocation invocation) {
            this.invocation = invocation;
            own.load(invocation);
        }

        @Override
        public Outcome invoke() {
            own.again(invocation);
            return make(invocation.call(), own);
        }

        @Override
        public void close() {
            own.close();
        }
    }

    private Outcome make(Call call, Frame frame) {
        MemorySegment function = kernel.function(call);
        Libc.State state = frame.state();
        enter(frame.register(0));
        long start = System.nanoTime();
        long register = Libc.call(function, state, frame.register(0), frame.register(1), frame.register(2),
                frame.register(3), frame.register(4), frame.register(5));
        long nanos = System.nanoTime() - start;
        leave();
        try {
            long value = call.returns().narrow() ? (int) register : register;
            if (value >= 0) {
                return new Outcome.Returned(value, frame.written(value), nanos);
            }
            return new Outcome.Failed(errno(state), frame.untouched(), nanos);
        } finally {
            frame.release();
        }
    }

    /** No lambda: servers get EAGAIN all the time. */
    private static Errno errno(Libc.State state) {
        int number = state.errno();
        Optional<Errno> errno = Errno.of(number);
        if (errno.isEmpty()) {
            throw new IllegalStateException("errno " + number);
        }
        return errno.get();
    }

    private void enter(long first) {
        synchronized (lock) {
            inFlight = true;
            firstRegister = first;
        }
    }

    private void leave() {
        synchronized (lock) {
            inFlight = false;
            calls++;
            if (awaited) {
                lock.notifyAll();
            }
        }
    }

    @Override
    public boolean interrupt() {
        kernel.catchSignal();
        try (Arena arena = Arena.ofConfined()) { // whoever asks is on a thread of their own
            return interrupt(new Libc.State(arena));
        }
    }

    private boolean interrupt(Libc.State signalState) {
        synchronized (lock) {
            long target = calls;
            for (int i = 0; i < ATTEMPTS && inFlight && calls == target; i++) {
                Libc.call(LibcKernel.PTHREAD_KILL, signalState, thread, LibcKernel.SIGNAL, 0, 0, 0, 0);
                awaited = true;
                try {
                    lock.wait(PAUSE_MILLIS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                } finally {
                    awaited = false;
                }
            }
            return calls != target || !inFlight;
        }
    }

    @Override
    public boolean inFlight() {
        synchronized (lock) {
            return inFlight;
        }
    }

    /**
     * The kernel says which system call a sleeping thread is in and its arguments; the first tells our call
     * from the virtual machine's own waiting. Source: proc(5), /proc/pid/syscall.
     */
    @Override
    public boolean asleep() {
        long first;
        synchronized (lock) {
            if (!inFlight) {
                return false;
            }
            first = firstRegister;
        }
        try {
            String[] words = Files.readString(task).strip().split(" ");
            return words.length > 2 && Long.parseUnsignedLong(words[1].substring(2), 16) == first;
        } catch (IOException e) {
            return false; // the thread is gone, and its call with it
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            inFlight = false;
        }
        frame.close();
    }
}
