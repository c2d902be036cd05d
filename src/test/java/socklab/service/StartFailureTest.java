package socklab.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import socklab.call.Call;
import socklab.call.Errno;
import socklab.call.SocketAddress;
import socklab.kernel.Kernel;
import socklab.kernel.PortOwner;
import socklab.service.relay.RelayConfig;
import socklab.service.relay.netem.Impairments;
import socklab.service.uppercase.UppercaseConfig;
import socklab.text.Language;
import socklab.text.Messages;

class StartFailureTest {
    private static final SocketAddress.Inet4 ADDRESS = new SocketAddress.Inet4(0x7f000001, 12000);
    private static final String COMMAND = "/usr/bin/python3 -m x\u001b[2J" + " --verbose".repeat(10) + " 8000";

    static Stream<ServiceConfig> configs() {
        return Stream.of(
                new UppercaseConfig(Protocol.TCP, Reach.LOOPBACK.at(12000), UppercaseConfig.Mode.CONCURRENT),
                new RelayConfig(
                        Protocol.TCP, Reach.LOOPBACK.at(12000), ADDRESS, Impairments.NONE, Duration.ofSeconds(1)));
    }

    private static Kernel whereThePortIsOwnedBy(String command) {
        PortOwner owner = new PortOwner(ADDRESS, Optional.of(new PortOwner.Process(4711, command)));
        return (Kernel)
                Proxy.newProxyInstance(Kernel.class.getClassLoader(), new Class<?>[] {Kernel.class}, (_, method, _) -> {
                    assertThat(method.getName()).isEqualTo("portOwners");
                    return List.of(owner);
                });
    }

    private static List<String> lines(ServiceConfig config, String command) {
        return StartFailure.of(
                        new Service.Start.Failed<>(Call.BIND, Errno.EADDRINUSE), config, whereThePortIsOwnedBy(command))
                .lines()
                .stream()
                .map(Messages.in(Language.EN)::say)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("configs")
    void ownerOfThePortIsNamedInTheSameWayForEveryService(ServiceConfig config) {
        assertThat(lines(config, "/usr/bin/nc -l 12000"))
                .containsExactly(
                        "127.0.0.1:12000 is in use",
                        "process 4711 has 127.0.0.1:12000: nc -l 12000",
                        "find the process: ss -tlpn 'sport = :12000'; or use another port, 0 for any free one");
    }

    @ParameterizedTest
    @MethodSource("configs")
    void longCommandKeepsItsProgramAndItsLastArgumentsAndIsEscaped(ServiceConfig config) {
        assertThat(lines(config, COMMAND).get(1))
                .startsWith("process 4711 has 127.0.0.1:12000: python3 …")
                .endsWith(" --verbose 8000")
                .doesNotContain("\u001b");
        assertThat(lines(config, "nc \u001b[2J").get(1))
                .doesNotContain("\u001b")
                .contains("[2J");
    }
}
