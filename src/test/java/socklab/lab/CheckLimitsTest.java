package socklab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A check ends in bounded time and memory whatever a lab holds, and only met expectations count as met. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class CheckLimitsTest {
    private static final LabChecker.Rules RULES = LabChecker.Rules.usual(LabTestShell.SETTINGS);

    @TempDir
    private Path folder;

    private Verdict verdict(LabChecker.Rules rules, String lab) throws IOException {
        return LabTestShell.checker(rules)
                .check(Files.writeString(folder.resolve("x.lab"), lab))
                .verdict();
    }

    private static LabFailure.Kind kind(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Failed.class);
        return ((Verdict.Failed) verdict).failure().kind();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "open udp\n/exit\nclose\n=> 5 bytes\n",
                "/repeat 0\nopen udp\n=> 5 bytes\n/end\n",
                "open udp\n/repeat 2\n/exit\n/end\nclose\n=> 0\n"
            })
    void anExpectationThatWasNotReachedIsNotMet(String lab) throws IOException {
        Verdict verdict = verdict(RULES, lab);
        assertThat(kind(verdict)).isEqualTo(LabFailure.Kind.UNREACHED);
        assertThat(((Verdict.Failed) verdict).score()).isEqualTo(new Verdict.Score(0, 1));
    }

    @Test
    void expectationsMetBeforeTheFailureAreCounted() throws IOException {
        Verdict verdict = verdict(RULES, "open udp\n=> s1\nclose\n=> 0\nopen udp\n=> s7\nclose\n=> 0\n");
        assertThat(((Verdict.Failed) verdict).score()).isEqualTo(new Verdict.Score(2, 4));
    }

    @Test
    void anExpectationInsideRepeatCountsOnce() throws IOException {
        assertThat(verdict(RULES, "/repeat 3\nopen udp\n=> s[..]\n/end\n"))
                .isEqualTo(new Verdict.Passed(new Verdict.Score(1, 1)));
    }

    @Test
    void aLabThatExpectsNothingFailsOnlyWhenStrict() throws IOException {
        String lab = "open udp\nclose\n";
        assertThat(verdict(RULES, lab)).isEqualTo(new Verdict.Passed(new Verdict.Score(0, 0)));
        assertThat(kind(verdict(RULES.with(LabChecker.Strictness.STRICT), lab))).isEqualTo(LabFailure.Kind.EMPTY);
        assertThat(kind(verdict(RULES.with(LabChecker.Strictness.STRICT), ""))).isEqualTo(LabFailure.Kind.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/repeat 9999999999\n/repeat 9999999999\n/end\n/end\n",
                "/repeat 9999999999\n/repeat 9999999999\n\n# x\n/end\n/end\n",
                "/repeat 9999999999\n/print x\n/end\n",
                "/repeat 9999999999\nopen udp\nclose\n/end\n",
                "/sleep 1h\n",
                "open udp\nrecv 1\n"
            })
    void aLabEndsAtItsLimit(String lab) throws IOException {
        Verdict verdict = verdict(RULES.withLabLimit(Duration.ofMillis(300)), lab);
        assertThat(kind(verdict)).isEqualTo(LabFailure.Kind.TIMEOUT);
    }

    @Test
    void aToleranceWithAMillionDigitsIsAMistakeOfItsLine() throws IOException {
        Verdict verdict = verdict(RULES, "open udp\n=> ~ " + "9".repeat(1_000_000) + " +- 10%\n");
        assertThat(verdict).isInstanceOf(Verdict.Unparsed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "![", "*", "_", "`", "<", "[[", "**a", "> ", "- ", "](", "\\", "&", "a*b_"})
    void markdownOfOneSignRepeatedIsReadOrRefusedSoon(String sign) throws IOException {
        Path note = Files.writeString(
                folder.resolve("x.md"), "# T\n\n" + sign.repeat(40_000) + "\n\n```socklab\nopen udp\n=> s1\n```\n");
        Verdict verdict = LabTestShell.checker(RULES).check(note).verdict();
        assertThat(verdict).isInstanceOfAny(Verdict.Passed.class, Verdict.Unparsed.class, Verdict.Unreadable.class);
    }

    @Test
    void sixtyFourMebibytesOfNewlinesAreRefused() throws IOException {
        Path lab = Files.write(folder.resolve("x.lab"), filled((byte) '\n', 64 << 20));
        assertThat(LabTestShell.checker(RULES).check(lab).verdict())
                .isInstanceOfAny(Verdict.Unparsed.class, Verdict.Unreadable.class);
    }

    @Test
    void twoMillionLinesAreRefused() throws IOException {
        assertThat(verdict(RULES, "# x\n".repeat(2_000_000))).isInstanceOf(Verdict.Unparsed.class);
    }

    private static byte[] filled(byte value, int count) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, value);
        return bytes;
    }

    @Test
    void aStoppedCheckerEndsTheLabThatRuns() throws Exception {
        LabChecker checker = LabTestShell.checker(RULES);
        Path lab = Files.writeString(folder.resolve("x.lab"), "open udp\n/sleep 1h\n");
        Thread stopper = Thread.ofPlatform().start(checker::stop);
        assertThat(checker.check(lab).verdict()).isInstanceOf(Verdict.Stopped.class);
        stopper.join();
        assertThat(checker.check(lab).verdict()).isInstanceOf(Verdict.Stopped.class);
    }
}
