package socklab.kernel.nio;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import socklab.call.Errno;
import socklab.kernel.Poller;
import socklab.kernel.UnsupportedEnvironment;
import socklab.text.Message;

/** A {@link Poller} by a selector. */
final class NioPoller implements Poller {
    private static final long MILLI = 1_000_000;

    private final DescriptorTable descriptors;
    private final Selector selector;
    private final Map<Integer, Watch> watches = new LinkedHashMap<>();

    private record Watch(NioSocket socket, Interest interest) {}

    NioPoller(DescriptorTable descriptors) {
        this.descriptors = descriptors;
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UnsupportedEnvironment(
                    Message.of("cannot.call", "Selector.open", String.valueOf(e.getMessage())), e);
        }
    }

    @Override
    public void add(int fd, Interest interest) {
        OpenFileDescription description = descriptors
                .find(fd)
                .orElseThrow(() ->
                        new UnsupportedEnvironment(Message.of("cannot.call", "Selector", Errno.EBADF.describe())));
        if (!(description instanceof NioSocket socket)) {
            throw new UnsupportedEnvironment(Message.of("cannot.call", "Selector", Errno.EPERM.describe()));
        }
        watches.put(fd, new Watch(socket, interest));
        socket.polled(selector);
        register(fd);
    }

    @Override
    public void change(int fd, Interest interest) {
        watches.computeIfPresent(fd, (_, w) -> new Watch(w.socket(), interest));
        register(fd);
    }

    @Override
    public void remove(int fd) {
        Watch watch = watches.remove(fd);
        if (watch != null) {
            watch.socket().unpolled(selector);
            SelectionKey key = watch.socket().channel().keyFor(selector);
            if (key != null) {
                key.cancel();
                select(0); // releases the channel at once
            }
        }
    }

    @Override
    public void closing(int fd) {
        remove(fd); // a channel is closed only when no selector has it
    }

    private void register(int fd) {
        Watch watch = watches.get(fd);
        try {
            watch.socket().channel().register(selector, operations(watch), fd);
        } catch (ClosedChannelException e) {
            throw new UnsupportedEnvironment(Message.of("cannot.call", "Selector", Errno.EBADF.describe()), e);
        }
    }

    private static int operations(Watch w) {
        boolean read = w.interest() == Interest.READ || w.interest() == Interest.READ_WRITE;
        boolean write = w.interest() == Interest.WRITE || w.interest() == Interest.READ_WRITE;
        synchronized (w.socket()) {
            return switch (w.socket().state) {
                case FRESH, FAILED -> 0;
                case LISTENING -> read ? SelectionKey.OP_ACCEPT : 0;
                case CONNECTING -> SelectionKey.OP_CONNECT;
                case DATAGRAM, CONNECTED -> (read ? SelectionKey.OP_READ : 0) | (write ? SelectionKey.OP_WRITE : 0);
            };
        }
    }

    @Override
    public List<Ready> await(long nanos) {
        watches.values().removeIf(w -> w.socket().gone()); // as epoll forgets closed descriptors
        watches.keySet().forEach(this::register); // listen and connect change the operations of a socket
        boolean waiting = watches.values().stream().noneMatch(NioPoller::readyAlready);
        select(waiting ? nanos : 0);
        List<Ready> ready = new ArrayList<>();
        for (Map.Entry<Integer, Watch> e : watches.entrySet()) {
            Ready now = ready(e.getKey(), e.getValue());
            if (now.readable() || now.writable() || now.error()) {
                ready.add(now);
            }
        }
        selector.selectedKeys().clear();
        return ready;
    }

    /**
     * Whether a socket has events that no selector reports: data taken from Java already, or a stream that was never
     * connected.
     */
    private static boolean readyAlready(Watch w) {
        synchronized (w.socket()) {
            boolean read = w.interest() == Interest.READ || w.interest() == Interest.READ_WRITE;
            return hungUp(w.socket()) || w.socket().error.isPresent() || read && waits(w.socket());
        }
    }

    private static boolean waits(NioSocket s) {
        return s.ahead.length() > 0 || !s.arrived.isEmpty() || s.state == NioSocket.State.CONNECTED && s.ended();
    }

    private static boolean hungUp(NioSocket s) {
        return s.state == NioSocket.State.FRESH
                || s.state == NioSocket.State.FAILED
                || s.state == NioSocket.State.CONNECTED && s.over();
    }

    private Ready ready(int fd, Watch w) {
        SelectionKey key = w.socket().channel().keyFor(selector);
        int operations = key != null && key.isValid() && selector.selectedKeys().contains(key) ? key.readyOps() : 0;
        synchronized (w.socket()) {
            if ((operations & SelectionKey.OP_CONNECT) != 0) {
                w.socket().progress(new JavaCallTrace());
                boolean made = w.socket().state == NioSocket.State.CONNECTED;
                return new Ready(
                        fd, false, made && w.interest() != Interest.READ && w.interest() != Interest.NONE, !made);
            }
            boolean read = w.interest() == Interest.READ || w.interest() == Interest.READ_WRITE;
            boolean readable =
                    (operations & (SelectionKey.OP_READ | SelectionKey.OP_ACCEPT)) != 0 || read && waits(w.socket());
            return new Ready(
                    fd,
                    readable,
                    (operations & SelectionKey.OP_WRITE) != 0,
                    hungUp(w.socket()) || w.socket().error.isPresent());
        }
    }

    private void select(long nanos) {
        try {
            if (nanos == 0) {
                selector.selectNow();
            } else if (nanos == Long.MAX_VALUE) {
                selector.select();
            } else {
                selector.select(nanos / MILLI + (nanos % MILLI > 0 ? 1 : 0));
            }
        } catch (IOException e) {
            throw new UnsupportedEnvironment(
                    Message.of("cannot.call", "Selector.select", String.valueOf(e.getMessage())), e);
        }
    }

    @Override
    public void wakeUp() {
        if (selector.isOpen()) {
            selector.wakeup();
        }
    }

    @Override
    public void close() {
        watches.values().forEach(w -> w.socket().unpolled(selector));
        try {
            selector.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
