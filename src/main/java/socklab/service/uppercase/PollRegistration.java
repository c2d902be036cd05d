package socklab.service.uppercase;

import socklab.kernel.Poller;
import socklab.kernel.Poller.Interest;

/**
 * How a server learns that a socket is ready: from the poller, or, while it polls, by calls on the socket itself. As
 * long as a poller watches a socket, each sender has to notify the poller, under the poller's lock.
 *
 * <p>For the server's thread. Source: epoll(7); Linux's ep_poll_callback, called for each datagram that arrives at a
 * watched socket.
 */
final class PollRegistration {
    private final Poller poller;
    private final BusyPoll busyPoll;
    private boolean polling;
    private long last;

    PollRegistration(Poller poller, BusyPoll busyPoll) {
        this.poller = poller;
        this.busyPoll = busyPoll;
    }

    /** The poller begins to watch the socket. */
    void open(int fd) {
        poller.add(fd, Interest.READ);
    }

    /** The poller watches the socket from now on, for that. */
    void watch(int fd, Interest interest) {
        if (polling) {
            poller.add(fd, interest);
            polling = false;
        } else {
            poller.change(fd, interest);
        }
    }

    /** Something arrived. If events come fast, the server polls the socket from now on. */
    void arrived(int fd) {
        if (busyPoll.nanos() == 0) {
            return;
        }
        last = System.nanoTime();
        if (!polling) {
            poller.remove(fd);
            polling = true;
        }
    }

    /** Nothing arrived. Returns whether to call the socket again; if not, the poller watches it. */
    boolean callAgain(int fd) {
        if (polling && System.nanoTime() - last >= busyPoll.nanos()) {
            watch(fd, Interest.READ);
            busyPoll.end();
        }
        return polling;
    }

    /** Whether the server has to call the socket itself, because no poller watches it. */
    boolean polling() {
        return polling;
    }

    /** The socket is about to be closed. */
    void close(int fd) {
        poller.remove(fd);
    }
}
