package socklab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import socklab.text.Message;

/**
 * The smallest round of each bench runs and gives figures. What they are is nobody's business here.
 *
 * <p>Benches that start programs over and over take their time: {@code -Dsocklab.benches=all} runs them too.
 */
class BenchTest {
    private static final Set<Bench> QUICK = EnumSet.of(Bench.CALLS, Bench.SERVER, Bench.RELAY);

    @ParameterizedTest
    @EnumSource(Bench.class)
    void theSmallestRoundGivesFigures(Bench bench) throws Exception {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "measured on Linux");
        assumeTrue(
                QUICK.contains(bench) || "all".equals(System.getProperty("socklab.benches")),
                "it takes long: -Dsocklab.benches=all");
        assumeTrue(bench != Bench.ARCHIVE, "it needs an archive: run.sh bench archive after mvn -Pdist package");
        List<Figures> all = new ArrayList<>();
        Path folder;
        try (BenchTools kit = new BenchTools()) {
            folder = kit.folder();
            bench.measure(kit, Effort.LEAST, all::add);
        }
        assertThat(all)
                .isNotEmpty()
                .allSatisfy(figures -> assertThat(figures.rows().getFirst())
                        .as(figures.toString())
                        .isInstanceOfSatisfying(
                                Figures.Row.Measured.class,
                                row -> assertThat(row.figure().median()).isFinite()));
        List<Message> lacking = all.stream()
                .flatMap(f -> f.rows().stream())
                .filter(Figures.Row.LeftOut.class::isInstance)
                .map(r -> ((Figures.Row.LeftOut) r).why())
                .toList();
        assertThat(lacking)
                .as("only a tool that is not here is left out")
                .allMatch(m -> m.key().equals("bench.lacks"));
        assertThat(Files.exists(folder)).isFalse();
    }

    @Test
    void aProgramThatFailsSaysHow() throws Exception {
        try (BenchTools kit = new BenchTools()) {
            assertThat(catchLacking(() -> kit.run(List.of("sh", "-c", "echo no luck >&2; exit 3"))))
                    .isEqualTo(Message.of("bench.failed", "sh", 3, "no luck"));
            assertThat(catchLacking(() -> BenchTools.tool("nothing-of-that-name")))
                    .isEqualTo(Message.of("bench.lacks", "nothing-of-that-name"));
        }
    }

    @Test
    void theKitEndsWhatItStarted() throws Exception {
        Process process;
        try (BenchTools kit = new BenchTools()) {
            process = kit.start(List.of("sleep", "100"));
            assertThat(process.isAlive()).isTrue();
        }
        assertThat(process.isAlive()).isFalse();
    }

    private interface Attempt {
        void run() throws Exception;
    }

    private static Message catchLacking(Attempt attempt) throws Exception {
        try {
            attempt.run();
        } catch (MissingTool e) {
            return e.why();
        }
        throw new AssertionError("it did not fail");
    }
}
