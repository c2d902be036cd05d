package socklab.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import socklab.session.WireFrame;

/**
 * How often and in which order TCP sends again. Source: RFC 6298 §5; ip-sysctl, tcp_syn_retries,
 * tcp_syn_linear_timeouts, tcp_retries2.
 */
class RetransmissionTest {
    private static final int SENDINGS = 5;
    /** Ethernet's header, IPv4's, TCP's with timestamps, and five bytes. */
    private static final int HELLO = 14 + 20 + 32 + 5;

    private static final String ALL_LOST = "/wire drop "
            + LongStream.rangeClosed(1, 40)
                    .mapToObj(Long::toString)
                    .reduce((a, b) -> a + "," + b)
                    .orElseThrow();

    private static List<WireFrame> sent(WireTestShell wire) {
        return wire.shell().shell().session().frames().stream()
                .filter(f -> f.from().equals("a") && !f.housekeeping())
                .toList();
    }

    private static List<WireFrame> data(WireTestShell wire) {
        return sent(wire).stream().filter(f -> f.bytes().length() == HELLO).toList();
    }

    private static List<Long> gaps(List<WireFrame> frames) {
        return IntStream.range(1, frames.size())
                .mapToObj(i -> frames.get(i).at() - frames.get(i - 1).at())
                .toList();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void synIsSentAgainAsOftenAsTheSettingSays() {
        try (WireTestShell wire = new WireTestShell()) {
            wire.run("/wire set a net.ipv4.tcp_syn_retries 2", "/wire set a net.ipv4.tcp_syn_linear_timeouts 0");
            wire.run("client = a.open tcp", ALL_LOST);
            assertThat(wire.run("client.connect b 80")).startsWith("ETIMEDOUT");
            List<WireFrame> syns = sent(wire);
            assertThat(syns).hasSize(3).allMatch(WireFrame::lost);
            assertThat(syns.subList(1, 3)).allMatch(WireFrame::again);
            List<Long> gaps = gaps(syns);
            assertThat((double) gaps.get(1) / gaps.get(0))
                    .as("the second time-out is longer")
                    .isGreaterThan(1.3);
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void dataIsSentAgainWithLongerAndLongerPauses() {
        try (WireTestShell wire = new WireTestShell()) {
            wire.connect();
            wire.run("/wire set a net.ipv4.tcp_early_retrans 0", ALL_LOST);
            wire.run("client.send hello");
            while (data(wire).size() < SENDINGS) {
                LockSupport.parkNanos(10_000_000);
            }
            List<WireFrame> data = data(wire).subList(0, SENDINGS);
            assertThat(data).allMatch(WireFrame::lost);
            assertThat(data.subList(1, SENDINGS)).allMatch(WireFrame::again);
            List<Long> gaps = gaps(data);
            assertThat((double) gaps.getLast() / gaps.getFirst())
                    .as("the last pause and the first of %s, which is doubled each time", gaps)
                    .isGreaterThan(2);
        }
    }
}
