package socklab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import socklab.text.Language;
import socklab.text.Messages;

/**
 * What Linux answers where a reader might expect something else, beyond what the labs tell: each answer was asked of
 * the kernel, and the test holds how it is shown. Behaviours like these are what gVisor's test/syscalls/linux, LTP and
 * the kernel's selftests assert.
 */
@Timeout(value = 40, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class AnswersTest {
    /** Where the answers are, as labs. */
    private static final Path FOLDER = Path.of("src", "test", "resources", "socklab", "answers");

    static Stream<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(FOLDER)) {
            return all.sorted().toList().stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void theKernelAnswers(Path file) {
        LabChecker.Checked checked = LabTestShell.checker(20_000).check(file);
        switch (checked.verdict()) {
            case Verdict.Passed p -> assertThat(p.score().expectations()).isGreaterThan(10);
            case Verdict.Skipped s -> abort(Messages.in(Language.EN).say(s.why()));
            case Verdict.Failed _, Verdict.Stopped _, Verdict.Unparsed _, Verdict.Unreadable _ ->
                throw new AssertionError(checked.toString());
        }
    }
}
