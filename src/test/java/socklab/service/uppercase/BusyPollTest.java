package socklab.service.uppercase;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BusyPollTest {

    @Test
    void isKeptAfterAShortWaitAndNotAfterALongOne() {
        BusyPoll vigil = new BusyPoll(1000);
        assertThat(vigil.nanos()).as("at first").isZero();
        vigil.waited(Long.MAX_VALUE);
        assertThat(vigil.nanos()).as("asleep for long").isZero();
        vigil.waited(999);
        assertThat(vigil.nanos()).as("woken soon").isEqualTo(1000);
        vigil.waited(10);
        assertThat(vigil.nanos()).as("still awake").isEqualTo(1000);
        vigil.waited(1000);
        assertThat(vigil.nanos()).as("in vain").isZero();
    }

    @Test
    void ofNoLengthIsNeverKept() {
        BusyPoll vigil = new BusyPoll(0);
        vigil.waited(0);
        assertThat(vigil.nanos()).isZero();
    }
}
