package socklab.export;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.tools.ToolProvider;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Exported programs run, and find what their labs expect: {@code --check}. Each runs in a network of its own and is
 * ended if it takes too long.
 *
 * <p>A sample of the shelf; {@code -Dlabs=all} runs every program that can be written and needs no company.
 */
@Timeout(900)
class ExportedRunTest {
    private static final List<String> SAMPLE = List.of(
            "blocking/06-send-blocks", "errors/12-truncation", "tcp/02-bytes-not-messages", "tcp/04-half-close");

    private static final int SECONDS = 60;

    @TempDir
    private Path folder;

    @Test
    void eachProgramFindsWhatItsLabExpects() {
        assumeTrue(Exports.installed("gcc", "--version"), "gcc is not installed");
        assumeTrue(Exports.installed("python3", "--version"), "python3 is not installed");
        assumeTrue(Exports.installed("unshare", "-rn", "true"), "no network namespace can be made here");
        assumeTrue(ToolProvider.getSystemJavaCompiler() != null, "this Java has no compiler");
        CompiledPrograms programs = new CompiledPrograms(folder);
        Map<String, CompletableFuture<Exports.Said>> runs = new LinkedHashMap<>();
        for (Path lab : Exports.playable(SAMPLE)) {
            for (TargetLanguage language : TargetLanguage.values()) {
                try {
                    List<String> command = CompiledPrograms.bounded(SECONDS, programs.command(lab, language, true));
                    runs.put(
                            lab + " " + language,
                            CompletableFuture.supplyAsync(
                                    () -> Exports.run(lab.toAbsolutePath().getParent(), command)));
                } catch (Refusal _) {
                    // what is refused, and why, is kept in a file that another test compares
                }
            }
        }
        SoftAssertions all = new SoftAssertions();
        runs.forEach((name, run) -> all.assertThat(run.join().exit())
                .as(name + "\n" + run.join().text())
                .isZero());
        all.assertThat(runs).hasSizeGreaterThan(8);
        all.assertAll();
    }
}
