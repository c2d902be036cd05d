package socklab.term;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs in a real terminal: what comes back while a line is half typed, /fg, Ctrl-C, Ctrl-Z, /kill. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BackgroundTerminalTest {
    @TempDir
    Path folder;

    private TmuxPane pane;

    @BeforeEach
    void start() throws IOException {
        pane = new TmuxPane(folder, 120, 40).socklab("--lang en --color never");
    }

    @AfterEach
    void stop() throws IOException {
        pane.close();
    }

    @Test
    void aCallComesBackAboveAHalfTypedLineAndLeavesItAlone() throws IOException {
        pane.line("u = open udp").line("bind 127.0.0.1 0").line("m = u.recv 100 &");
        pane.sees("=> blocks").line("n = u.recv 100 &").sees("n = u.recv 100 &");
        pane.line("c = open udp").sees("=> c");
        pane.line("c.sendto $u.local hello").sees("=> \"hello\" (5 bytes)");
        // the second one is interrupted from a line, the third from a half-typed one's point of view returns by itself
        pane.line("/kill n").sees("=> EINTR (Interrupted system call)");
        pane.line("u.setsockopt SO_RCVTIMEO 1s").line("late = u.recv 100 &");
        String typed = "c.sendto $u.local half ty";
        pane.type(typed).sees(typed).sees("=> EAGAIN (Resource temporarily unavailable)");
        pane.until(
                s -> s.lines()
                                .filter(l -> l.stripTrailing().endsWith("> " + typed))
                                .count()
                        == 1,
                "the half-typed line, once");
        pane.line("ped").sees("=> 10 bytes");
        pane.line("u.recv 100").sees("=> \"half typed\" (10 bytes)");
    }

    @Test
    void aJobIsFetchedSentAwayAndInterrupted() throws IOException {
        pane.line("u = open udp").line("bind 127.0.0.1 0").line("m = recv 100 &");
        pane.sees("=> blocks").line("/fg m").sees("Ctrl-C");
        pane.key("C-z").until(s -> !s.contains("Ctrl-C"), "the call is sent away");
        pane.line("/jobs").sees("[1]").line("/fg").sees("Ctrl-C");
        pane.key("C-c").sees("=> EINTR (Interrupted system call)");
        pane.line("/jobs").sees("nothing blocks in the background");
    }
}
