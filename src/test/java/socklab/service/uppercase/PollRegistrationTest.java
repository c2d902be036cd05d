package socklab.service.uppercase;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import socklab.kernel.Poller;

class PollRegistrationTest {
    private static final int FD = 7;
    private static final long NEVER = Long.MAX_VALUE;

    private final List<String> told = new ArrayList<>();
    private final Poller poller = new Poller() {
        @Override
        public void add(int fd, Interest interest) {
            told.add("add " + fd + " " + interest);
        }

        @Override
        public void change(int fd, Interest interest) {
            told.add("change " + fd + " " + interest);
        }

        @Override
        public void remove(int fd) {
            told.add("remove " + fd);
        }

        @Override
        public void closing(int fd) {
            throw new AssertionError("closing");
        }

        @Override
        public List<Ready> await(long nanos) {
            throw new AssertionError("await");
        }

        @Override
        public void wakeUp() {
            throw new AssertionError("wakeUp");
        }

        @Override
        public void close() {
            throw new AssertionError("close");
        }
    };

    private PollRegistration lookout(BusyPoll vigil) {
        PollRegistration lookout = new PollRegistration(poller, vigil);
        lookout.open(FD);
        assertThat(told).containsExactly("add 7 READ");
        told.clear();
        return lookout;
    }

    private static BusyPoll vigil(long longest) {
        BusyPoll vigil = new BusyPoll(longest);
        vigil.waited(0);
        return vigil;
    }

    @Test
    void leavesTheSocketToThePollerWhileThingsComeSlowly() {
        BusyPoll vigil = new BusyPoll(NEVER);
        PollRegistration lookout = lookout(vigil);
        lookout.came(FD);
        assertThat(lookout.asksAgain(FD)).isFalse();
        assertThat(lookout.awake()).isFalse();
        assertThat(told).isEmpty();
    }

    @Test
    void asksTheSocketItselfWhileTheyComeFast() {
        PollRegistration lookout = lookout(vigil(NEVER));
        lookout.came(FD);
        lookout.came(FD);
        assertThat(lookout.awake()).isTrue();
        assertThat(lookout.asksAgain(FD)).isTrue();
        assertThat(told).containsExactly("remove 7");
    }

    @Test
    void givesItBackWhenTheVigilIsOver() {
        BusyPoll vigil = vigil(1);
        PollRegistration lookout = lookout(vigil);
        lookout.came(FD);
        long now = System.nanoTime();
        while (System.nanoTime() == now) {
            Thread.onSpinWait(); // a nanosecond
        }
        assertThat(lookout.asksAgain(FD)).isFalse();
        assertThat(lookout.awake()).isFalse();
        assertThat(told).containsExactly("remove 7", "add 7 READ");
        assertThat(vigil.nanos()).as("it has been awake already").isZero();
    }

    @Test
    void givesItBackWhenItIsToBeWatchedForSomethingElse() {
        PollRegistration lookout = lookout(vigil(NEVER));
        lookout.came(FD);
        lookout.watch(FD, Poller.Interest.WRITE);
        assertThat(lookout.awake()).isFalse();
        lookout.watch(FD, Poller.Interest.READ);
        assertThat(told).containsExactly("remove 7", "add 7 WRITE", "change 7 READ");
    }
}
