package socklab.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import socklab.cli.Wiring;
import socklab.kernel.LibcKernel;
import socklab.lab.Checker;
import socklab.lab.Verdict;
import socklab.session.Settings;
import socklab.text.Language;

/** Every lab about loss passes, is short, and speaks Chinese too. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the relay waits by epoll")
class LossLabsTest {
    private static final int MOST_LINES = 40;
    private static final long TIMEOUT_NANOS = 30_000_000_000L;

    static List<Path> labs() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("labs/loss"))) {
            return files.filter(f -> f.toString().endsWith(".lab")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("labs")
    void passes(Path lab) {
        Checker checker = new Checker(new LibcKernel(), new Settings(Settings.Feedback.NORMAL, Language.EN, Settings.Names.LIBC), false,
                TIMEOUT_NANOS, Wiring::wire);
        assertThat(checker.check(lab).verdict()).isInstanceOf(Verdict.Passed.class);
    }

    @ParameterizedTest
    @MethodSource("labs")
    void isShortAndBilingual(Path lab) throws IOException {
        List<String> lines = Files.readAllLines(lab);
        assertThat(lines).hasSizeLessThan(MOST_LINES);
        assertThat(lines.get(0)).startsWith("# ");
        assertThat(lines.get(1)).startsWith("#zh ");
        assertThat(lines.stream().filter(l -> l.startsWith("#?"))).as("questions")
                .hasSameSizeAs(lines.stream().filter(l -> l.startsWith("#zh?")).toList());
    }
}
