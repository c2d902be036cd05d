package socklab.kernel.libc;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import socklab.call.Call;
import socklab.call.Errno;
import socklab.call.Invocation;
import socklab.call.Outcome;
import socklab.kernel.Caller;

/**
 * One thread's way into the kernel by way of C's library.
 *
 * <p>A call in flight is ended by a signal to its thread. A signal that arrives before the thread has
 * entered the kernel is lost, so it is sent again until the call is over. No call ends while a signal is being sent,
 * so that none reaches the thread's next call, or a thread that is gone.
 */
final class LibcCaller implements Caller {
    private static final int ATTEMPTS = 400;
    private static final int PAUSE_MILLIS = 5;

    private final LibcKernel kernel;
    private final CallFrame frame = new CallFrame();
    private final long thread;
    private final Path task;
    private final CallGuard inCall = new CallGuard();
    /** Both are written before a stay begins: whoever sees that it goes on sees them, or those of a later call. */
    private long began;

    private long firstRegister;

    LibcCaller(LibcKernel kernel) {
        this.kernel = kernel;
        Libc.State state = frame.state();
        this.thread = Libc.call(LibcKernel.PTHREAD_SELF, state, 0, 0, 0, 0, 0, 0);
        long tid = (int) Libc.call(LibcKernel.GETTID, state, 0, 0, 0, 0, 0, 0);
        // Nobody cancels a thread of Java's. One that could be cancelled at any time is not made so, and back, in every
        // call that may
        // block: with atomic instructions, 40 ns a call. Source: glibc, nptl/cancellation.c,
        // __pthread_enable_asynccancel.
        Libc.call(LibcKernel.PTHREAD_SETCANCELTYPE, state, LibcKernel.PTHREAD_CANCEL_ASYNCHRONOUS, 0, 0, 0, 0, 0);
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
        private final CallFrame own = new CallFrame();
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

    private Outcome make(Call call, CallFrame frame) {
        MemorySegment function = kernel.function(call);
        Libc.State state = frame.state();
        firstRegister = frame.register(0);
        began = System.nanoTime();
        inCall.begin();
        long register = Libc.call(
                function,
                state,
                frame.register(0),
                frame.register(1),
                frame.register(2),
                frame.register(3),
                frame.register(4),
                frame.register(5));
        long nanos = System.nanoTime() - began;
        inCall.end();
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

    @Override
    public boolean interrupt() {
        kernel.catchSignal();
        try (Arena arena = Arena.ofConfined()) { // whoever asks is on a thread of their own
            return interrupt(new Libc.State(arena));
        }
    }

    private boolean interrupt(Libc.State signalState) {
        return inCall.disturb(
                ATTEMPTS,
                PAUSE_MILLIS,
                () -> Libc.call(LibcKernel.PTHREAD_KILL, signalState, thread, LibcKernel.SIGNAL, 0, 0, 0, 0));
    }

    @Override
    public OptionalLong inFlightSince() {
        return inCall.goesOn() ? OptionalLong.of(began) : OptionalLong.empty();
    }

    @Override
    public long began() {
        return began;
    }

    @Override
    public void during(Runnable action) {
        inCall.during(action);
    }

    /**
     * The kernel says which system call a sleeping thread is in and its arguments; the first tells our call
     * from the virtual machine's own waiting. Source: proc(5), /proc/pid/syscall.
     */
    @Override
    public boolean asleep() {
        if (!inCall.goesOn()) {
            return false;
        }
        long first = firstRegister;
        try {
            String[] words = Files.readString(task).strip().split(" ");
            return words.length > 2 && Long.parseUnsignedLong(words[1].substring(2), 16) == first;
        } catch (IOException e) {
            return false; // the thread is gone, and its call with it
        }
    }

    @Override
    public void close() {
        frame.close();
    }
}
