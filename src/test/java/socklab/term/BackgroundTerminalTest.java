package socklab.term;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import socklab.oracle.DefaultSignals;
import socklab.oracle.SocklabProgram;

/** Jobs in a real terminal: what comes back while a line is half typed, /fg, Ctrl-C, Ctrl-Z, /kill. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BackgroundTerminalTest {
    private static final long CAP_SECONDS = 30;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(new ProcessBuilder("sh", "-c", "command -v tmux").start().waitFor() == 0, "tmux is not installed");
        List<String> command = new ArrayList<>(List.of("new-session", "-d", "-s", "t", "-x", "120", "-y", "40"));
        command.addAll(List.of("env", "XDG_STATE_HOME=" + ReturningUser.home(folder.resolve("state"))));
        command.addAll(SocklabProgram.command("--lang", "en", "--color", "never"));
        tmux(command.toArray(String[]::new));
        sees("socklab>");
    }

    @AfterEach
    void stop() throws Exception {
        tmux("kill-server");
    }

    private String tmux(String... command) throws Exception {
        List<String> all =
                new ArrayList<>(List.of("tmux", "-S", folder.resolve("tmux").toString(), "-f", "/dev/null"));
        all.addAll(List.of(command));
        Process process = new ProcessBuilder(DefaultSignals.command(all))
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return out;
    }

    private void type(String text) throws Exception {
        tmux("send-keys", "-t", "t", "-l", text);
    }

    private void enter(String line) throws Exception {
        type(line);
        tmux("send-keys", "-t", "t", "Enter");
    }

    private void key(String key) throws Exception {
        tmux("send-keys", "-t", "t", key);
    }

    private String screen() throws Exception {
        return tmux("capture-pane", "-p", "-J", "-t", "t");
    }

    private void sees(String text) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(CAP_SECONDS);
        while (!screen().contains(text)) {
            assertThat(System.nanoTime())
                    .as("waiting for: " + text + "\n" + screen())
                    .isLessThan(end);
            Thread.sleep(30);
        }
    }

    @Test
    void aCallComesBackAboveAHalfTypedLineAndLeavesItAlone() throws Exception {
        enter("u = open udp");
        enter("bind 127.0.0.1 0");
        enter("m = u.recv 100 &");
        sees("=> blocks");
        enter("n = u.recv 100 &");
        sees("n = u.recv 100 &");
        enter("c = open udp");
        sees("=> c");
        enter("c.sendto $u.local hello");
        sees("=> \"hello\" (5 bytes)");
        // the second one is interrupted from a line, the third from a half-typed one's point of view returns by itself
        enter("/kill n");
        sees("=> EINTR (Interrupted system call)");
        enter("u.setsockopt SO_RCVTIMEO 1s");
        enter("late = u.recv 100 &");
        type("c.sendto $u.local half ty");
        sees("c.sendto $u.local half ty");
        sees("=> EAGAIN (Resource temporarily unavailable)");
        assertThat(screen().stripTrailing().lines().filter(l -> l.endsWith("> c.sendto $u.local half ty")))
                .as(screen())
                .hasSize(1);
        enter("ped");
        sees("=> 10 bytes");
        enter("u.recv 100");
        sees("=> \"half typed\" (10 bytes)");
    }

    @Test
    void aJobIsFetchedSentAwayAndInterrupted() throws Exception {
        enter("u = open udp");
        enter("bind 127.0.0.1 0");
        enter("m = recv 100 &");
        sees("=> blocks");
        enter("/fg m");
        sees("Ctrl-C");
        key("C-z");
        enter("/jobs");
        sees("[1]");
        enter("/fg");
        sees("Ctrl-C");
        key("C-c");
        sees("=> EINTR (Interrupted system call)");
        enter("/jobs");
        sees("nothing blocks in the background");
    }
}
