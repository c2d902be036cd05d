package socklab.kernel.nio;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import socklab.call.Const;

/**
 * The readiness of sockets, as bits of poll; those of epoll have the same numbers.
 *
 * <p>A selector reports four operations only. The end of a stream or an error is found by reading; the bytes read are
 * kept in the {@link NioSocket} for the next recv.
 *
 * <p>Source: Linux, tcp_poll, datagram_poll; poll(2).
 */
final class Readiness {
    private static final int IN = Const.POLLIN.value();
    private static final int OUT = Const.POLLOUT.value();
    private static final int ERR = Const.POLLERR.value();
    private static final int HUP = Const.POLLHUP.value();
    private static final int RDHUP = Const.POLLRDHUP.value();
    /** How much of a stream is read ahead to find its end. */
    private static final int FURTHEST = 1 << 20;

    private final BlockingWait waiter;
    private final JavaCallTrace trace;

    Readiness(BlockingWait waiter, JavaCallTrace trace) {
        this.waiter = waiter;
        this.trace = trace;
    }

    /** A socket and the events to wait for. */
    record Wanted(NioSocket socket, int events) {}

    /** Waits until one is ready; returns the events of each, in order; all are 0 after a time-out. */
    List<Integer> await(List<Wanted> wanted, long deadline) throws ErrnoException, IOException {
        wanted.forEach(w -> waiter.watch(w.socket()));
        List<Integer> events = events(wanted, waiter.await(interest(wanted), 0));
        while (events.stream().allMatch(e -> e == 0) && BlockingWait.left(deadline) > 0) {
            events = events(wanted, waiter.await(interest(wanted), deadline));
        }
        return events;
    }

    private static Map<SelectableChannel, Integer> interest(List<Wanted> wanted) {
        Map<SelectableChannel, Integer> interest = new IdentityHashMap<>();
        for (Wanted w : wanted) {
            synchronized (w.socket()) {
                interest.merge(w.socket().channel(), operations(w.socket(), w.events()), (a, b) -> a | b);
            }
        }
        return interest;
    }

    private static int operations(NioSocket socket, int events) {
        int write = (events & OUT) != 0 ? SelectionKey.OP_WRITE : 0;
        return switch (socket.state) {
            case FRESH, FAILED -> 0;
            case LISTENING -> SelectionKey.OP_ACCEPT;
            case CONNECTING -> SelectionKey.OP_CONNECT;
            case CONNECTED ->
                (socket.ended() || socket.error.isPresent() || socket.ahead.length() >= FURTHEST
                                ? 0
                                : SelectionKey.OP_READ)
                        | (socket.outputShut ? 0 : write);
            case DATAGRAM -> (socket.arrived.isEmpty() && socket.error.isEmpty() ? SelectionKey.OP_READ : 0) | write;
        };
    }

    private List<Integer> events(List<Wanted> wanted, Map<SelectableChannel, Integer> ready) {
        List<Integer> events = new ArrayList<>();
        for (Wanted w : wanted) {
            synchronized (w.socket()) {
                int now = events(w.socket(), ready.getOrDefault(w.socket().channel(), 0));
                events.add(now & (w.events() | ERR | HUP));
            }
        }
        trace.calls("Selector.select");
        trace.returned(ready.size());
        return events;
    }

    private int events(NioSocket socket, int ready) {
        boolean readable = (ready & SelectionKey.OP_READ) != 0;
        int write = (ready & SelectionKey.OP_WRITE) != 0 ? OUT : 0;
        if ((ready & SelectionKey.OP_CONNECT) != 0) {
            socket.progress(trace);
            write = OUT;
        }
        return switch (socket.state) {
            case FRESH -> OUT | HUP | (socket.inputShut ? IN | RDHUP : 0) | (socket.error.isPresent() ? ERR : 0);
            case CONNECTING -> 0;
            case FAILED -> IN | OUT | HUP | RDHUP | (socket.error.isPresent() ? ERR : 0);
            case LISTENING -> (ready & SelectionKey.OP_ACCEPT) != 0 ? IN : 0;
            case CONNECTED -> {
                if (readable) {
                    socket.fill(socket.ahead.length() + 1, trace);
                }
                yield connected(socket, write);
            }
            case DATAGRAM -> {
                if (readable) {
                    socket.look(trace);
                }
                yield (socket.arrived.isEmpty() ? 0 : IN)
                        | (socket.error.isPresent() ? ERR : 0)
                        | write
                        | (socket.inputShut ? IN | RDHUP : 0)
                        | (socket.inputShut && socket.outputShut ? HUP : 0);
            }
        };
    }

    private static int connected(NioSocket socket, int write) {
        boolean error = socket.error.isPresent();
        boolean noMore = socket.ended();
        int in = socket.ahead.length() > 0 || noMore || error ? IN : 0;
        int out = socket.outputShut || socket.reset ? OUT : write;
        int hup = socket.reset || noMore && socket.outputShut ? HUP : 0;
        return in | out | hup | (noMore ? RDHUP : 0) | (error ? ERR : 0);
    }
}
