package socklab.kernel.nio;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import socklab.call.Arg;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.call.Out;

/** poll, select and epoll, by {@link Readiness}. */
final class PollCalls {
    private static final int IN = Const.POLLIN.value();
    private static final int OUT = Const.POLLOUT.value();
    private static final int ERR = Const.POLLERR.value();
    private static final int HUP = Const.POLLHUP.value();
    private static final int NOT_LEVEL = Const.EPOLLET.value() | Const.EPOLLEXCLUSIVE.value();
    private static final int EPOLL_FLAGS = NOT_LEVEL | Const.EPOLLONESHOT.value();

    private final DescriptorTable descriptors;
    private final Readiness readiness;

    PollCalls(DescriptorTable descriptors, Readiness readiness) {
        this.descriptors = descriptors;
        this.readiness = readiness;
    }

    static long deadline(int millis) {
        return BlockingWait.after(millis < 0 ? -1 : millis * 1_000_000L);
    }

    // ---------------------------------------------------------------- poll

    CallResult poll(Arg.PollSet set, int millis) throws ErrnoException, UnsupportedCall, IOException {
        long deadline = deadline(millis);
        List<Readiness.Wanted> wanted = new ArrayList<>();
        List<Out.Ready.Event> events = new ArrayList<>();
        try {
            for (Arg.Watched w : set.watched()) {
                if (descriptors.find(w.fd()).isEmpty()) {
                    events.add(new Out.Ready.Event(w.fd(), Const.POLLNVAL.value()));
                } else {
                    wanted.add(new Readiness.Wanted(use(w.fd(), w.events()), w.events()));
                }
            }
            List<Integer> ready = readiness.await(wanted, events.isEmpty() ? deadline : 0);
            events.clear();
            int next = 0;
            for (Arg.Watched w : set.watched()) {
                int bits = descriptors.find(w.fd()).isEmpty()
                        ? Const.POLLNVAL.value()
                        : next < ready.size() ? ready.get(next++) : 0;
                if (bits != 0) {
                    events.add(new Out.Ready.Event(w.fd(), bits));
                }
            }
            return CallResult.of(events.size(), new Out.Ready(events));
        } finally {
            release(wanted);
        }
    }

    private NioSocket use(int fd, int events) throws ErrnoException, UnsupportedCall, IOException {
        checkUrgent(events);
        OpenFileDescription description = descriptors.use(fd);
        if (description instanceof NioSocket socket) {
            checkFurther(socket, events);
            return socket;
        }
        description.release();
        throw UnsupportedCall.onlyC("a Selector watches no other: epoll_wait works");
    }

    /** A wait for errors only would never end after the end of the stream. */
    private static void checkFurther(NioSocket socket, int events) throws UnsupportedCall, IOException {
        boolean errorsOnly = (events & (IN | OUT | Const.POLLRDHUP.value())) == 0;
        if (errorsOnly && socket.state == NioSocket.State.CONNECTED && socket.endOfStream && !socket.over()) {
            socket.release();
            throw UnsupportedCall.onlyC("a Selector tells no error behind the end of a stream");
        }
    }

    private static void checkUrgent(int events) throws UnsupportedCall {
        if ((events & Const.POLLPRI.value()) != 0) {
            throw UnsupportedCall.onlyC("a Selector tells nothing of urgent data");
        }
    }

    private static void release(List<Readiness.Wanted> wanted) throws IOException {
        for (Readiness.Wanted w : wanted) {
            w.socket().release();
        }
    }

    // ---------------------------------------------------------------- select

    CallResult select(Arg.SelectSets sets, Optional<Long> nanos) throws ErrnoException, UnsupportedCall, IOException {
        if (nanos.isPresent() && nanos.get() < 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        long deadline = BlockingWait.after(nanos.orElse(-1L));
        List<Readiness.Wanted> wanted = new ArrayList<>();
        try {
            Map<Integer, Integer> asked = sets.watched().stream()
                    .collect(Collectors.toMap(
                            Arg.Watched::fd, Arg.Watched::events, (a, b) -> a | b, java.util.LinkedHashMap::new));
            for (Map.Entry<Integer, Integer> e : asked.entrySet()) {
                wanted.add(new Readiness.Wanted(use(e.getKey(), e.getValue()), e.getValue()));
            }
            List<Integer> fds = List.copyOf(asked.keySet());
            return told(fds, selected(wanted, readiness.await(wanted, deadline)), nanos, deadline);
        } finally {
            release(wanted);
        }
    }

    private static CallResult told(List<Integer> fds, List<Integer> ready, Optional<Long> nanos, long deadline) {
        List<Out.Ready.Event> events = new ArrayList<>();
        int count = 0;
        for (int i = 0; i < fds.size(); i++) {
            if (ready.get(i) != 0) {
                events.add(new Out.Ready.Event(fds.get(i), ready.get(i)));
                count += Integer.bitCount(ready.get(i));
            }
        }
        Out.Ready out = new Out.Ready(events);
        return nanos.isEmpty()
                ? CallResult.of(count, out)
                : CallResult.of(count, out, new Out.Left(Duration.ofNanos(BlockingWait.left(deadline))));
    }

    /**
     * An error makes a socket readable and writable, a hang-up makes it readable. Source: select(2), "Correspondence
     * between select() and poll()".
     */
    private static List<Integer> selected(List<Readiness.Wanted> wanted, List<Integer> ready) {
        List<Integer> selected = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            int in = (ready.get(i) & (IN | HUP | ERR)) != 0 ? IN : 0;
            int out = (ready.get(i) & (OUT | ERR)) != 0 ? OUT : 0;
            selected.add((in | out) & wanted.get(i).events());
        }
        return selected;
    }

    // ---------------------------------------------------------------- epoll

    CallResult create(int flags) throws ErrnoException {
        if ((flags & ~Const.EPOLL_CLOEXEC.value()) != 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        return CallResult.of(descriptors.add(new NioEpoll(), flags != 0));
    }

    CallResult control(int epfd, int op, int fd, Optional<Arg.Interest> interest)
            throws ErrnoException, UnsupportedCall, IOException {
        if (descriptors.find(epfd).isEmpty() || descriptors.find(fd).isEmpty()) {
            throw new ErrnoException(Errno.EBADF);
        } else if (epfd == fd || !(descriptors.find(epfd).get() instanceof NioEpoll epoll)) {
            throw new ErrnoException(Errno.EINVAL);
        } else if (!(descriptors.find(fd).get() instanceof NioSocket socket)) {
            throw UnsupportedCall.onlyC("a Selector watches no other");
        } else {
            change(
                    epoll,
                    op,
                    new NioEpoll.Watch(
                            socket,
                            interest.map(i -> i.events() & ~EPOLL_FLAGS).orElse(0),
                            interest.map(i -> i.events() & EPOLL_FLAGS).orElse(0),
                            fd,
                            true));
            return CallResult.ZERO;
        }
    }

    private static void change(NioEpoll epoll, int op, NioEpoll.Watch watch) throws ErrnoException, UnsupportedCall {
        checkUrgent(watch.events());
        boolean there = epoll.open().containsKey(watch.fd());
        if (op == Const.EPOLL_CTL_ADD.value() && there) {
            throw new ErrnoException(Errno.EEXIST);
        } else if (op != Const.EPOLL_CTL_ADD.value() && !there) {
            throw new ErrnoException(Errno.ENOENT);
        } else if (op != Const.EPOLL_CTL_DEL.value() && (watch.flags() & NOT_LEVEL) != 0) {
            throw UnsupportedCall.onlyC("a Selector tells a state and no edge, leave the flag out");
        }
        synchronized (epoll) {
            if (op == Const.EPOLL_CTL_DEL.value()) {
                epoll.watches.remove(watch.fd());
            } else {
                epoll.watches.put(watch.fd(), watch);
            }
        }
    }

    CallResult await(NioEpoll epoll, int most, int millis) throws ErrnoException, IOException {
        List<NioEpoll.Watch> watches =
                epoll.open().values().stream().filter(NioEpoll.Watch::armed).toList();
        List<Readiness.Wanted> wanted = watches.stream()
                .map(w -> new Readiness.Wanted(w.socket(), w.events()))
                .toList();
        wanted.forEach(w -> w.socket().hold());
        try {
            List<Integer> ready = readiness.await(wanted, deadline(millis));
            List<Out.Ready.Event> events = new ArrayList<>();
            for (int i = 0; i < ready.size() && events.size() < most; i++) {
                if (ready.get(i) != 0) {
                    events.add(new Out.Ready.Event(watches.get(i).fd(), ready.get(i)));
                    disarm(epoll, watches.get(i));
                }
            }
            return CallResult.of(events.size(), new Out.Ready(events));
        } finally {
            release(wanted);
        }
    }

    /** EPOLLONESHOT: reported once, then not until the user arms it again. */
    private static void disarm(NioEpoll epoll, NioEpoll.Watch watch) {
        if ((watch.flags() & Const.EPOLLONESHOT.value()) != 0) {
            synchronized (epoll) {
                epoll.watches.put(
                        watch.fd(),
                        new NioEpoll.Watch(watch.socket(), watch.events(), watch.flags(), watch.fd(), false));
            }
        }
    }
}
