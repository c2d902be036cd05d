package socklab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import socklab.cli.ShellAssembly;
import socklab.kernel.libc.LibcKernel;
import socklab.session.SandboxPolicy;
import socklab.session.Settings;
import socklab.shell.Interpreter;
import socklab.shell.ScriptBuilder;
import socklab.shell.Shell;
import socklab.shell.StreamUi;
import socklab.text.Language;
import socklab.view.OutputLine;
import socklab.view.Theme;

/**
 * The transcripts of README and manual are true: each block that opens with {@code ```console} is typed into a shell of
 * its own, and the shell shows what the page shows.
 *
 * <p>Descriptors, ports that the kernel chose, addresses in memory and times differ from run to run and are not
 * compared. {@code mvn test -Dtest=ManualTest -Dbless=true} writes what is shown now into the pages, where it differs.
 */
@EnabledOnOs(OS.LINUX)
class ManualTest {
    private static final Path README = Path.of("README.md");
    private static final String OPENS = "```console";
    private static final long MOST_NANOS = 45_000_000_000L;
    private static final String CLOSES = "```";

    /** A transcript: its page, the line on which it begins, counted from 0, and its lines. */
    record Block(Path page, int from, List<String> lines) {
        @Override
        public String toString() {
            return page + ":" + (from + 1) + ": " + (lines.isEmpty() ? "" : lines.getFirst());
        }

        List<String> typed() {
            return lines.stream()
                    .filter(ManualTest::isTyped)
                    .map(l -> l.substring(l.indexOf("> ") + 2))
                    .toList();
        }

        List<String> steady() {
            return lines.stream().map(ManualTest::steady).toList();
        }
    }

    static Stream<Block> blocks() throws IOException {
        List<Block> blocks = new ArrayList<>();
        for (Path page : ManualPages.all()) {
            blocks.addAll(blocks(page));
        }
        return blocks.stream();
    }

    private static List<Block> blocks(Path page) throws IOException {
        List<String> text = Files.readAllLines(page);
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < text.size(); i++) {
            if (text.get(i).equals(OPENS)) {
                int end = i + 1 + text.subList(i + 1, text.size()).indexOf(CLOSES);
                blocks.add(new Block(page, i + 1, List.copyOf(text.subList(i + 1, end))));
                i = end;
            }
        }
        return blocks;
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void transcriptShowsWhatTheShellShows(Block block) {
        List<String> shown = transcript(block);
        // a background call's end may come a line sooner or later
        assertThat(shown.stream().map(ManualTest::steady)).containsExactlyInAnyOrderElementsOf(block.steady());
        assertThat(shown.getFirst()).isEqualTo(block.lines().getFirst());
    }

    /** A prompt and what was typed at it: {@code udp s1 *:12000> recv 10}. */
    private static boolean isTyped(String line) {
        return line.matches("(socklab|(udp|tcp|unix|icmp|epoll)[\\w-]* [^>]*)> .*");
    }

    /** Without what differs from run to run; that the peer has closed, a prompt may know a line sooner or later. */
    private static String steady(String line) {
        return line.replaceAll(" CLOSE-WAIT(?=> )", "")
                .replaceAll("^([* ]  \\w+ +)\\d+ +", "$1FD  ")
                .replaceAll("(?<= fd) +", "  ")
                .replaceAll("<\\d+\\.\\d{6}>", "<T>")
                .replaceAll("\\b0x[0-9a-f]{9,}", "0xP")
                .replaceAll("\\b(3[2-9]\\d{3}|[45]\\d{4}|60\\d{3})\\b", "PORT")
                .replaceAll("^(\\w+)\\(\\d+(?=[,)])", "$1(FD")
                .replaceAll("^((?:socket|accept4?|dup|epoll_create1)\\(.*\\) +=) \\d+ ", "$1 FD ")
                .replaceAll("^(socketpair\\(.*\\[)\\d+, \\d+]", "$1FD, FD]")
                .replaceAll("\\{fd=\\d+", "{fd=FD")
                .replaceAll("(?<=\\)) +(?== )", " ")
                .replaceAll("(?<=tv_nsec=)\\d+", "N")
                .replaceAll("(?<=tv_usec=)\\d+", "N");
    }

    private static List<String> transcript(Block block) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        StreamUi front = new StreamUi(new BufferedReader(new StringReader("")), out, out, Theme.PLAIN);
        Settings settings = new Settings(Settings.Feedback.NORMAL, Language.EN, Settings.Names.LIBC);
        try (Shell bench = new Shell(new LibcKernel(), settings, SandboxPolicy.TRUSTED, front)) {
            ShellAssembly.wire(bench, front);
            front.follow(bench.session());
            ScriptBuilder steps = new ScriptBuilder();
            for (String line : block.typed()) {
                front.say(List.of(new OutputLine(OutputLine.Kind.PRINTED, bench.prompt() + "> " + line)));
                steps.add(line, 0);
                if (!steps.unfinished()) {
                    Shell.Running running = bench.start(steps.take(), Interpreter.Observer.NONE);
                    if (!running.job().await(MOST_NANOS)) {
                        running.job().cancel();
                        front.say(List.of(new OutputLine(
                                OutputLine.Kind.PRINTED, "still blocked after seconds, and interrupted")));
                    }
                }
            }
            return shown(front, bytes, block.lines().size());
        }
    }

    /** What was shown, once it is as many lines as expected: what a server logs may come after the call's result. */
    private static List<String> shown(StreamUi ui, ByteArrayOutputStream bytes, int expected) {
        long end = System.nanoTime() + MOST_NANOS / 3;
        while (true) {
            ui.flush();
            List<String> shown = bytes.toString(StandardCharsets.UTF_8).lines().toList();
            if (shown.size() >= expected || System.nanoTime() > end) {
                return shown;
            }
            LockSupport.parkNanos(10_000_000);
        }
    }

    @Test
    void readmeAndTourHaveTranscripts() throws IOException {
        if (Boolean.getBoolean("bless")) {
            bless();
        }
        for (Path page :
                List.of(README, ManualPages.FOLDER.resolve("tour.md"), ManualPages.FOLDER.resolve("zh/tour.md"))) {
            assertThat(blocks(page)).as(page.toString()).hasSizeGreaterThanOrEqualTo(3);
        }
    }

    private static void bless() throws IOException {
        for (Path page : ManualPages.all()) {
            List<String> text = new ArrayList<>(Files.readAllLines(page));
            for (Block block : blocks(page).reversed()) {
                List<String> shown = transcript(block);
                List<String> steady =
                        shown.stream().map(ManualTest::steady).sorted().toList();
                if (!steady.equals(block.steady().stream().sorted().toList())) {
                    text.subList(block.from(), block.from() + block.lines().size())
                            .clear();
                    text.addAll(block.from(), shown);
                }
            }
            Files.write(page, text);
        }
    }
}
