package socklab.service.uppercase;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BusyPollTest {

    @Test
    void pollsAfterAShortWaitAndNotAfterALongOne() {
        BusyPoll busyPoll = new BusyPoll(1000);
        assertThat(busyPoll.nanos()).as("at first").isZero();
        busyPoll.waited(Long.MAX_VALUE);
        assertThat(busyPoll.nanos()).as("asleep for long").isZero();
        busyPoll.waited(999);
        assertThat(busyPoll.nanos()).as("woken soon").isEqualTo(1000);
        busyPoll.waited(10);
        assertThat(busyPoll.nanos()).as("events came while it polled").isEqualTo(1000);
        busyPoll.waited(1000);
        assertThat(busyPoll.nanos()).as("nothing came").isZero();
    }

    @Test
    void ofNoLengthNeverPolls() {
        BusyPoll busyPoll = new BusyPoll(0);
        busyPoll.waited(0);
        assertThat(busyPoll.nanos()).isZero();
    }
}
