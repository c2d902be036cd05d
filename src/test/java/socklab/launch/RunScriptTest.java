package socklab.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The real run.sh, with JDKs and a Maven that only note what they were asked. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "run.sh is for Unix; Windows has run.bat")
class RunScriptTest {
    private Stage stage;

    @BeforeEach
    void set(@TempDir Path temp) throws IOException {
        stage = Stage.in(temp);
    }

    private void built() throws IOException {
        Files.createDirectories(stage.jar().getParent());
        Files.writeString(stage.jar(), "jar");
    }

    // ------------------------------------------------------------------ the JDK

    @Test
    void takesTheFirstJdkThatIsNewEnough() throws IOException {
        built();
        Path first = stage.jdk("../first", "26.0.1");
        Path second = stage.jdk("../second", "25");
        Path third = stage.jdk("../third", "25.0.3");
        stage.jdk("fourth", "25-ea");
        Files.createSymbolicLink(stage.bin().resolve("java"), third.resolve("bin/java"));

        assertThat(stage.run(Map.of("SOCKLAB_JAVA_HOME", first.toString(), "JAVA_HOME", second.toString())).lines())
                .startsWith("jdk ../first");
        assertThat(stage.run(Map.of("JAVA_HOME", second.toString())).lines()).startsWith("jdk ../second");
        assertThat(stage.run().lines()).startsWith("jdk ../third");
        Files.delete(third.resolve("bin/java"));
        assertThat(stage.run().lines()).startsWith("jdk fourth");
    }

    @Test
    void passesOverJdksThatAreTooOld() throws IOException {
        built();
        Path old = stage.jdk("a-17", "17.0.15");
        stage.jdk("b-8", "1.8.0_402");
        stage.jdk("c-25", "25.0.3");
        Files.createSymbolicLink(stage.bin().resolve("java"), old.resolve("bin/java"));

        assertThat(stage.run(Map.of("JAVA_HOME", old.toString())).lines()).startsWith("jdk c-25");
    }

    @Test
    void findsTheJdkBehindAShim() throws IOException {
        built();
        Path jdk = stage.jdk("../hidden", "25.0.3");
        Stage.executable(stage.bin().resolve("java"), "echo '    java.home = " + jdk + "' >&2\n");

        assertThat(stage.run().lines()).startsWith("jdk ../hidden");
    }

    @Test
    void forgetsAJdkThatIsGone() throws IOException {
        built();
        Path gone = stage.jdk("a-25", "25.0.3");
        stage.jdk("b-26", "26");

        assertThat(stage.run().lines()).startsWith("jdk a-25");
        Files.delete(gone.resolve("bin/java"));
        assertThat(stage.run().lines()).startsWith("jdk b-26");
    }

    @Test
    void looksAgainWhenAJdkBecameAnotherVersion() throws IOException {
        built();
        stage.jdk("a-25", "25.0.3");
        stage.jdk("b-26", "26");

        assertThat(stage.run().lines()).startsWith("jdk a-25");
        stage.jdk("a-25", "17.0.1");
        assertThat(stage.run().lines()).startsWith("jdk b-26");
    }

    @Test
    void namesTheJdkThatIsMissingAndTheOnesFound() throws IOException {
        built();
        Path old = stage.jdk("a-17", "17.0.15");

        Stage.Result result = stage.run();

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("needs a JDK, Java 25 or newer", "Java 17 (in " + old + ")",
                "Install it: sudo apt install openjdk-25-jdk");
    }

    @Test
    void saysSoInChineseWhereTheLocaleIs() throws IOException {
        built();
        stage.jdk("a-17", "17.0.15");
        for (String name : List.of("LANG", "LC_MESSAGES", "LC_ALL")) {
            assertThat(stage.run(Map.of(name, "zh_CN.UTF-8")).err()).as(name)
                    .startsWith("socklab 需要 JDK，Java 25 或更新。这里找到的：Java 17 (in ").contains("安装：sudo apt install openjdk-25-jdk （还没有？");
        }
    }

    @Test
    void saysWhenThereIsNoJavaAtAll() throws IOException {
        built();

        assertThat(stage.run().exit()).isEqualTo(3);
        assertThat(stage.run().err()).contains("Found here: none.").hasLineCount(2);
    }

    @Test
    void aJavaWithoutACompilerRunsButDoesNotBuild() throws IOException {
        stage.maven();
        Files.delete(stage.jdk("jre", "25.0.3").resolve("bin/javac"));

        assertThat(stage.run().err()).contains("Java 25 without javac");
        built();
        assertThat(stage.run().lines()).startsWith("jdk jre");
    }

    // ------------------------------------------------------------------ the build

    @Test
    void buildsOnceAndSaysSo() throws IOException {
        Path jdk = stage.jdk("a-25", "25.0.3");
        stage.maven();

        Stage.Result first = stage.run("x");
        Stage.Result second = stage.run("x");

        assertThat(first.err()).isEqualTo("First start: building socklab, about half a minute...\n");
        assertThat(first.lines()).startsWith("jdk a-25").endsWith("[x]");
        assertThat(second.err()).isEmpty();
        assertThat(second.out()).isEqualTo(first.out());
        assertThat(stage.builds()).containsExactly("built with " + jdk);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pom.xml", "src/main/java/Main.java"})
    void buildsAgainWhenASourceIsNewer(String source) throws IOException {
        stage.jdk("a-25", "25.0.3");
        stage.maven();
        stage.run();
        Stage.age(stage.jar(), Duration.ofMinutes(10));
        Stage.age(stage.home().resolve(source), Duration.ofMinutes(5));

        assertThat(stage.run().err()).isEqualTo("The sources have changed: building socklab...\n");
        assertThat(stage.run().err()).isEmpty();
        assertThat(stage.builds()).hasSize(2);
    }

    @Test
    void aSourceFromTheFutureIsBuiltOnce() throws IOException {
        stage.jdk("a-25", "25.0.3");
        stage.maven();
        Stage.age(stage.home().resolve("pom.xml"), Duration.ofHours(-8));

        stage.run();
        stage.run();

        assertThat(stage.builds()).hasSize(1);
    }

    @Test
    void aCopyWithoutSourcesIsNotBuilt() throws IOException {
        built();
        stage.jdk("a-25", "25.0.3");
        Files.delete(stage.home().resolve("pom.xml"));

        assertThat(stage.run().exit()).isZero();
    }

    @Test
    void namesTheMavenThatIsMissing() throws IOException {
        stage.jdk("a-25", "25.0.3");

        Stage.Result result = stage.run();

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.err()).contains("there is no mvn on the PATH", "Install it: sudo apt install maven");
    }

    @Test
    void withoutMavenWhatWasBuiltStillRuns() throws IOException {
        stage.jdk("a-25", "25.0.3");
        built();
        Stage.age(stage.jar(), Duration.ofHours(2));

        Stage.Result result = stage.run();

        assertThat(result.lines()).startsWith("jdk a-25");
        assertThat(result.err()).contains("running what was built");
    }

    @Test
    void showsWhyABuildFailed() throws IOException {
        stage.jdk("a-25", "25.0.3");
        Stage.executable(stage.bin().resolve("mvn"), "echo '[ERROR] cannot find symbol'; exit 1\n");

        Stage.Result result = stage.run();

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

        List<Process> starts = Stream.generate(() -> stage.start(Map.of(), List.of(stage.script().toString()), "x"))
                .limit(5).toList();

        assertThat(starts).map(stage::finish).allSatisfy(result -> {
            assertThat(result.exit()).isZero();
            assertThat(result.lines()).endsWith("[x]");
        });
        assertThat(stage.builds()).hasSize(1);
        assertThat(stage.home().resolve("target/launch/lock")).doesNotExist();
    }

    @Test
    void aBuilderThatDiedIsSucceeded() throws IOException {
        stage.jdk("a-25", "25.0.3");
        stage.maven();
        Stage.Result dead = stage.run(Map.of(), List.of("sh", "-c", "exit 0"));
        Path lock = Files.createDirectories(stage.home().resolve("target/launch/lock"));
        Files.writeString(lock.resolve("pid"), dead.pid() + "\n");

        assertThat(stage.run().exit()).isZero();
        assertThat(stage.builds()).hasSize(1);
        assertThat(lock).doesNotExist();
    }

    // ------------------------------------------------------------------ what java gets

    static List<String> shells() {
        return Stream.of("/bin/dash", "/bin/bash", "/bin/ksh", "/bin/busybox").filter(s -> Files.isExecutable(Path.of(s)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void argumentsArriveAsTheyWereTyped(String shell) throws IOException {
        built();
        stage.jdk("a-25", "25.0.3");
        String[] args = {"-e", "send  two  spaces *", "", "\"quoted\" 'too'", "back\\slash $HOME `x`", "客户端", "--", "a\nb"};
        List<String> command = shell.endsWith("busybox") ? List.of(shell, "sh") : List.of(shell);

        Stage.Result result = stage.run(Map.of(), Stream.concat(command.stream(), Stream.of(stage.script().toString()))
                .toList(), args);

        assertThat(result.out()).endsWith("[socklab.Gate]\n[" + String.join("]\n[", args) + "]\n");
        assertThat(result.out()).contains("[-cp]\n[" + stage.jar() + "]\n");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void theExitCodeIsTheProgramsOwn() throws IOException {
        built();
        stage.jdk("a-25", "25.0.3");

        assertThat(stage.run(Map.of("STUB_EXIT", "42")).exit()).isEqualTo(42);
    }

    @Test
    void aLinkToItIsFollowed() throws IOException {
        built();
        stage.jdk("a-25", "25.0.3");
        Path near = Files.createSymbolicLink(stage.home().resolve("near.sh"), Path.of("run.sh"));
        Path far = Files.createSymbolicLink(stage.bin().resolve("socklab"),
                stage.bin().relativize(stage.home()).resolve("near.sh"));

        for (String command : List.of(near.toString(), far.toString(), "socklab", "bin/../bin/socklab",
                stage.root().relativize(stage.script()).toString())) {
            assertThat(stage.run(Map.of(), List.of("sh", "-c", "exec \"$0\"", command)).lines()).as(command)
                    .contains("[-Dsocklab.home=" + stage.home() + "]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve udp", "bench", "check serve", "-e serve", "--help"})
    void everythingGetsTheOptimizingCompilerAndTheSimplestCollector(String line) throws IOException {
        built();
        stage.jdk("a-25", "25.0.3");

        assertThat(stage.run(line.split(" ")).lines()).contains("[-XX:+UseSerialGC]").noneMatch(l -> l.contains("Tiered"));
    }

    @ParameterizedTest
    @CsvSource({"LANG, zh_CN.GBK, zh_CN.GBK", "LC_ALL, C, C", "LC_MESSAGES, zh_CN, zh_CN"})
    void textIsUtf8AndTheLanguageGoesAlong(String variable, String value, String language) throws IOException {
        built();
        stage.jdk("a-25", "25.0.3");

        assertThat(stage.run(Map.of(variable, value)).lines())
                .contains("LC_ALL C.UTF-8", "[-Dsocklab.locale=" + language + "]", "[-Dstdout.encoding=UTF-8]");
    }

    // ------------------------------------------------------------------ the cache

    @Test
    void theCacheIsTrainedOnceForOneJarAndOneJdk() throws IOException {
        built();
        Path jdk = stage.jdk("a-25", "25.0.3");
        Path starts = jdk.resolve("starts");
        String flag = "[-XX:AOTCache=" + stage.cache() + "]";

        assertThat(stage.run().lines()).contains(flag);
        assertThat(starts).as("trained and run").content().hasLineCount(2);
        assertThat(stage.run().lines()).contains(flag);
        assertThat(starts).as("run").content().hasLineCount(3);
        Stage.age(stage.jar(), Duration.ofMinutes(7));
        assertThat(stage.run().lines()).contains(flag);
        assertThat(starts).as("another jar").content().hasLineCount(5);
        stage.jdk("a-25", "25.0.4");
        assertThat(stage.run().lines()).contains(flag);
        assertThat(starts).as("another JDK").content().hasLineCount(7);
        Files.delete(stage.cache());
        assertThat(stage.run().lines()).doesNotContain(flag);
    }

    @Test
    void aRealJavaStartsWithACacheThatIsBroken() throws IOException {
        realJar();
        Stage.Result first = stage.run(real());
        assertThat(first.exit()).as(first.err()).isZero();
        byte[] cache = Files.readAllBytes(stage.cache());

        for (byte[] broken : List.of("junk".getBytes(), new byte[0], Arrays.copyOf(cache, cache.length / 2))) {
            Files.write(stage.cache(), broken);
            Stage.Result result = stage.run(real(), "x");
            assertThat(result.exit()).isZero();
            assertThat(result.lines()).contains("arg 78");
            assertThat(result.err()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "POSIX", "zh_CN.UTF-8", "zh_CN.GBK", ""})
    void aRealJavaUnderstandsChineseInAnyLocale(String locale) throws IOException {
        realJar();
        // A cache is of no interest here, and takes a second to train.
        Files.createDirectories(stage.home().resolve("target/launch/lock"));
        Map<String, String> env = new HashMap<>(real());
        env.put("LC_ALL", locale);
        // The JVM that runs this test may itself be in the C locale, and could not pass the argument on.
        Path call = stage.root().resolve("call.sh");
        Files.writeString(call, "exec ./*/run.sh 客户端\n");

        Stage.Result result = stage.run(env, List.of("sh", call.toString()));

        assertThat(result.err()).isEmpty();
        assertThat(result.lines()).containsExactly("pid " + result.pid(), "home " + Hello.hex(stage.home().toString()),
                "locale " + locale, "arg " + Hello.hex("客户端"), "out ✓");
    }

    private Map<String, String> real() {
        return Map.of("SOCKLAB_JAVA_HOME", System.getProperty("java.home"));
    }

    private void realJar() throws IOException {
        built();
        String hello = Hello.class.getName().replace('.', '/') + ".class";
        try (var bytes = Hello.class.getClassLoader().getResourceAsStream(hello);
                var jar = new JarOutputStream(Files.newOutputStream(stage.jar()))) {
            jar.putNextEntry(new JarEntry(hello));
            jar.write(bytes.readAllBytes());
            jar.putNextEntry(new JarEntry("socklab/Gate.class"));
            jar.write(gate());
        }
    }

    /** A way in that leads to {@link Hello}. */
    private static byte[] gate() {
        MethodTypeDesc main = MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String.arrayType());
        return ClassFile.of().build(ClassDesc.of("socklab.Gate"), type -> type.withMethodBody("main", main,
                ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                code -> code.aload(0).invokestatic(ClassDesc.of(Hello.class.getName()), "main", main).return_()));
    }

    // ------------------------------------------------------------------ the script itself

    @ParameterizedTest
    @ValueSource(strings = {"run.sh", ".ci/run"})
    void shellcheckHasNothingToSay(String script) throws Exception {
        Path shellcheck = Path.of("/usr/bin/shellcheck");
        assumeTrue(Files.isExecutable(shellcheck), "shellcheck is not installed");
        Process process = new ProcessBuilder(shellcheck.toString(), script).redirectErrorStream(true).start();

        assertThat(new String(process.getInputStream().readAllBytes())).isEmpty();
        assertThat(process.waitFor()).isZero();
    }
}
