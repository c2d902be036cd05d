package socklab.kernel.libc;

import static socklab.kernel.ffm.CStructs.EPOLL_EVENT;
import static socklab.kernel.ffm.CStructs.TIMESPEC;
import static socklab.kernel.ffm.StructFields.offset;
import static socklab.kernel.ffm.StructFields.size;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.kernel.Poller;
import socklab.kernel.UnsupportedEnvironment;
import socklab.kernel.ffm.Libc;
import socklab.kernel.ffm.NativeMemory;
import socklab.text.Message;

/**
 * A {@link Poller} by epoll(7): an epoll instance, and an eventfd that wakes it up.
 *
 * <p>Source: epoll_ctl(2), epoll_wait(2), eventfd(2).
 */
final class EpollPoller implements Poller {
    private static final int MAX_READY = 256;
    private static final int EVENT_SIZE = size(EPOLL_EVENT);
    private static final int EVENTS = offset(EPOLL_EVENT, "events");
    private static final int DATA = offset(EPOLL_EVENT, "data");

    /** Source: eventfd(2), {@code <sys/eventfd.h>}. */
    private static final int EFD_CLOEXEC = 0x80000;

    private static final int EFD_NONBLOCK = 0x800;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final MemorySegment control = Libc.function("epoll_ctl");
    private final MemorySegment write = Libc.function("write");
    private final MemorySegment read = Libc.function("read");
    private final MemorySegment closeFunction = Libc.function("close");
    private final MemorySegment waitMillis = Libc.function("epoll_wait");
    private final Arena arena = Arena.ofShared();
    private final Libc.State state = new Libc.State(arena);
    private final NativeMemory event = NativeMemory.in(arena, EVENT_SIZE);
    private final NativeMemory events = NativeMemory.in(arena, EVENT_SIZE * MAX_READY);
    private final NativeMemory timespec = NativeMemory.in(arena, size(TIMESPEC));
    private final NativeMemory counter = NativeMemory.in(arena, Long.BYTES);
    private final Object wakeLock = new Object();
    private final Libc.State wakeState = new Libc.State(arena);
    private final NativeMemory one = NativeMemory.in(arena, Long.BYTES);
    /** Waits with nanosecond resolution; glibc has it since 2.35 and Linux since 5.11. */
    private Optional<MemorySegment> waitNanos = Libc.optionalFunction("epoll_pwait2");

    private final int epoll;
    private final int wake;
    private boolean closed;

    EpollPoller() {
        one.putLong(0, 1);
        epoll = (int) Libc.call(Libc.function("epoll_create1"), state, Const.EPOLL_CLOEXEC.value());
        if (epoll < 0) {
            UnsupportedEnvironment failure = failure("epoll_create1");
            arena.close();
            throw failure;
        }
        wake = (int) Libc.call(Libc.function("eventfd"), state, 0, EFD_CLOEXEC | EFD_NONBLOCK);
        if (wake < 0) {
            UnsupportedEnvironment failure = failure("eventfd");
            Libc.call(closeFunction, state, epoll);
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
        control(Const.EPOLL_CTL_DEL, fd, Interest.NONE); // fails for a closed descriptor, which is no longer watched
    }

    /** Source: epoll(7), "Will closing a file descriptor cause it to be removed from all epoll interest lists?" */
    @Override
    public void closing(int fd) {
        // close(2) ends the watch
    }

    private int control(Const operation, int fd, Interest interest) {
        event.putInt(EVENTS, bits(interest));
        event.putInt(DATA, fd);
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
    public List<Ready> await(long nanos, long spin) {
        long start = System.nanoTime();
        long spinning = Math.min(nanos, spin);
        int count = 0;
        while (count == 0 && System.nanoTime() - start < spinning) {
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
            int at = i * EVENT_SIZE;
            int bits = events.intAt(at + EVENTS);
            int fd = events.intAt(at + DATA);
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
            timespec.putLong(offset(TIMESPEC, "tv_sec"), nanos / NANOS_PER_SECOND);
            timespec.putLong(offset(TIMESPEC, "tv_nsec"), nanos % NANOS_PER_SECOND);
            int count = (int)
                    Libc.call(waitNanos.get(), state, epoll, events.address(), MAX_READY, timespec.address(), 0, 0);
            if (count >= 0 || state.errno() != Errno.ENOSYS.number()) {
                return count;
            }
            waitNanos = Optional.empty(); // the C library is newer than the kernel
        }
        // rounded up: a wake-up before the deadline would make the caller spin
        long millis = nanos == Long.MAX_VALUE
                ? -1
                : Math.min(Integer.MAX_VALUE, nanos / NANOS_PER_MILLI + (nanos % NANOS_PER_MILLI > 0 ? 1 : 0));
        return (int) Libc.call(waitMillis, state, epoll, events.address(), MAX_READY, millis, 0, 0);
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
            Libc.call(closeFunction, wakeState, wake);
            Libc.call(closeFunction, wakeState, epoll);
            arena.close();
        }
    }
}
