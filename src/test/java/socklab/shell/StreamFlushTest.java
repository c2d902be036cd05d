package socklab.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import socklab.kernel.LibcKernel;
import socklab.session.Policy;
import socklab.session.Settings;
import socklab.text.Language;
import socklab.view.Colours;

/** What is told reaches a buffered stream's reader in time. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StreamFlushTest {
    private static final int TURNS = 300;

    private final ByteArrayOutputStream reader = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(new BufferedOutputStream(reader, 1 << 20), false, StandardCharsets.UTF_8);
    private final StreamFront front = new StreamFront(new BufferedReader(new StringReader("")), out, out, Colours.NONE);

    @Test
    void whatManyTurnsToldIsOutWhileTheNextCallBlocks() throws Exception {
        Settings settings = new Settings(Settings.Feedback.CONCISE, Language.EN, Settings.Names.LIBC);
        try (Workbench bench = new Workbench(new LibcKernel(), settings, Policy.TRUSTED, front)) {
            front.follow(bench.session());
            Workbench.Running running = bench.start(steps("u = open udp", "bind 127.0.0.1 0", "/repeat " + TURNS, "getsockopt SO_TYPE", "/end", "recv 10"),
                    Interpreter.Observer.NONE);
            while (told() < TURNS) {
                Thread.sleep(1);
            }
            assertThat(running.job().done()).isFalse();
            running.job().cancel();
            running.await();
        }
        front.flush();
        assertThat(reader.toString(StandardCharsets.UTF_8)).startsWith("=> u\n=> 0\n=> SO_TYPE").endsWith("\n=> EINTR (Interrupted system call)\n");
    }

    private static List<Step> steps(String... lines) {
        StepBuilder steps = new StepBuilder();
        for (String line : lines) {
            steps.add(line, 0);
        }
        return steps.build();
    }

    private long told() {
        return reader.toString(StandardCharsets.UTF_8).lines().filter("=> SO_TYPE = SOCK_DGRAM"::equals).count();
    }
}
