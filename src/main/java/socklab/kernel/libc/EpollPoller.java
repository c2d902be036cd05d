package socklab.kernel.libc;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.kernel.Poller;
import socklab.kernel.UnsupportedEnvironment;
import socklab.text.Message;

/**
 * A {@link Poller} of Linux: an epoll instance, and an eventfd that wakes it.
 *
 * <p>Source: epoll_ctl(2), epoll_wait(2), eventfd(2).
 */
final class EpollPoller implements Poller {
    private static final int MOST_READY = 256;
    private static final int EVENT = StructFields.size(CStructs.EPOLL_EVENT);
    private static final int EVENT_DATA = StructFields.offset(CStructs.EPOLL_EVENT, "data");

    /** EFD_CLOEXEC | EFD_NONBLOCK have the values of O_CLOEXEC and O_NONBLOCK. Source: eventfd(2). */
    private static final int EFD_FLAGS = 0x80000 | 0x800;

    private static final long NANOS = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;

    private final MemorySegment control = Libc.function("epoll_ctl");
    private final MemorySegment write = Libc.function("write");
    private final MemorySegment read = Libc.function("read");
    private final MemorySegment closeFunction = Libc.function("close");
    private final MemorySegment waitMillis = Libc.function("epoll_wait");
    private final Arena arena = Arena.ofShared();
    private final Libc.State state = new Libc.State(arena);
    private final NativeMemory event = NativeMemory.in(arena, EVENT);
    private final NativeMemory events = NativeMemory.in(arena, EVENT * MOST_READY);
    private final NativeMemory timespec = NativeMemory.in(arena, 16);
    private final NativeMemory counter = NativeMemory.in(arena, Long.BYTES);
    private final Object wakeLock = new Object();
    private final Libc.State wakeState = new Libc.State(arena);
    private final NativeMemory one = NativeMemory.in(arena, Long.BYTES);
    /** Waits to the nanosecond; glibc has it since 2.35 and Linux since 5.11. */
    private Optional<MemorySegment> waitNanos = Libc.optional("epoll_pwait2");

    private final int epoll;
    private final int wake;
    private boolean closed;

    EpollPoller() {
        one.putLong(0, 1);
        epoll = (int) Libc.call(Libc.function("epoll_create1"), state, Const.EPOLL_CLOEXEC.value(), 0, 0, 0, 0, 0);
        if (epoll < 0) {
            UnsupportedEnvironment failure = failure("epoll_create1");
            arena.close();
            throw failure;
        }
        wake = (int) Libc.call(Libc.function("eventfd"), state, 0, EFD_FLAGS, 0, 0, 0, 0);
        if (wake < 0) {
            UnsupportedEnvironment failure = failure("eventfd");
            Libc.call(closeFunction, state, epoll, 0, 0, 0, 0, 0);
            arena.close();
            throw failure;
        }
        try {
            add(wake, Interest.READ);
        } catch (UnsupportedEnvironment failure) {
            close();
            throw failure;
        }
    }

    private UnsupportedEnvironment failure(String call) {
        int number = state.errno();
        return new UnsupportedEnvironment(Message.of(
                "cannot.call", call, Errno.of(number).map(Errno::describe).orElse("errno " + number)));
    }

    @Override
    public void add(int fd, Interest interest) {
        if (control(Const.EPOLL_CTL_ADD, fd, interest) < 0) {
            throw failure("epoll_ctl");
        }
    }

    @Override
    public void change(int fd, Interest interest) {
        if (control(Const.EPOLL_CTL_MOD, fd, interest) < 0) {
            throw failure("epoll_ctl");
        }
    }

    @Override
    public void remove(int fd) {
        control(Const.EPOLL_CTL_DEL, fd, Interest.NONE); // one that is closed already is no longer watched either
    }

    /** Source: epoll(7), "Will closing a file descriptor cause it to be removed from all epoll interest lists?" */
    @Override
    public void closing(int fd) {
        // yes
    }

    private int control(Const operation, int fd, Interest interest) {
        event.putInt(0, bits(interest));
        event.putInt(EVENT_DATA, fd);
        return (int) Libc.call(control, state, epoll, operation.value(), fd, event.address(), 0, 0);
    }

    private static int bits(Interest interest) {
        return switch (interest) {
            case NONE -> 0;
            case READ -> Const.EPOLLIN.value();
            case WRITE -> Const.EPOLLOUT.value();
            case READ_WRITE -> Const.EPOLLIN.value() | Const.EPOLLOUT.value();
        };
    }

    @Override
    public List<Ready> await(long nanos) {
        return ready(waitFor(nanos));
    }

    @Override
    public List<Ready> await(long nanos, long awake) {
        long start = System.nanoTime();
        long looking = Math.min(nanos, awake);
        int count = 0;
        while (count == 0 && System.nanoTime() - start < looking) {
            count = waitFor(0);
        }
        long left = nanos == Long.MAX_VALUE ? nanos : Math.max(nanos - (System.nanoTime() - start), 0);
        return ready(count == 0 ? waitFor(left) : count);
    }

    private List<Ready> ready(int count) {
        if (count < 0 && state.errno() != Errno.EINTR.number()) {
            throw failure("epoll_wait");
        }
        if (count <= 0) {
            return List.of();
        }
        List<Ready> ready = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int at = i * EVENT;
            int bits = events.intAt(at);
            int fd = events.intAt(at + EVENT_DATA);
            if (fd == wake) {
                Libc.call(read, state, wake, counter.address(), 8, 0, 0, 0);
            } else {
                ready.add(new Ready(
                        fd,
                        has(bits, Const.EPOLLIN),
                        has(bits, Const.EPOLLOUT),
                        has(bits, Const.EPOLLERR) || has(bits, Const.EPOLLHUP)));
            }
        }
        return ready;
    }

    private static boolean has(int bits, Const flag) {
        return (bits & flag.value()) != 0;
    }

    private int waitFor(long nanos) {
        if (waitNanos.isPresent() && nanos > 0 && nanos != Long.MAX_VALUE) {
            timespec.putLong(0, nanos / NANOS);
            timespec.putLong(8, nanos % NANOS);
            int count = (int)
                    Libc.call(waitNanos.get(), state, epoll, events.address(), MOST_READY, timespec.address(), 0, 0);
            if (count >= 0 || state.errno() != Errno.ENOSYS.number()) {
                return count;
            }
            waitNanos = Optional.empty(); // a C library newer than its kernel
        }
        // rounded up: to wake before the time is up would make the caller spin
        long millis =
                nanos == Long.MAX_VALUE ? -1 : Math.min(Integer.MAX_VALUE, nanos / MILLI + (nanos % MILLI > 0 ? 1 : 0));
        return (int) Libc.call(waitMillis, state, epoll, events.address(), MOST_READY, millis, 0, 0);
    }

    @Override
    public void wakeUp() {
        synchronized (wakeLock) {
            if (!closed) {
                Libc.call(write, wakeState, wake, one.address(), 8, 0, 0, 0);
            }
        }
    }

    @Override
    public void close() {
        synchronized (wakeLock) {
            if (closed) {
                return;
            }
            closed = true;
            Libc.call(closeFunction, wakeState, wake, 0, 0, 0, 0, 0);
            Libc.call(closeFunction, wakeState, epoll, 0, 0, 0, 0, 0);
            arena.close();
        }
    }
}
