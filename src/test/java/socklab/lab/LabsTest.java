package socklab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import socklab.kernel.LibcKernel;
import socklab.session.Settings;
import socklab.text.Language;
import socklab.text.Messages;

/** Every lab about blocking and about errors comes out as it says, and reads in both languages. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LabsTest {
    private static final Settings SETTINGS = new Settings(Settings.Feedback.NORMAL, Language.EN, Settings.Names.LIBC);

    static List<Path> labs() throws IOException {
        try (Stream<Path> blocking = Files.list(Path.of("labs", "blocking")); Stream<Path> errors = Files.list(Path.of("labs", "errors"))) {
            return Stream.concat(blocking, errors).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("labs")
    void meetsItsExpectations(Path lab) {
        Checker.Checked checked = new Checker(new LibcKernel(), SETTINGS, false, TimeUnit.SECONDS.toNanos(20),
                (bench, front) -> new LabWords(bench, front).register()).check(lab);
        switch (checked.verdict()) {
            case Verdict.Passed p -> assertThat(p.expectations()).isGreaterThan(2);
            case Verdict.Skipped s -> abort(Messages.in(Language.EN).say(s.why()));
            case Verdict.Failed _, Verdict.Unparsed _, Verdict.Unreadable _ -> throw new AssertionError(checked.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("labs")
    void isShortAndSpeaksBothLanguages(Path lab) throws IOException {
        List<String> lines = Files.readAllLines(lab);
        assertThat(lines).filteredOn(l -> !l.startsWith("# needs:")).hasSizeLessThan(40);
        assertThat(lines.get(0)).startsWith("# ");
        assertThat(lines.get(1)).startsWith("#zh ");
        for (int i = 0; i < lines.size(); i++) {
            boolean prose = lines.get(i).startsWith("# ") && !lines.get(i).startsWith("# needs:") || lines.get(i).startsWith("#? ");
            boolean blockEnds = i + 1 == lines.size() || !lines.get(i + 1).startsWith("#");
            assertThat(prose && blockEnds).as(lab + ":" + (i + 1) + " has no Chinese").isFalse();
        }
    }
}
