package socklab.service.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import socklab.service.Protocol;
import socklab.service.relay.netem.Impairment;
import socklab.service.relay.netem.ImpairmentsOf;

class DelayMemoryTest {
    private static final long BUDGET = 1L << 30;

    private static Impairment tcp(String words) {
        return ImpairmentsOf.words(Protocol.TCP, words).up();
    }

    /** One gigabit per second times 200 ms are 25 MB on their way. */
    @Test
    void delayOf200MillisecondsLeavesRoomForAGigabitPerSecond() {
        DelayMemory memory = new DelayMemory(BUDGET);
        assertThat(memory.hasRoom(25_000_000, tcp("delay 200ms"))).isTrue();
        assertThat(memory.limit(tcp("delay 200ms"))).isEmpty();
        assertThat(memory.hasRoom(300_000, tcp("")))
                .as("without delay nothing has to be kept")
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"delay 2s, 268", "delay 1s 1s, 268", "delay 200ms, 0", "delay 2s rate 1mbit, 0", "'', 0"})
    void throughputThatTheDelayDoesNotAllowIsKnown(String words, long megabits) {
        assertThat(new DelayMemory(BUDGET).limit(tcp(words)).orElse(0)).isEqualTo(megabits);
    }

    @Test
    void allConnectionsTogetherStayWithinTheBudget() {
        DelayMemory memory = new DelayMemory(10 << 20);
        memory.add(11 << 20);
        assertThat(memory.hasRoom(1 << 20, tcp("delay 1s"))).isFalse();
        assertThat(memory.hasRoom(1000, tcp("delay 1s")))
                .as("each may keep a little")
                .isTrue();
        memory.remove(5 << 20);
        assertThat(memory.hasRoom(1 << 20, tcp("delay 1s"))).isTrue();
    }
}
