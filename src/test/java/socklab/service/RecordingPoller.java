package socklab.service;

import java.util.ArrayList;
import java.util.List;
import socklab.kernel.Poller;

/** A poller that records what it is asked to watch. Nothing is ever ready. */
public final class RecordingPoller implements Poller {
    private final List<String> calls = new ArrayList<>();

    /** The calls so far: {@code add 7 READ}. */
    public List<String> calls() {
        return calls;
    }

    @Override
    public void add(int fd, Interest interest) {
        calls.add("add " + fd + " " + interest);
    }

    @Override
    public void change(int fd, Interest interest) {
        calls.add("change " + fd + " " + interest);
    }

    @Override
    public void remove(int fd) {
        calls.add("remove " + fd);
    }

    @Override
    public void closing(int fd) {
        calls.add("closing " + fd);
    }

    @Override
    public List<Ready> await(long nanos) {
        return List.of();
    }

    @Override
    public void wakeUp() {
        calls.add("wakeUp");
    }

    @Override
    public void close() {
        calls.add("close");
    }
}
