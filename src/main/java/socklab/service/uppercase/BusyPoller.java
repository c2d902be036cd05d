package socklab.service.uppercase;

import java.util.List;
import socklab.kernel.Poller;

/** A poller that polls for a while before it sleeps, as long as events come fast. */
final class BusyPoller implements Poller {
    private final Poller poller;
    private final BusyPoll busyPoll;

    BusyPoller(Poller poller, BusyPoll busyPoll) {
        this.poller = poller;
        this.busyPoll = busyPoll;
    }

    /** A registration of one socket that takes part in the polling. */
    PollRegistration registration() {
        return new PollRegistration(poller, busyPoll);
    }

    @Override
    public List<Ready> await(long nanos) {
        long start = System.nanoTime();
        List<Ready> ready = poller.await(nanos, busyPoll.nanos());
        busyPoll.waited(System.nanoTime() - start);
        return ready;
    }

    @Override
    public void add(int fd, Interest interest) {
        poller.add(fd, interest);
    }

    @Override
    public void change(int fd, Interest interest) {
        poller.change(fd, interest);
    }

    @Override
    public void remove(int fd) {
        poller.remove(fd);
    }

    @Override
    public void closing(int fd) {
        poller.closing(fd);
    }

    @Override
    public void wakeUp() {
        poller.wakeUp();
    }

    @Override
    public void close() {
        poller.close();
    }
}
