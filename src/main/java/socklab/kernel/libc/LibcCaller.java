package socklab.kernel.libc;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import socklab.call.Call;
import socklab.call.Errno;
import socklab.call.Invocation;
import socklab.call.Outcome;
import socklab.kernel.Caller;
import socklab.kernel.ffm.Libc;

/**
 * Makes the calls of one thread through the C library.
 *
 * <p>A signal to the thread ends its call in flight. A signal that arrives before the thread has entered the kernel
 * is lost, so it is sent again until the call has ended. No call ends while a signal is being sent: so no signal
 * reaches the next call of the thread, or a thread that has ended.
 */
final class LibcCaller implements Caller {
    private static final int SIGNAL_ATTEMPTS = 400;
    private static final int SIGNAL_PAUSE_MILLIS = 5;
    /** {@code syscall(2)} number, first argument, … Source: proc_pid_syscall(5). */
    private static final int FIRST_ARGUMENT = 1;

    private static final int HEX = 16;

    private final LibcKernel kernel;
    private final CallFrame frame = new CallFrame();
    private final long pthread;
    private final Path syscallFile;
    private final CallGuard guard = new CallGuard();
    /**
     * This field and the next are written before the thread enters a call, so a thread that sees it inside sees them.
     */
    private long startedAt;

    private long firstRegister;

    LibcCaller(LibcKernel kernel) {
        this.kernel = kernel;
        Libc.State state = frame.state();
        this.pthread = Libc.call(LibcKernel.PTHREAD_SELF, state);
        long tid = (int) Libc.call(LibcKernel.GETTID, state);
        // Nothing cancels a thread of Java. With this cancel type glibc leaves out two atomic instructions, 40 ns, in
        // each
        // call that may block. Source: glibc, nptl/cancellation.c, __pthread_enable_asynccancel.
        Libc.call(LibcKernel.PTHREAD_SETCANCELTYPE, state, LibcKernel.PTHREAD_CANCEL_ASYNCHRONOUS, 0);
        this.syscallFile = Path.of("/proc/self/task/" + tid + "/syscall");
    }

    @Override
    public Outcome invoke(Invocation invocation) {
        frame.load(invocation);
        return call(invocation.call(), frame);
    }

    @Override
    public Prepared prepare(Invocation invocation) {
        return new PreparedCall(invocation);
    }

    /** A call with its own frame. */
    private final class PreparedCall implements Prepared {
        private final CallFrame callFrame = new CallFrame();
        private final Invocation invocation;

        PreparedCall(Invocation invocation) {
            this.invocation = invocation;
            callFrame.load(invocation);
        }

        @Override
        public Outcome invoke() {
            callFrame.reload(invocation);
            return call(invocation.call(), callFrame);
        }

        @Override
        public void close() {
            callFrame.close();
        }
    }

    private Outcome call(Call call, CallFrame frame) {
        MemorySegment function = kernel.function(call);
        Libc.State state = frame.state();
        firstRegister = frame.register(0);
        startedAt = System.nanoTime();
        guard.enter();
        long register = Libc.call(
                function,
                state,
                frame.register(0),
                frame.register(1),
                frame.register(2),
                frame.register(3),
                frame.register(4),
                frame.register(5));
        long nanos = System.nanoTime() - startedAt;
        guard.leave();
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

    private static Errno errno(Libc.State state) {
        int number = state.errno();
        return Errno.of(number).orElseThrow(() -> new IllegalStateException("errno " + number));
    }

    @Override
    public boolean interrupt() {
        kernel.catchSignal();
        try (Arena arena = Arena.ofConfined()) { // the asking thread is another one, so it needs its own state
            return interrupt(new Libc.State(arena));
        }
    }

    private boolean interrupt(Libc.State signalState) {
        return guard.signalUntilLeft(
                SIGNAL_ATTEMPTS,
                SIGNAL_PAUSE_MILLIS,
                () -> Libc.call(LibcKernel.PTHREAD_KILL, signalState, pthread, LibcKernel.SIGNAL));
    }

    @Override
    public OptionalLong inFlightSince() {
        return guard.inside() ? OptionalLong.of(startedAt) : OptionalLong.empty();
    }

    @Override
    public long startedAt() {
        return startedAt;
    }

    @Override
    public void whileInFlight(Runnable action) {
        guard.whileInside(action);
    }

    /**
     * Asks the kernel which system call the thread sleeps in. The first argument distinguishes the call from a wait
     * of the virtual machine. Source: proc_pid_syscall(5).
     */
    @Override
    public boolean asleep() {
        if (!guard.inside()) {
            return false;
        }
        long first = firstRegister;
        try {
            String[] words = Files.readString(syscallFile).strip().split(" ");
            return words.length > 2
                    && Long.parseUnsignedLong(words[FIRST_ARGUMENT].substring("0x".length()), HEX) == first;
        } catch (IOException e) {
            return false; // the thread has ended, and its call with it
        }
    }

    @Override
    public void close() {
        frame.close();
    }
}
