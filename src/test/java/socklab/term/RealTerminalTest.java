package socklab.term;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real program in a real terminal: tmux types, and shows what a user sees. */
class RealTerminalTest {
    private static final long CAP_SECONDS = 20;

    @TempDir
    Path folder;
    private String socket;

    @BeforeEach
    void startTmux() throws Exception {
        boolean there = new ProcessBuilder("sh", "-c", "command -v tmux").start().waitFor() == 0;
        assumeTrue(there, "tmux is not installed");
        socket = folder.resolve("tmux").toString();
        tmux("new-session", "-d", "-s", "t", "-x", "120", "-y", "24", "env", "PS1=shell$ ", "CLASSPATH=" + System.getProperty("java.class.path"), "XDG_STATE_HOME=" + folder.resolve("state"), "sh");
        sees("shell$");
        type(java() + "; echo ended $?");
        sees("socklab>");
    }

    private static String java() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return java + " -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED socklab.Main";
    }

    @AfterEach
    void stopTmux() throws Exception {
        tmux("kill-server");
    }

    private String tmux(String... command) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("tmux", "-S", socket, "-f", "/dev/null"));
        all.addAll(List.of(command));
        Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return out;
    }

    private void type(String line) throws Exception {
        tmux("send-keys", "-t", "t", "-l", line);
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
            assertThat(System.nanoTime()).as("waiting for: " + text + "\n" + screen()).isLessThan(end);
            Thread.sleep(30);
        }
    }

    /** The shell echoes what is typed again, and its line editing works. */
    private void terminalIsSane() throws Exception {
        type("stty -a | tr ';' '\\n' | grep -ow -e 'icanon' -e 'echo' -e 'isig' | tr '\\n' '+'; echo");
        sees("isig+icanon+echo+");
    }

    @Test
    void blockedCallsAreInterruptedAndSentAway() throws Exception {
        type("open udp");
        type("bind 127.0.0.1 0");
        type("recv 10");
        sees("Ctrl-C interrupts");
        tmux("resize-window", "-t", "t", "-x", "70", "-y", "20");
        sees("^C ^Z");
        key("C-c");
        sees("=> EINTR (Interrupted system call)");
        type("recv 10");
        sees("blocks 0.");
        key("C-z");
        sees("=> blocks");
        type("/jobs");
        sees("[1]");
        key("C-d");
        sees("still block");
        key("C-d");
        sees("ended 0");
        assertThat(screen()).as("no bottom line left").doesNotContain("interrupts ·");
        terminalIsSane();
    }

    @Test
    void aKilledConsoleLeavesTheTerminalInOrder() throws Exception {
        type("open udp");
        type("bind 127.0.0.1 0");
        type("recv 10");
        sees("blocks 0.");
        String pids = tmux("display-message", "-p", "-t", "t", "#{pane_pid}").strip();
        new ProcessBuilder("sh", "-c", "for p in $(cat /proc/" + pids + "/task/*/children); do kill -TERM $p; done").start().waitFor();
        sees("ended 143");
        terminalIsSane();
    }
}
