package socklab.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import socklab.oracle.Wine;

/** The real run.bat in wine's cmd, in a folder with an awkward name, among JDKs that print their command line. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "a stand-in for Windows on Linux")
@Timeout(240)
class RunBatWineTest {
    private static Wine wine;

    @TempDir
    private Path temp;

    private Path home;

    @BeforeAll
    static void prepare() throws IOException, InterruptedException {
        wine = Wine.prepared();
    }

    @BeforeEach
    void stage() throws IOException {
        home = Files.createDirectories(temp.toRealPath().resolve("套接字 lab (x86) & 'q'"));
        Files.copy(Path.of("run.bat"), home.resolve("run.bat"));
        Files.createDirectories(home.resolve("target"));
        Files.writeString(home.resolve("target/socklab.jar"), "");
    }

    private Path jdk(String name, String version) throws IOException {
        Path jdk = home.resolveSibling(name);
        Files.createDirectories(jdk.resolve("bin"));
        Files.copy(wine.java(), jdk.resolve("bin/java.exe"));
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"Nobody\"\r\nJAVA_VERSION=\"" + version + "\"\r\n");
        return jdk;
    }

    private Wine.Result run(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 3];
        command[0] = "cmd";
        command[1] = "/c";
        command[2] = "run.bat";
        System.arraycopy(arguments, 0, command, 3, arguments.length);
        return wine.run(home, environment, command);
    }

    private static Map<String, String> with(Path jdk, String... more) {
        Map<String, String> environment = new HashMap<>(Map.of("SOCKLAB_JAVA_HOME", Wine.path(jdk)));
        for (int i = 0; i < more.length; i += 2) {
            environment.put(more[i], more[i + 1]);
        }
        return environment;
    }

    @Test
    void startsTheJarWithTheArgumentsAsGivenAndEndsAsJavaEnds() throws IOException, InterruptedException {
        Path jdk = jdk("Program Files (x86)", "25.0.1");
        Wine.Result result = run(with(jdk, "STUB_EXIT", "3"), "check", "a b", "!x!", "你好");
        assertThat(result.exit()).as(result.err()).isEqualTo(3);
        assertThat(result.out())
                .startsWith("\"" + Wine.path(jdk) + "\\bin\\java.exe\"")
                .contains("-Dstdout.encoding=UTF-8", "-XX:+UseSerialGC", "\"-Dsocklab.home=" + Wine.path(home) + "\"")
                .contains("-jar \"" + Wine.path(home) + "\\target\\socklab.jar\" check \"a b\" !x! 你好\n");
    }

    @Test
    void passesOverAJdkThatIsTooOld() throws IOException, InterruptedException {
        Path old = jdk("old", "21.0.4");
        Path good = jdk("good", "25");
        Wine.Result result = run(Map.of("SOCKLAB_JAVA_HOME", Wine.path(old), "JAVA_HOME", Wine.path(good)));
        assertThat(result.out()).startsWith("\"" + Wine.path(good) + "\\bin\\java.exe\"");
    }

    @Test
    void withOldOnesOnlyTheGateClassSaysWhatIsMissing() throws IOException, InterruptedException {
        Wine.Result result = run(with(jdk("old", "1.8.0_402")));
        assertThat(result.out()).contains("-jar").doesNotContain("-Xlog:disable");
    }

    @Test
    void withoutAnyItSaysWhatToInstall() throws IOException, InterruptedException {
        Wine.Result result = run(Map.of());
        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.err()).contains("needs a JDK, Java 25 or newer", "winget install");
    }

    @Test
    void buildsOnceAndThenOnlyStarts() throws IOException, InterruptedException {
        Files.delete(home.resolve("target/socklab.jar"));
        Files.writeString(home.resolve("pom.xml"), "");
        Path bin = Files.createDirectories(home.resolveSibling("maven"));
        Files.writeString(
                bin.resolve("mvn.cmd"), "@echo jar>target\\socklab.jar\r\n@echo %JAVA_HOME%>built\r\n@exit /b 0\r\n");
        Map<String, String> environment = with(jdk("jdk", "25"), "WINEPATH", Wine.path(bin));
        Wine.Result first = run(environment);
        assertThat(first.err()).contains("First start: building socklab");
        assertThat(first.out()).contains("-jar");
        assertThat(home.resolve("built")).exists();
        assertThat(run(environment).err()).doesNotContain("building");
    }

    @Test
    void aBuildThatFailsIsToldAndNothingIsStarted() throws IOException, InterruptedException {
        Files.delete(home.resolve("target/socklab.jar"));
        Files.writeString(home.resolve("pom.xml"), "");
        Path bin = Files.createDirectories(home.resolveSibling("maven"));
        Files.writeString(bin.resolve("mvn.cmd"), "@echo no network\r\n@exit /b 1\r\n");
        Wine.Result result = run(with(jdk("jdk", "25"), "WINEPATH", Wine.path(bin)));
        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.err()).contains("no network", "mvn ended with exit code 1");
        assertThat(result.out()).doesNotContain("-jar");
    }
}
