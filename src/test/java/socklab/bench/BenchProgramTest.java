package socklab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import socklab.text.Language;
import socklab.text.Message;
import socklab.text.Messages;

/** The command line of the benchmarks, and the table of start-up times. */
class BenchProgramTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();

    private int run(Language language, String... args) {
        BenchProgram program =
                new BenchProgram(Messages.in(language), new PrintStream(out, true, StandardCharsets.UTF_8));
        return program.run(new PrintWriter(err, true), args);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EN | nonsense | unknown benchmark: nonsense (there are start, first, memory",
                "ZH | nonsense | 没有这个性能测试：nonsense（可用：start, first, memory",
                "EN | --fast | Unknown option: '--fast'",
                "ZH | --fast | 无法识别：--fast"
            })
    void aWrongWordIsNamed(Language language, String word, String message) {
        assertThat(run(language, word)).isEqualTo(2);
        assertThat(err.toString()).contains(message, "run.sh bench [-h]");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void theHelpNamesAllBenchmarks(Language language) {
        assertThat(run(language, "--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("run.sh bench")
                .contains(Bench.words());
    }

    @Test
    void startUpTimesAreComparedWithJshellsPrompt() throws Exception {
        ComparedProgram prompt = new ComparedProgram(Message.of("bench.run"), () -> List.of(50.0));
        ComparedProgram jshell = new ComparedProgram(Message.of("bench.jshellPrompt"), () -> List.of(1000.0));
        Figures figures = InterleavedRuns.take(new Effort(2, 1), List.of(prompt, jshell))
                .comparedWith(
                        jshell,
                        Message.of("bench.ratioJshell"),
                        Message.of("bench.start"),
                        "ms",
                        java.util.Map.of(prompt, new Goal.AtMost(0.08)));

        List<String> lines = new FiguresView(Messages.in(Language.EN)).lines(figures);

        assertThat(lines.get(1)).contains("this / jshell's prompt");
        assertThat(lines.get(2)).contains("run.sh: the prompt", "0.050 (0.050..0.050)", "at most 0.080: met");
        assertThat(lines.get(3))
                .contains("jshell of the same JDK: the prompt", "1,000")
                .doesNotContain("met");
    }
}
