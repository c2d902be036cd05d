package socklab.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import socklab.lab.LabProcess;
import socklab.oracle.SocklabProgram;

/** A wire that a process of its own has laid: what is left of it, and which system calls it makes. */
class WireProcessTest {
    private static final String CONNECTED = String.join(
            "\n",
            "/wire",
            "server = b.open tcp",
            "server.bind 80",
            "server.listen",
            "client = a.open tcp",
            "client.connect b 80",
            "client.send hello",
            "/print all is said",
            "");

    @ParameterizedTest
    @ValueSource(strings = {"KILL", "TERM"})
    void networksEndWithTheProcessHoweverItEnds(String signal) throws Exception {
        try (WireTestShell wire = new WireTestShell()) {
            assertThat(wire.tells("/wire")).as("it can be laid here").contains("10.0.0.1");
        }
        Set<Path> networks;
        try (LabProcess shell = LabProcess.socklab()) {
            shell.type(CONNECTED + "/host\n");
            String enter = shell.await("host b by: ").concat(shell.await("COMMAND"));
            String process = enter.replaceAll("(?s).*--net=/proc/(\\d+)/.*", "$1");
            networks = networks(Path.of("/proc", process));
            networks.removeAll(networks(Path.of("/proc/self")));
            assertThat(networks).as("two hosts and the cable").hasSize(3);
            shell.signal(signal);
            shell.exit();
        }
        // the kernel takes networks apart after the process has ended
        while (everywhere().stream().anyMatch(networks::contains)) {
            LockSupport.parkNanos(10_000_000);
        }
    }

    /** The networks in which the threads of a process are. */
    private static Set<Path> networks(Path process) {
        try (Stream<Path> threads = Files.list(process.resolve("task"))) {
            return threads.flatMap(t -> {
                        try {
                            return Stream.of(Files.readSymbolicLink(t.resolve("ns/net")));
                        } catch (IOException e) {
                            return Stream.empty(); // it has just ended, or is somebody else's
                        }
                    })
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            return new TreeSet<>();
        }
    }

    private static Set<Path> everywhere() throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(p -> p.getFileName().toString().matches("\\d+"))
                    .flatMap(p -> networks(p).stream())
                    .collect(Collectors.toSet());
        }
    }

    private static String[] traced(Path strace, Path file) {
        List<String> command = new ArrayList<>(List.of(
                strace.toString(), "-f", "-e", "trace=socket,bind,listen,connect,sendto", "-o", file.toString()));
        command.addAll(SocklabProgram.command());
        return command.toArray(String[]::new);
    }

    @Test
    void lineInAHostIsOneSystemCall() throws Exception {
        Path strace = Path.of("/usr/bin/strace");
        assumeTrue(Files.isExecutable(strace), "strace is not installed");
        try (WireTestShell wire = new WireTestShell()) {
            assertThat(wire.tells("/wire")).as("it can be laid here").contains("10.0.0.1");
        }
        Path file = Files.createTempFile("socklab-wire", ".strace");
        try (LabProcess shell = LabProcess.of(traced(strace, file))) {
            shell.type(CONNECTED).await("all is said");
            shell.end().exit();
            Pattern own = Pattern.compile("\\bsocket\\(AF_INET, SOCK_STREAM|htons\\(80\\)|\\blisten\\(|\"hello\"");
            List<String> calls = Files.readAllLines(file).stream()
                    .filter(l -> own.matcher(l).find())
                    .map(l -> l.replaceAll("^\\d+ +(\\w+)\\(.*", "$1"))
                    .toList();
            assertThat(calls.subList(calls.indexOf("bind") - 1, calls.size()))
                    .containsExactly("socket", "bind", "listen", "socket", "connect", "sendto");
        } finally {
            Files.delete(file);
        }
    }
}
