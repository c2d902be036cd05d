package socklab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import socklab.kernel.Host;
import socklab.kernel.OpenDescriptors;
import socklab.kernel.UnsupportedEnvironment;
import socklab.kernel.libc.LibcKernel;
import socklab.session.Job;
import socklab.shell.Interpreter;
import socklab.shell.ScriptBuilder;

/** Labs in networks of their own. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux has network namespaces")
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LabNetworkTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void hosts() {
        try {
            new LibcKernel().openHost("probe", Host.Rights.USER).close();
        } catch (UnsupportedEnvironment e) {
            abort(e.getMessage());
        }
    }

    private Path lab(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), "# a lab\n" + text);
    }

    private static Verdict check(Path lab) {
        return LabTestShell.checker(20_000).check(lab).verdict();
    }

    @Test
    void fixedPortsOfLabsThatRunTogetherNeverMeet() throws Exception {
        String text = "s = open tcp\ns.bind 127.0.0.1 12000\n=> 0\ns.listen\n=> 0\n/sleep 200ms\ns.close\n=> 0\n";
        List<Path> labs = List.of(lab("a.lab", text), lab("b.lab", text), lab("c.lab", text));
        assertThat(OrderedRuns.all(labs, LabTestShell.checker(20_000)::check, 3, _ -> {}))
                .allSatisfy(checked -> assertThat(checked.verdict()).isInstanceOf(Verdict.Passed.class));
    }

    @Test
    void serverOfThisMachineIsNotReached() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path lab = lab(
                    "reach.lab",
                    "c = open tcp\nc.connect 127.0.0.1 " + server.getLocalPort()
                            + "\n=> ECONNREFUSED (Connection refused)\n");
            assertThat(check(lab)).isInstanceOf(Verdict.Passed.class);
        }
    }

    @Test
    void labWithPartnerReachesThisMachine() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                LabTestShell session = LabTestShell.trusted("")) {
            Path lab = lab(
                    "partner.lab",
                    "# needs: partner\n\nc = open tcp\nc.connect 127.0.0.1 " + server.getLocalPort() + "\n");
            assertThat(session.type("/open " + lab).shown()).contains("=> 0");
        }
    }

    @Test
    void openedLabRunsInItsOwnNetwork() throws IOException {
        try (LabTestShell session = LabTestShell.trusted("")) {
            session.type("mine = open tcp", "mine.bind 127.0.0.1 0", "mine.listen", "/print $mine.port");
            int port = Integer.parseInt(
                    session.shown().strip().lines().reduce((_, last) -> last).orElseThrow());
            Path lab = lab("own.lab", "s = open tcp\ns.bind 127.0.0.1 " + port + "\ns.listen\n/sockets\n");
            assertThat(session.type("/open " + lab).shown()).doesNotContain("EADDRINUSE", "error");
            assertThat(session.shell().session().sockets()).hasSize(1);
        }
    }

    @Test
    void cancellingOpenCancelsTheLab() throws Exception {
        Path lab = lab("blocks.lab", "s = open udp\ns.bind 127.0.0.1 0\ns.recv 10\n/repeat forever\ns.recv 10\n/end\n");
        try (LabTestShell session = LabTestShell.trusted("")) {
            ScriptBuilder open = new ScriptBuilder();
            open.add("/open " + lab, 0);
            Job job = session.shell()
                    .start(open.take(), Interpreter.Observer.NONE)
                    .job();
            while (job.call().isEmpty() || !job.asleep()) {
                Thread.onSpinWait();
            }
            job.cancel();
            assertThat(job.await(TimeUnit.SECONDS.toNanos(60))).isTrue();
        }
    }

    @Test
    void twoHundredLabsLeaveNoThreadNoDescriptorAndNoNamespace() throws Exception {
        Path lab = lab(
                "all.lab",
                "l = open tcp\nl.bind 127.0.0.1 12000\nl.listen\nc = open tcp\nc.connect 127.0.0.1 12000\n"
                        + "a b = socketpair unix\n/server udp 5000\n");
        check(lab);
        OpenDescriptors descriptors = OpenDescriptors.now();
        List<Path> labs = IntStream.range(0, 200).mapToObj(_ -> lab).toList();
        assertThat(OrderedRuns.all(labs, LabTestShell.checker(20_000)::check, 4, _ -> {}))
                .allSatisfy(checked -> assertThat(checked.verdict()).isInstanceOf(Verdict.Passed.class));
        descriptors.leftNothing();
        while (namespaces() > 1) {
            Thread.onSpinWait(); // a thread of the kernel ends a moment after Java's
        }
    }

    /** The number of network namespaces that threads of this process live in. */
    private static long namespaces() throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            return tasks.flatMap(LabNetworkTest::namespace).distinct().count();
        }
    }

    private static Stream<String> namespace(Path task) {
        try {
            return Stream.of(Files.readSymbolicLink(task.resolve("ns/net")).toString());
        } catch (IOException e) {
            return Stream.empty(); // the thread has ended
        }
    }
}
