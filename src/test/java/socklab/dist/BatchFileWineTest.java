package socklab.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import socklab.oracle.Wine;

/**
 * The archive's {@code bin\socklab.bat} in wine's cmd, in a folder with an awkward name, with a java.exe that prints.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "a stand-in for Windows on Linux")
@Timeout(240)
class BatchFileWineTest {
    private Wine wine;
    private Path home;
    private Path jar;

    @BeforeEach
    void anArchiveIsUnpacked(@TempDir Path temp) throws IOException, InterruptedException {
        wine = Wine.prepared();
        Path root = temp.toRealPath();
        home = root.resolve("套接字 lab (x86) & 'q'");
        Path built = Files.writeString(root.resolve("socklab.jar"), "jar");
        Launchers launchers = Launchers.of(Path.of(""), built);
        jar = Files.copy(built, Files.createDirectories(home.resolve("lib")).resolve(launchers.jarName()));
        Path bin = Files.createDirectories(home.resolve("bin"));
        Files.writeString(bin.resolve("socklab.bat"), launchers.batchFile());
        Files.copy(
                wine.java(),
                Files.createDirectories(home.resolve("runtime/bin")).resolve("java.exe"));
    }

    private Wine.Result run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("cmd", "/c", "bin\\socklab.bat"));
        command.addAll(Arrays.asList(arguments));
        return wine.run(home, Map.of("STUB_EXIT", "3"), command.toArray(String[]::new));
    }

    @Test
    void startsItsOwnJavaWithTheArgumentsAsGivenAndEndsAsJavaEnds() throws IOException, InterruptedException {
        Wine.Result result = run("check", "a b", "!x!", "你好");
        assertThat(result.exit()).as(result.err()).isEqualTo(3);
        assertThat(result.out())
                .startsWith("\"" + Wine.path(home) + "\\runtime\\bin\\java.exe\"")
                .contains("-Dstdout.encoding=UTF-8", "\"-Dsocklab.home=" + Wine.path(home) + "\"")
                .contains("-cp \"" + Wine.path(jar) + "\" socklab.Gate check \"a b\" !x! 你好\n");
    }

    @Test
    void saysThatACopyIsNotWhole() throws IOException, InterruptedException {
        Files.delete(jar);
        Wine.Result result = run();
        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.out()).doesNotContain("java.exe");
        assertThat(result.err()).contains("This copy of socklab is not whole", "Unpack it again.");
    }
}
