package socklab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ping without privilege, in a network of its own where the kernel lets everybody ping: most machines that build let nobody. */
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
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        try (LabProcess ping = LabProcess.of(
                        "unshare",
                        "-rn",
                        "sh",
                        "-c",
                        NETWORK + "exec \"$@\"",
                        "sh",
                        java,
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classes,
                        "socklab.Main",
                        "check",
                        "labs/errors/23-ping.lab")
                .end()) {
            assertThat(ping.exit()).isZero();
            assertThat(ping.out()).contains("1 passed, 0 failed, 0 skipped");
        }
    }
}
