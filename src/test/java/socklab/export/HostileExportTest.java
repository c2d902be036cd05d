package socklab.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import socklab.text.Language;

/** Names, texts and data of a lab never change what its program does. */
class HostileExportTest {
    /**
     * Ends of comments and strings, trigraphs, escapes of three languages, what turns text round, and names that are
     * keywords.
     */
    private static final String LAB = """
        # title */ int main(void){} /* ??/ \\u002a/ ""\" \u202e gnp.exe \\
        class = open udp
        class.bind 127.0.0.1 0
        # a comment */ abort(); /* \\u000a System.exit(3); // ??/
        客户端 = open udp
        客户端.sendto $class.local "\\"); abort(); (\\"??/\\0\\x1b[2J\\u202e%s%n\\\\u0022 {x}"
        => 40 bytes
        int = class.recvfrom 100
        => "\\"); abort(); (\\"??/\\0\\x1b[2J\\u202e%s%n\\\\u0022 {x}" (40 bytes) from 127.0.0.1:[..]
        class.sendto $int.from "100%"
        => 4 bytes
        a-b = 客户端.recv 100
        => "100%" (4 bytes)
        /print 100% of "$a-b" \\ ??/ \\u0022 done
        """;

    @TempDir
    private Path folder;

    private Path written(TargetLanguage language) throws Refusal, IOException {
        ExportSettings settings = new ExportSettings(
                Language.EN, java.util.Optional.empty(), true, false, java.util.Optional.of("Hostile"));
        String program = Exports.write(LAB, language, settings);
        assertThat(program.codePoints())
                .allMatch(c -> c == '\n' || SafeText.visible(c), "no character that acts on what is shown");
        return Files.writeString(folder.resolve("Hostile." + language.ending()), program);
    }

    @ParameterizedTest
    @EnumSource
    void itRunsAndDoesWhatTheLabSays(TargetLanguage language) throws Exception {
        Path file = written(language);
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> run = switch (language) {
            case PYTHON -> List.of("python3", file.toString());
            case C -> List.of(folder.resolve("hostile").toString());
            case JAVA -> List.of(java.toString(), "-cp", folder.toString(), "Hostile");
        };
        switch (language) {
            case PYTHON -> assumeTrue(Exports.installed("python3", "--version"), "python3 is not installed");
            case C -> {
                assumeTrue(Exports.installed("gcc", "--version"), "gcc is not installed");
                Exports.Said said = Exports.run(
                        folder,
                        List.of(
                                "gcc",
                                "-std=c99",
                                "-Wall",
                                "-Wextra",
                                "-Werror",
                                "-pedantic",
                                "-o",
                                "hostile",
                                file.toString()));
                assertThat(said.text()).isEmpty();
            }
            case JAVA -> {
                assumeTrue(ToolProvider.getSystemJavaCompiler() != null, "this Java has no compiler");
                assertThat(ToolProvider.getSystemJavaCompiler()
                                .run(
                                        null,
                                        null,
                                        null,
                                        "-Xlint:all",
                                        "-Werror",
                                        "-d",
                                        folder.toString(),
                                        file.toString()))
                        .isZero();
            }
        }
        Exports.Said said = Exports.run(folder, run);
        assertThat(said.text()).endsWith("100% of \"100%\" \\ ??/ \\u0022 done\n");
        assertThat(said.exit()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void whatCannotBeSaidIsRefusedWithItsLine(TargetLanguage language) {
        assertThatThrownBy(() -> Exports.write("# x\n/wire\n", language, ExportSettings.plain(Language.EN)))
                .isInstanceOfSatisfying(
                        Refusal.class, r -> assertThat(r.number()).isEqualTo(2));
        assertThatThrownBy(() -> Exports.write(
                        "# x\ns = open udp\n\nr = s.recv 10 &\n", language, ExportSettings.plain(Language.EN)))
                .isInstanceOfSatisfying(
                        Refusal.class, r -> assertThat(r.number()).isEqualTo(4));
        assertThatThrownBy(() -> Exports.write("# x\nfd:7.recv 10\n", language, ExportSettings.plain(Language.EN)))
                .isInstanceOfSatisfying(
                        Refusal.class, r -> assertThat(r.number()).isEqualTo(2));
    }

    @Test
    void aMistakeThatALaterLineRepairedIsLeftOut() throws Exception {
        String session = "# s\ns = open udp\ns.bind 192.0.2.1 0\n=> EADDRNOTAVAIL (x)\ns.bind 127.0.0.1 0\n=> 0\n";
        Path file = Files.writeString(folder.resolve("s.lab"), session);
        ExportSettings plain = ExportSettings.plain(Language.EN);
        ExportSettings all =
                new ExportSettings(Language.EN, java.util.Optional.empty(), false, true, java.util.Optional.empty());
        assertThat(Exporter.session(socklab.lab.LabReader.read(file), TargetLanguage.PYTHON, plain))
                .doesNotContain("192.0.2.1");
        assertThat(Exporter.session(socklab.lab.LabReader.read(file), TargetLanguage.PYTHON, all))
                .contains("192.0.2.1", "except OSError as error:  # EADDRNOTAVAIL");
    }
}
