package socklab.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How run.sh finds a JDK and builds, with JDKs and a Maven that only note how they were called. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "run.sh is for Unix; Windows has run.bat")
class RunScriptTest {
    private LauncherFixture stage;

    @BeforeEach
    void set(@TempDir Path temp) throws IOException {
        stage = LauncherFixture.in(temp);
    }

    // ------------------------------------------------------------------ the JDK

    @Test
    void takesTheFirstJdkThatIsNewEnough() throws IOException {
        stage.built();
        Path first = stage.jdk("../first", "26.0.1");
        Path second = stage.jdk("../second", "25");
        Path third = stage.jdk("../third", "25.0.3");
        stage.jdk("fourth", "25-ea");
        Files.createSymbolicLink(stage.bin().resolve("java"), third.resolve("bin/java"));

        assertThat(stage.run(Map.of("SOCKLAB_JAVA_HOME", first.toString(), "JAVA_HOME", second.toString()))
                        .lines())
                .startsWith("jdk ../first");
        assertThat(stage.run(Map.of("JAVA_HOME", second.toString())).lines()).startsWith("jdk ../second");
        assertThat(stage.run().lines()).startsWith("jdk ../third");
        Files.delete(third.resolve("bin/java"));
        assertThat(stage.run().lines()).startsWith("jdk fourth");
    }

    @Test
    void passesOverJdksThatAreTooOld() throws IOException {
        stage.built();
        Path old = stage.jdk("a-17", "17.0.15");
        stage.jdk("b-8", "1.8.0_402");
        stage.jdk("c-25", "25.0.3");
        Files.createSymbolicLink(stage.bin().resolve("java"), old.resolve("bin/java"));

        assertThat(stage.run(Map.of("JAVA_HOME", old.toString())).lines()).startsWith("jdk c-25");
    }

    @Test
    void findsTheJdkBehindAShim() throws IOException {
        stage.built();
        Path jdk = stage.jdk("../hidden", "25.0.3");
        LauncherFixture.executable(stage.bin().resolve("java"), "echo '    java.home = " + jdk + "' >&2\n");

        assertThat(stage.run().lines()).startsWith("jdk ../hidden");
    }

    @Test
    void forgetsAJdkThatIsGone() throws IOException {
        stage.built();
        Path gone = stage.jdk("a-25", "25.0.3");
        stage.jdk("b-26", "26");

        assertThat(stage.run().lines()).startsWith("jdk a-25");
        Files.delete(gone.resolve("bin/java"));
        assertThat(stage.run().lines()).startsWith("jdk b-26");
    }

    @Test
    void looksAgainWhenAJdkBecameAnotherVersion() throws IOException {
        stage.built();
        stage.jdk("a-25", "25.0.3");
        stage.jdk("b-26", "26");

        assertThat(stage.run().lines()).startsWith("jdk a-25");
        stage.jdk("a-25", "17.0.1");
        assertThat(stage.run().lines()).startsWith("jdk b-26");
    }

    @Test
    void namesTheJdkThatIsMissingAndTheOnesFound() throws IOException {
        stage.built();
        Path old = stage.jdk("a-17", "17.0.15");

        LauncherFixture.Result result = stage.run();

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains(
                        "needs a JDK, Java 25 or newer",
                        "Java 17 (in " + old + ")",
                        "Install it: sudo apt install openjdk-25-jdk");
    }

    @Test
    void saysSoInChineseWhereTheLocaleIs() throws IOException {
        stage.built();
        stage.jdk("a-17", "17.0.15");
        for (String name : List.of("LANG", "LC_MESSAGES", "LC_ALL")) {
            assertThat(stage.run(Map.of(name, "zh_CN.UTF-8")).err())
                    .as(name)
                    .startsWith("socklab 需要 JDK，Java 25 或更新。这里找到的：Java 17 (in ")
                    .contains("安装：sudo apt install openjdk-25-jdk （或取自");
        }
    }

    @Test
    void saysWhenThereIsNoJavaAtAll() throws IOException {
        stage.built();

        assertThat(stage.run().exit()).isEqualTo(3);
        assertThat(stage.run().err()).contains("Found here: none.").hasLineCount(2);
    }

    @Test
    void aJavaWithoutACompilerRunsButDoesNotBuild() throws IOException {
        stage.maven();
        Files.delete(stage.jdk("jre", "25.0.3").resolve("bin/javac"));

        assertThat(stage.run().err()).contains("Java 25 without javac");
        stage.built();
        assertThat(stage.run().lines()).startsWith("jdk jre");
    }

    // ------------------------------------------------------------------ the build

    @Test
    void buildsOnceAndSaysSo() throws IOException {
        stage.jdk("a-25", "25.0.3");
        stage.maven();

        LauncherFixture.Result first = stage.run(Map.of("STUB_SOURCE", "as it is"), "x");
        LauncherFixture.Result second = stage.run("x");

        assertThat(first.err()).isEqualTo("First start: building socklab, about half a minute...\n");
        assertThat(first.lines()).startsWith("jdk a-25").endsWith("[x]");
        assertThat(second.err()).isEmpty();
        assertThat(second.out()).isEqualTo(first.out());
        assertThat(stage.builds()).containsExactly("built with " + System.getProperty("java.home"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pom.xml", "src/main/java/Main.java"})
    void buildsAgainWhenASourceIsNewer(String source) throws IOException {
        stage.jdk("a-25", "25.0.3");
        stage.maven();
        stage.run();
        LauncherFixture.age(stage.jar(), Duration.ofMinutes(10));
        LauncherFixture.age(stage.home().resolve(source), Duration.ofMinutes(5));

        assertThat(stage.run().err()).isEqualTo("The sources have changed: building socklab...\n");
        assertThat(stage.run().err()).isEmpty();
        assertThat(stage.builds()).hasSize(2);
    }

    @Test
    void classesOfSourcesThatAreGoneAreDeletedBeforeABuild() throws IOException {
        stage.jdk("a-25", "25.0.3");
        stage.maven();
        Path stale = Files.createDirectories(stage.home().resolve("target/classes/old"))
                .resolve("Gone.class");
        Files.writeString(stale, "");

        assertThat(stage.run().exit()).isZero();
        assertThat(stale).doesNotExist();
    }

    @Test
    void aSourceFromTheFutureIsBuiltOnce() throws IOException {
        stage.jdk("a-25", "25.0.3");
        stage.maven();
        LauncherFixture.age(stage.home().resolve("pom.xml"), Duration.ofHours(-8));

        stage.run();
        stage.run();

        assertThat(stage.builds()).hasSize(1);
    }

    @Test
    void aCopyWithoutSourcesIsNotBuilt() throws IOException {
        stage.built();
        stage.jdk("a-25", "25.0.3");
        Files.delete(stage.home().resolve("pom.xml"));

        assertThat(stage.run().exit()).isZero();
    }

    @Test
    void namesTheMavenThatIsMissing() throws IOException {
        stage.jdk("a-25", "25.0.3");

        LauncherFixture.Result result = stage.run();

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.err()).contains("there is no mvn on the PATH", "Install it: sudo apt install maven");
    }

    @Test
    void withoutMavenWhatWasBuiltStillRuns() throws IOException {
        stage.jdk("a-25", "25.0.3");
        stage.built();
        LauncherFixture.age(stage.jar(), Duration.ofHours(2));

        LauncherFixture.Result result = stage.run();

        assertThat(result.lines()).startsWith("jdk a-25");
        assertThat(result.err()).contains("running what was built");
    }

    @Test
    void showsWhyABuildFailed() throws IOException {
        stage.jdk("a-25", "25.0.3");
        LauncherFixture.executable(stage.bin().resolve("mvn"), "echo '[ERROR] cannot find symbol'; exit 1\n");

        LauncherFixture.Result result = stage.run();

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("[ERROR] cannot find symbol", "mvn ended with exit code 1", "build.log");
        stage.maven();
        assertThat(stage.run().exit()).isZero();
    }

    @Test
    void startsAtTheSameTimeBuildOnce() throws IOException {
        stage.jdk("a-25", "25.0.3");
        stage.maven();

        List<Process> starts = Stream.generate(
                        () -> stage.start(Map.of(), List.of(stage.script().toString()), "x"))
                .limit(5)
                .toList();

        assertThat(starts).map(stage::finish).allSatisfy(result -> {
            assertThat(result.exit()).isZero();
            assertThat(result.lines()).endsWith("[x]");
        });
        assertThat(stage.builds()).hasSize(1);
    }

    @Test
    void sigtermEndsTheBuildAndTheNextStartBuilds() throws Exception {
        stage.jdk("a-25", "25.0.3");
        Path began = stage.root().resolve("began");
        LauncherFixture.executable(
                stage.bin().resolve("mvn"),
                "echo $$ >\"" + began + ".new\"; mv \"" + began + ".new\" \"" + began + "\"; exec sleep 100\n");
        Process start = stage.start(Map.of(), List.of(stage.script().toString()));
        while (!Files.exists(began)) {
            assertThat(start.isAlive()).isTrue();
            Thread.sleep(10);
        }
        ProcessHandle maven = ProcessHandle.of(
                        Long.parseLong(Files.readString(began).strip()))
                .orElseThrow();

        start.toHandle().destroy(); // unlike Process.destroy, leaves the streams open

        assertThat(stage.finish(start).exit()).isEqualTo(143);
        maven.onExit().get(20, TimeUnit.SECONDS);
        stage.maven();
        assertThat(stage.run().exit()).isZero();
        assertThat(stage.builds()).hasSize(1);
    }

    @Test
    void anUnwritableFolderIsSaidInOneLine() throws IOException {
        assumeTrue(!System.getProperty("user.name").equals("root"), "root may write everywhere");
        stage.jdk("a-25", "25.0.3");
        stage.maven();
        Files.setPosixFilePermissions(stage.home(), PosixFilePermissions.fromString("r-xr-xr-x"));

        LauncherFixture.Result result = stage.run();

        Files.setPosixFilePermissions(stage.home(), PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.err()).contains("cannot be written to").hasLineCount(1);
    }

    // ------------------------------------------------------------------ awkward folders

    @Test
    void emptyElementsOfTheListOfJdkFoldersArePassedOver() throws IOException {
        stage.built();
        stage.jdk("a-25", "25.0.3");
        String folders =
                ":" + stage.root().resolve("empty") + "::" + stage.root().resolve("jvm") + ":";

        assertThat(stage.run(Map.of("SOCKLAB_JVM_DIRS", folders)).lines()).startsWith("jdk a-25");
        LauncherFixture.Result none = stage.run(Map.of("SOCKLAB_JVM_DIRS", ":"));
        assertThat(none.exit()).isEqualTo(3);
        assertThat(none.err()).contains("needs a JDK", "Found here: none.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"with:colon", "with\nline break", "bytes \\377\\376"})
    void aFolderThatJavaCannotTakeIsNamedInOneSentence(String name) throws IOException {
        stage.built();
        stage.jdk("a-25", "25.0.3");
        // Bytes that are not UTF-8 cannot be in a Java path: sh makes the folder.
        LauncherFixture.Result result = stage.run(
                Map.of("NAME", name, "HERE", stage.home().toString()),
                List.of("sh", "-c", "d=$(printf \"$NAME\"); mv \"$HERE\" \"$d\"; exec \"./$d/run.sh\""));

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("Java takes no folder with a colon, a line break or non-UTF-8 bytes");
    }

    @Test
    void aCurrentFolderThatIsGoneIsSaidInOneSentence() throws IOException {
        stage.built();
        stage.jdk("a-25", "25.0.3");

        LauncherFixture.Result result = stage.run(
                Map.of("RUN", stage.script().toString()),
                List.of("sh", "-c", "mkdir gone; cd gone; rmdir ../gone; exec \"$RUN\""));

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.out()).isEmpty();
        // sh itself may complain first
        assertThat(result.err()).endsWith("The current folder does not exist any more. Change to another one: cd\n");
    }

    // ------------------------------------------------------------------ the script itself

    @ParameterizedTest
    @ValueSource(strings = {"run.sh", ".ci/run"})
    void shellcheckFindsNothing(String script) throws Exception {
        Path shellcheck = Path.of("/usr/bin/shellcheck");
        assumeTrue(Files.isExecutable(shellcheck), "shellcheck is not installed");
        Process process = new ProcessBuilder(shellcheck.toString(), script)
                .redirectErrorStream(true)
                .start();

        assertThat(new String(process.getInputStream().readAllBytes())).isEmpty();
        assertThat(process.waitFor()).isZero();
    }
}
