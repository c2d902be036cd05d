package socklab.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import socklab.text.Language;
import socklab.text.Messages;

/** Every lab of the shelf in three languages: written and compiled without a warning, or refused for a reason. */
class ShelfExportTest {
    private static final Path REFUSED = Path.of("src/test/resources/socklab/export/refused.txt");

    @TempDir
    private Path folder;

    private List<Path> written(TargetLanguage language, List<String> refused) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path lab : Exports.shelf()) {
            try {
                String program = Exports.write(lab, language, Exports.checked(lab));
                String name = language == TargetLanguage.JAVA
                        ? program.lines()
                                .filter(l -> l.startsWith("class "))
                                .findFirst()
                                .orElseThrow()
                                .split(" ")[1]
                        : Exports.name(lab);
                files.add(Files.writeString(folder.resolve(name + "." + language.ending()), program));
            } catch (Refusal refusal) {
                refused.add(language.word() + " " + Exports.name(lab) + ":" + refusal.number() + ": "
                        + Messages.in(Language.EN).say(refusal.error().fault()));
            }
        }
        return files;
    }

    /** The list is part of what is promised: a lab more on it is a loss, and is seen. */
    @Test
    void theRefusedLabsAreThese() throws IOException {
        List<String> refused = new ArrayList<>();
        for (TargetLanguage language : TargetLanguage.values()) {
            List<Path> _ = written(language, refused);
        }
        refused.removeIf(r -> r.contains(" wire-")); // every one: hosts and a cable are no program's
        if (Boolean.getBoolean("bless")) {
            Files.write(REFUSED, refused);
        }
        assertThat(refused).isEqualTo(Files.readAllLines(REFUSED));
    }

    @Test
    void cCompilesWithoutAWarning() throws IOException {
        assumeTrue(Exports.installed("gcc", "--version"), "gcc is not installed");
        compile(TargetLanguage.C, "gcc", "-std=c99", "-Wall", "-Wextra", "-Werror", "-pedantic", "-fsyntax-only");
    }

    @Test
    void pythonCompiles() throws IOException {
        assumeTrue(Exports.installed("python3", "--version"), "python3 is not installed");
        compile(TargetLanguage.PYTHON, "python3", "-W", "error", "-m", "py_compile");
    }

    private void compile(TargetLanguage language, String... command) throws IOException {
        List<String> all = new ArrayList<>(List.of(command));
        written(language, new ArrayList<>()).forEach(f -> all.add(f.toString()));
        Exports.Said said = Exports.run(folder, all);
        assertThat(said.text()).isEmpty();
        assertThat(said.exit()).isZero();
    }

    @Test
    void javaCompilesWithoutAWarning() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assumeTrue(compiler != null, "this Java has no compiler");
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        List<Path> files = written(TargetLanguage.JAVA, new ArrayList<>());
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(said, null, null)) {
            boolean well = compiler.getTask(
                            null,
                            manager,
                            said,
                            List.of("-Xlint:all", "-Werror", "-d", folder.toString()),
                            null,
                            manager.getJavaFileObjectsFromPaths(files))
                    .call();
            assertThat(said.getDiagnostics()).isEmpty();
            assertThat(well).isTrue();
        }
    }

    @Test
    void eachSideOfThePairsIsAProgramOfItsOwn() throws Refusal {
        for (TargetLanguage language : TargetLanguage.values()) {
            for (String side : List.of("server", "client")) {
                ExportSettings one = new ExportSettings(
                        Language.EN, java.util.Optional.of(side), false, false, java.util.Optional.of(side));
                String program = Exports.write(Path.of("labs/seed/udp-uppercase.lab"), language, one);
                String other = side.equals("server") ? "client" : "server";
                assertThat(program.lines().filter(l -> !l.strip().matches("(#|//|/\\*|\\*).*")))
                        .noneMatch(l -> l.matches(".*\\b" + other + "\\b.*"))
                        .anyMatch(l -> l.contains("12000"));
            }
        }
        assertThat(Stream.of(TargetLanguage.values())).hasSize(3);
    }
}
