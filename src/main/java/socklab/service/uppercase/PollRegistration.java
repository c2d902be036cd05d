package socklab.service.uppercase;

import socklab.kernel.Poller;
import socklab.kernel.Poller.Interest;

/**
 * How a socket is found to have something: the poller watches it, except while its server is awake and asks the socket
 * itself again and again. As long as a poller watches a socket, whoever sends to it has to tell the poller, under its lock.
 *
 * <p>For the server's thread. Source: epoll(7); Linux's ep_poll_callback, which a socket that is watched calls for each
 * datagram that arrives.
 */
final class PollRegistration {
    private final Poller poller;
    private final BusyPoll vigil;
    private boolean awake;
    private long last;

    /** @param vigil how long to stay awake; told when that is over */
    PollRegistration(Poller poller, BusyPoll vigil) {
        this.poller = poller;
        this.vigil = vigil;
    }

    /** The poller begins to watch the socket. */
    void open(int fd) {
        poller.add(fd, Interest.READ);
    }

    /** The poller watches the socket from now on, and for that. */
    void watch(int fd, Interest interest) {
        if (awake) {
            poller.add(fd, interest);
            awake = false;
        } else {
            poller.change(fd, interest);
        }
    }

    /** Something came: if things come fast, the next is looked for here. */
    void came(int fd) {
        if (vigil.nanos() == 0) {
            return;
        }
        last = System.nanoTime();
        if (!awake) {
            poller.remove(fd);
            awake = true;
        }
    }

    /** Nothing came. Returns whether to ask the socket again; else the poller watches it. */
    boolean asksAgain(int fd) {
        if (awake && System.nanoTime() - last >= vigil.nanos()) {
            watch(fd, Interest.READ);
            vigil.end();
        }
        return awake;
    }

    /** Whether the socket is to be asked, for nobody else watches it. */
    boolean awake() {
        return awake;
    }

    /** The socket is about to be closed. */
    void close(int fd) {
        poller.remove(fd);
    }
}
