package socklab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import socklab.oracle.SocklabProgram;

/**
 * Ping without privilege, in a network of its own where the kernel lets everybody ping: most machines that build let
 * nobody.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PingTest {
    private static final String NETWORK = "ip link set lo up && echo 0 0 > /proc/sys/net/ipv4/ping_group_range && ";

    @Test
    void theLabPassesWhereTheKernelAllowsIt() throws Exception {
        boolean possible;
        try (LabProcess probe = LabProcess.of("sh", "-c", "unshare -rn sh -c '" + NETWORK + "true'")
                .end()) {
            possible = probe.exit() == 0;
        }
        assumeTrue(possible, "no network namespace can be had here");
        List<String> command = new ArrayList<>(List.of("unshare", "-rn", "sh", "-c", NETWORK + "exec \"$@\"", "sh"));
        command.addAll(SocklabProgram.command("check", "labs/errors/23-ping.lab"));
        try (LabProcess ping = LabProcess.of(command.toArray(String[]::new)).end()) {
            assertThat(ping.exit()).isZero();
            assertThat(ping.out()).contains("1 passed, 0 failed, 0 skipped");
        }
    }
}
