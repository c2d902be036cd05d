package socklab.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import socklab.oracle.OptionLines;
import socklab.text.Language;

/** Every socket option in C and in Python: a compiler and the socket module know what is written. */
class OptionExportTest {
    private static final ExportSettings PLAIN = ExportSettings.plain(Language.EN);

    @TempDir
    private Path folder;

    /** What no program sets: each takes a structure that holds a socket address. */
    private static final List<String> REFUSED = List.of(
            "setsockopt MCAST_BLOCK_SOURCE",
            "setsockopt MCAST_JOIN_GROUP",
            "setsockopt MCAST_JOIN_SOURCE_GROUP",
            "setsockopt MCAST_LEAVE_GROUP",
            "setsockopt MCAST_LEAVE_SOURCE_GROUP",
            "setsockopt MCAST_UNBLOCK_SOURCE");

    /** A program with every option, and those that are refused. */
    private record Written(String program, Set<String> refused) {}

    private static Written written(TargetLanguage language) {
        List<String> lines = new ArrayList<>(List.of("# options", "s = open tcp"));
        OptionLines.all().stream().filter(l -> l.contains("sockopt")).distinct().forEach(lines::add);
        Set<String> refused = new TreeSet<>();
        while (true) {
            try {
                return new Written(Exports.write(String.join("\n", lines) + "\n", language, PLAIN), refused);
            } catch (Refusal refusal) {
                String option = String.join(
                        " ", List.of(lines.get(refusal.number() - 1).split(" ")).subList(0, 2));
                refused.add(option);
                lines.removeIf(l -> l.startsWith(option + " ") || l.equals(option));
            }
        }
    }

    @Test
    void theCompilerKnowsEachOption() throws Exception {
        assumeTrue(Exports.installed("gcc", "--version"), "gcc is not installed");
        Written written = written(TargetLanguage.C);
        Path file = Files.writeString(folder.resolve("options.c"), written.program());
        Exports.Said said = Exports.run(
                folder,
                Stream.concat(Exports.GCC.stream(), Stream.of("-fsyntax-only", file.toString()))
                        .toList());
        assertThat(said.text()).isEmpty();
        assertThat(written.refused()).containsExactlyElementsOf(REFUSED);
    }

    @Test
    void pythonHasEachConstant() throws Exception {
        assumeTrue(Exports.installed("python3", "--version"), "python3 is not installed");
        Written written = written(TargetLanguage.PYTHON);
        // the names are looked up and the values made; whether a TCP socket takes the option is the kernel's matter
        String calls =
                written.program().replaceAll("(?m)^( *)(print\\()?s\\.([gs]etsockopt\\()", "$1$2(lambda *_: 0)(");
        Path file = Files.writeString(folder.resolve("options.py"), calls);
        Exports.Said said = Exports.run(folder, List.of("python3", file.toString()));
        assertThat(said.text()).doesNotContain("Error");
        assertThat(said.exit()).isZero();
        assertThat(written.refused()).containsExactlyElementsOf(REFUSED);
    }
}
