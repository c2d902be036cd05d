package socklab.service.uppercase;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import socklab.kernel.Poller;
import socklab.service.RecordingPoller;

class PollRegistrationTest {
    private static final int FD = 7;
    private static final long NEVER = Long.MAX_VALUE;

    private final RecordingPoller poller = new RecordingPoller();

    private PollRegistration registration(BusyPoll busyPoll) {
        PollRegistration registration = new PollRegistration(poller, busyPoll);
        registration.open(FD);
        assertThat(poller.calls()).containsExactly("add 7 READ");
        poller.calls().clear();
        return registration;
    }

    private static BusyPoll busyPoll(long longest) {
        BusyPoll busyPoll = new BusyPoll(longest);
        busyPoll.waited(0);
        return busyPoll;
    }

    @Test
    void leavesTheSocketToThePollerWhileEventsComeSlowly() {
        BusyPoll busyPoll = new BusyPoll(NEVER);
        PollRegistration registration = registration(busyPoll);
        registration.arrived(FD);
        assertThat(registration.callAgain(FD)).isFalse();
        assertThat(registration.polling()).isFalse();
        assertThat(poller.calls()).isEmpty();
    }

    @Test
    void pollsTheSocketWhileEventsComeFast() {
        PollRegistration registration = registration(busyPoll(NEVER));
        registration.arrived(FD);
        registration.arrived(FD);
        assertThat(registration.polling()).isTrue();
        assertThat(registration.callAgain(FD)).isTrue();
        assertThat(poller.calls()).containsExactly("remove 7");
    }

    @Test
    void givesItBackWhenPollingIsOver() {
        BusyPoll busyPoll = busyPoll(1);
        PollRegistration registration = registration(busyPoll);
        registration.arrived(FD);
        long now = System.nanoTime();
        while (System.nanoTime() == now) {
            Thread.onSpinWait(); // a nanosecond
        }
        assertThat(registration.callAgain(FD)).isFalse();
        assertThat(registration.polling()).isFalse();
        assertThat(poller.calls()).containsExactly("remove 7", "add 7 READ");
        assertThat(busyPoll.nanos()).as("it has polled already").isZero();
    }

    @Test
    void givesItBackWhenItIsToBeWatchedForSomethingElse() {
        PollRegistration registration = registration(busyPoll(NEVER));
        registration.arrived(FD);
        registration.watch(FD, Poller.Interest.WRITE);
        assertThat(registration.polling()).isFalse();
        registration.watch(FD, Poller.Interest.READ);
        assertThat(poller.calls()).containsExactly("remove 7", "add 7 WRITE", "change 7 READ");
    }
}
