package socklab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import socklab.shell.ScriptBuilder;
import socklab.shell.ScriptStep;

/** Labs that bind the same port or name do not run at the same time where they share a network. */
final class FixedAddressesTest {
    private static List<ScriptStep> steps(String... lines) {
        ScriptBuilder steps = new ScriptBuilder();
        for (String line : lines) {
            steps.add(line, 0);
        }
        return steps.build();
    }

    @Test
    void portsAndNamesThatALabChoosesAreFound() {
        assertThat(FixedAddresses.bound(steps(
                        "s = open udp",
                        "s.bind 12000",
                        "s.bind 127.0.0.1 12001",
                        "s.bind 127.0.0.1 0",
                        "s.connect 127.0.0.1 9",
                        "u = open unix",
                        "u.bind @name",
                        "u.bind /tmp/x",
                        "/server udp 12002",
                        "/repeat 2",
                        "s.bind ::1 12003",
                        "/end")))
                .containsExactly(
                        "ABSTRACT name", "PATH /tmp/x", "port 12000", "port 12001", "port 12002", "port 12003");
    }

    @Test
    void theSecondWaitsUntilTheFirstIsClosed() throws Exception {
        FixedAddresses addresses = new FixedAddresses();
        FixedAddresses.Held first = addresses.hold(steps("s.bind 12000"), () -> false);
        CountDownLatch entered = new CountDownLatch(1);
        CompletableFuture<Void> second = CompletableFuture.runAsync(() -> {
            try (FixedAddresses.Held _ = addresses.hold(steps("s.bind 7", "s.bind 12000"), () -> false)) {
                entered.countDown();
            }
        });
        try (FixedAddresses.Held _ = addresses.hold(steps("s.bind 12001"), () -> false)) {
            assertThat(entered.getCount()).isEqualTo(1);
        }
        first.close();
        assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
        second.get(20, TimeUnit.SECONDS);
        addresses.hold(steps("s.bind 7"), () -> false).close();
    }

    @Test
    void stoppingEndsTheWaiting() {
        FixedAddresses addresses = new FixedAddresses();
        AtomicBoolean stopped = new AtomicBoolean(true);
        FixedAddresses.Held first = addresses.hold(steps("s.bind 12000"), () -> false);
        addresses.hold(steps("s.bind 12000"), stopped::get).close();
        first.close();
        addresses.hold(steps("s.bind 12000"), () -> false).close();
    }
}
