package socklab.term;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The keys of {@code play} and {@code step} in a terminal. */
@Timeout(value = 100, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PlayedInTerminalTest {
    @TempDir
    private Path folder;

    private Path lab;

    @BeforeEach
    void write() throws IOException {
        lab = Files.writeString(folder.resolve("blocks.lab"), """
            # A call that blocks
            u = open udp
            u.bind 127.0.0.1 0
            u.recv 10
            => EINTR (Interrupted system call)
            u.setsockopt SO_BROADCAST 1
            u.getsockopt SO_BROADCAST
            => SO_BROADCAST = 1
            """);
    }

    @Test
    void ctrlCInterruptsTheCallAndTheLabGoesOnASecondOneEndsIt() throws IOException {
        try (TmuxPane pane = new TmuxPane(folder, 80, 24).socklab("step " + lab)) {
            pane.sees("step 1 of 5")
                    .key("Enter")
                    .sees("step 2 of 5")
                    .key("Enter")
                    .sees("step 3 of 5");
            pane.key("Enter")
                    .sees("recv(")
                    .until(PlayedInTerminalTest::showsTheCall, "the line of the call that blocks, and nothing below it")
                    .type("typed while the call blocks")
                    .key("Enter", "Enter")
                    .until(_ -> receives(), "the call blocks")
                    .key("C-c")
                    .sees("=> EINTR")
                    .sees("step 4 of 5")
                    .until(
                            s -> !s.contains("blocks for")
                                    && !s.contains("typed")
                                    && s.stripTrailing().endsWith("Enter (? keys)"),
                            "only the call's result, and the question");
            pane.key("Enter").sees("step 5 of 5").key("C-c").programIsGone();
        }
    }

    private static boolean showsTheCall(String screen) {
        return screen.stripTrailing()
                .lines()
                .reduce("", (_, last) -> last)
                .matches("recv\\(\\d+, … blocks \\d+\\.\\d s for a datagram on 127\\.0\\.0\\.1:\\d+ · Ctrl-C"
                        + " interrupts");
    }

    /**
     * Whether a thread of the program sleeps in recvfrom: 45 on x86-64, 207 on AArch64. Source: proc_pid_syscall(5).
     */
    private boolean receives() {
        return ProcessHandle.allProcesses()
                .filter(p -> p.info().commandLine().orElse("").contains(lab.toString()))
                .flatMap(p -> threads(p.pid()))
                .anyMatch(call -> call.startsWith("45 ") || call.startsWith("207 "));
    }

    private static Stream<String> threads(long pid) {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
            List<String> calls = new ArrayList<>();
            for (Path task : tasks.toList()) {
                calls.add(Files.readString(task.resolve("syscall")));
            }
            return calls.stream();
        } catch (IOException e) {
            return Stream.empty(); // a thread has ended meanwhile
        }
    }

    @Test
    void playLooksBackStepByStepAndGoesOn() throws IOException {
        Files.writeString(lab, Files.readString(lab).replace("u.recv 10\n=> EINTR (Interrupted system call)\n", ""));
        try (TmuxPane pane = new TmuxPane(folder, 80, 24).socklab("play --pace 1s " + lab)) {
            pane.sees("step 2 of 4").key("b").sees("step 1 before this one");
            pane.key("Left").sees("step 2 before this one").sees("> u = open udp");
            pane.key("Enter").sees("=> SO_BROADCAST = 1").programIsGone();
        }
    }
}
