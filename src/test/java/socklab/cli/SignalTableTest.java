package socklab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import socklab.oracle.DefaultSignals;
import socklab.service.ServerProcess;

/**
 * What the programs without a prompt do at each signal and with each broken stream: one process for a row, several
 * events one after another where the first ones leave it running. JobControlTest has the table of the console.
 *
 * <p>SIGQUIT is the virtual machine's: it writes its threads to standard output and goes on.
 */
@Timeout(value = 100, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@EnabledOnOs(value = OS.LINUX, disabledReason = "/proc, /dev/full")
class SignalTableTest {
    private static final int SIGTSTP = 20;
    private static final int LOOKS = 1500;

    /** The line of proc_pid_syscall(5) of a thread in recvfrom(2) or epoll_wait(2): on x86-64, on AArch64, on both. */
    private static final Pattern WAITS = Pattern.compile("(45|232|207|22|441) .*", Pattern.DOTALL);

    private static final String STOPPED =
            "0 passed, 0 failed, 0 skipped; expectations met: 0 of 0; 1 not run to the end";
    private static final String SERVED = "uppercase server, udp, stopped; answers: 0, clients: 0, "
            + "bytes in: 0, bytes out: 0, not UTF-8: 0, resets: 0, unanswered: 0";

    @TempDir
    Path folder;

    private Path lab;

    @BeforeEach
    void lab() throws IOException {
        lab = Files.writeString(
                folder.resolve("a.lab"),
                "# A call that blocks\nu = open udp\n=> u\nu.bind 127.0.0.1 0\nu.recv 10\n=> \"x\" (1 byte)\n");
    }

    /** Each program waits for a datagram that never comes. */
    enum Program {
        CHECK("check LAB --timeout 90s", STOPPED),
        SERVE("serve udp 0", SERVED),
        RELAY("relay udp 0 127.0.0.1 9", "\u2190 datagrams: arrived 0 (0 B), sent 0 (0 B)"),
        PLAY("play LAB", "=> EINTR (Interrupted system call)"),
        GRADE("grade LAB LAB --limit 90s", "stopped: 0 of 1 files graded");

        private final String arguments;
        private final String last;

        Program(String arguments, String last) {
            this.arguments = arguments;
            this.last = last;
        }

        /** A service says that it is ready; the others say nothing, or what they did so far. */
        private boolean says(ServerProcess process) {
            return !List.of(SERVE, RELAY).contains(this) || !process.out().isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CHECK, NOINPUT INT, 130",
        "CHECK, TSTP CONT TERM, 143",
        "CHECK, QUIT HUP, 129",
        "SERVE, NOINPUT INT, 0",
        "SERVE, TSTP CONT TERM, 0",
        "SERVE, QUIT HUP, 0",
        "RELAY, NOINPUT TSTP CONT HUP, 0",
        "PLAY, NOINPUT TSTP CONT HUP, 129",
        "GRADE, NOINPUT TSTP CONT INT, 130"
    })
    void signals(Program program, String events, int code) throws Exception {
        List<String> command = command(program, events.contains("NOINPUT") ? "0>/dev/null" : "0</dev/null");
        try (ServerProcess process = ServerProcess.start(command)) {
            until(() -> waits(process.process().pid()) && program.says(process), process);
            for (String event : events.replace("NOINPUT ", "").split(" ")) {
                happens(event, process);
            }
            assertThat(process.exit()).as(process.out() + " " + process.err()).isEqualTo(code);
            assertThat(process.out().getLast()).isEqualTo(program.last);
            assertThat(process.err()).isEmpty();
            assertThat(process.out().stream().filter(l -> l.startsWith("Full thread dump")))
                    .as("SIGQUIT was taken")
                    .hasSize(events.contains("QUIT") ? 1 : 0);
        }
        leavesNothing();
    }

    private void happens(String event, ServerProcess process) throws Exception {
        long pid = process.process().pid();
        switch (event) {
            case "TSTP" -> { // a process group without a shell, as in a container, is not stopped by SIGTSTP itself
                assertThat(mask(pid, "SigIgn") | mask(pid, "SigCgt"))
                        .as("SIGTSTP stops it")
                        .matches(m -> (m >> (SIGTSTP - 1) & 1) == 0);
                process.signal("STOP");
                until(() -> status(pid, "State").startsWith("T"), process);
            }
            case "CONT" -> {
                process.signal("CONT");
                until(() -> !status(pid, "State").startsWith("T") && waits(pid), process);
            }
            case "QUIT" -> {
                process.signal("QUIT");
                process.awaitOut("Metaspace"); // the dump's end
            }
            default -> process.signal(event);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CHECK, 1>/dev/full, 3, socklab: write: No space left on device",
        "CHECK, |, 141, ''",
        "SERVE, 1>/dev/full, 3, socklab: write: No space left on device",
        "SERVE, |, 141, ''",
        "GRADE, 1>/dev/full, 3, socklab: write: No space left on device",
        "GRADE, |, 141, ''"
    })
    void outputs(Program program, String output, int code, String error) throws Exception {
        Files.writeString(lab, "# Two calls\nopen udp\n=> s1\nclose\n=> 0\n");
        Process process =
                new ProcessBuilder(DefaultSignals.command(command(program, output.equals("|") ? "" : output))).start();
        try {
            if (output.equals("|")) {
                process.getInputStream().close();
            }
            assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip())
                    .isEqualTo(error);
            assertThat(process.waitFor()).isEqualTo(code);
        } finally {
            process.destroyForcibly();
        }
        leavesNothing();
    }

    private List<String> command(Program program, String redirection) {
        List<String> command = new ArrayList<>(List.of(
                "env", "XDG_STATE_HOME=" + folder.resolve("state"), "sh", "-c", "exec \"$@\" " + redirection, "sh"));
        command.addAll(ServerProcess.socklabCommand(
                program.arguments.replace("LAB", lab.toString()).split(" ")));
        return command;
    }

    /** No lock, no half-written file. */
    private void leavesNothing() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).containsExactly(lab);
        }
    }

    private static void until(BooleanSupplier condition, ServerProcess process) throws InterruptedException {
        for (int looks = 0; !condition.getAsBoolean(); looks++) {
            assertThat(looks).as(process.out() + " " + process.err()).isLessThan(LOOKS);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static long mask(long pid, String name) {
        return Long.parseUnsignedLong(status(pid, name), 16);
    }

    private static String status(long pid, String name) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(l -> l.startsWith(name + ":"))
                    .findFirst()
                    .orElse(":")
                    .replaceAll(".*?:\\s*", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a thread of the program waits for a datagram. */
    private static boolean waits(long pid) {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
            for (Path task : tasks.toList()) {
                if (WAITS.matcher(Files.readString(task.resolve("syscall"))).matches()) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false; // a thread has ended meanwhile
        }
    }
}
