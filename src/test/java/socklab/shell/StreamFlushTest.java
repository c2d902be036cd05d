package socklab.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import socklab.kernel.libc.LibcKernel;
import socklab.session.SandboxPolicy;
import socklab.session.Settings;
import socklab.text.Language;
import socklab.view.Theme;

/** What is told reaches a buffered stream's reader in time. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StreamFlushTest {
    private static final int TURNS = 300;
    private static final List<String> FEEDBACK =
            List.of("normal", "silent", "verbose", "concise", "verbose", "normal", "concise");

    private final ByteArrayOutputStream reader = new ByteArrayOutputStream();
    private final PrintStream out =
            new PrintStream(new BufferedOutputStream(reader, 1 << 20), false, StandardCharsets.UTF_8);
    private final StreamUi ui = new StreamUi(new BufferedReader(new StringReader("")), out, out, Theme.PLAIN);

    @Test
    void whatManyTurnsToldIsOutWhileTheNextCallBlocks() throws Exception {
        Settings settings = new Settings(Settings.Feedback.CONCISE, Language.EN, Settings.Names.LIBC);
        try (Shell shell = new Shell(new LibcKernel(), settings, SandboxPolicy.TRUSTED, ui)) {
            ui.follow(shell.session());
            Shell.Running running = shell.start(
                    steps("u = open udp", "bind 127.0.0.1 0", "/repeat " + TURNS, "getsockname", "/end", "recv 10"),
                    Interpreter.Observer.NONE);
            while (told() < TURNS) {
                Thread.sleep(1);
            }
            assertThat(running.job().done()).isFalse();
            running.job().cancel();
            running.await();
        }
        ui.flush();
        assertThat(reader.toString(StandardCharsets.UTF_8))
                .startsWith("=> u\n=> 0\n=> 127.0.0.1:")
                .endsWith("\n=> EINTR (Interrupted system call)\n");
    }

    @Test
    void whatWaitsAndWhatDoesNotAreToldInOrder() throws Exception {
        String[] lines = new String[3 * TURNS + 1];
        lines[0] = "u = open udp";
        for (int i = 0; i < TURNS; i++) {
            lines[3 * i + 1] = "/set feedback " + FEEDBACK.get(i % FEEDBACK.size());
            lines[3 * i + 2] = "getsockname";
            lines[3 * i + 3] = "setsockopt SO_RCVBUF " + i;
        }
        try (Shell shell = new Shell(
                new LibcKernel(),
                new Settings(Settings.Feedback.SILENT, Language.EN, Settings.Names.LIBC),
                SandboxPolicy.TRUSTED,
                ui)) {
            ui.follow(shell.session(), 20);
            shell.start(steps(lines), Interpreter.Observer.NONE).await();
        }
        ui.flush();
        List<String> told = reader.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(l -> !l.startsWith("   "))
                .map(l -> l.replaceAll(" += .*", ""))
                .toList();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < TURNS; i++) {
            String get =
                    "getsockname(3, {sa_family=AF_INET, sin_port=htons(0), sin_addr=inet_addr(\"0.0.0.0\")}, [16])";
            String set = "setsockopt(3, SOL_SOCKET, SO_RCVBUF, [" + i + "], 4)";
            expected.addAll(
                    switch (FEEDBACK.get(i % FEEDBACK.size())) {
                        case "silent" -> List.of();
                        case "concise" -> List.of("=> 0.0.0.0:0", "=> 0");
                        default -> List.of(get, "=> 0.0.0.0:0", set, "=> 0");
                    });
        }
        assertThat(told.stream().map(l -> l.replaceAll("(opt|name)\\(\\d+", "$1(3")))
                .containsExactlyElementsOf(expected);
    }

    @Test
    void whoIsFasterThanTheReaderWaitsForHim() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        AtomicReference<Thread> caller = new AtomicReference<>();
        PrintStream slow = new PrintStream(
                new BufferedOutputStream(new OutputStream() {
                    @Override
                    public void write(int b) {
                        throw new AssertionError("a byte by itself");
                    }

                    @Override
                    public void write(byte[] bytes, int from, int count) throws IOException {
                        try {
                            if (!caller.compareAndSet(
                                    null, Thread.currentThread())) { // the first line is told by who makes the calls
                                reading.await();
                            }
                        } catch (InterruptedException e) {
                            throw new IOException(e);
                        }
                        reader.write(bytes, from, count);
                    }
                }),
                false,
                StandardCharsets.UTF_8);
        StreamUi waiting = new StreamUi(new BufferedReader(new StringReader("")), slow, slow, Theme.PLAIN);
        int turns = 50_000;
        try (Shell shell = new Shell(
                new LibcKernel(),
                new Settings(Settings.Feedback.CONCISE, Language.EN, Settings.Names.LIBC),
                SandboxPolicy.TRUSTED,
                waiting)) {
            waiting.follow(shell.session(), 0);
            Shell.Running running = shell.start(
                    steps("u = open udp", "/repeat " + turns, "getsockname", "/end"), Interpreter.Observer.NONE);
            while (!running.job().done()
                    && (caller.get() == null || caller.get().getState() != Thread.State.BLOCKED)) {
                Thread.sleep(1);
            }
            assertThat(running.job().done())
                    .as("all calls were made, and nobody had read")
                    .isFalse();
            reading.countDown();
            running.await();
        }
        waiting.flush();
        assertThat(reader.toString(StandardCharsets.UTF_8).lines()).hasSize(1 + turns);
    }

    private static List<ScriptStep> steps(String... lines) {
        ScriptBuilder steps = new ScriptBuilder();
        for (String line : lines) {
            steps.add(line, 0);
        }
        return steps.build();
    }

    private long told() {
        return reader.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(l -> l.startsWith("=> 127.0.0.1:"))
                .count();
    }
}
