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

/** How run.sh calls Java, and the cache that it has Java make. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "run.sh is for Unix; Windows has run.bat")
class RunScriptJavaTest {
    private LauncherFixture stage;

    @BeforeEach
    void set(@TempDir Path temp) throws IOException {
        stage = LauncherFixture.in(temp);
    }

    // ------------------------------------------------------------------ what java gets

    static List<String> shells() {
        return Stream.of("/bin/dash", "/bin/bash", "/bin/ksh", "/bin/busybox")
                .filter(s -> Files.isExecutable(Path.of(s)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void argumentsArriveAsTheyWereTyped(String shell) throws IOException {
        stage.built();
        stage.jdk("a-25", "25.0.3");
        String[] args = {
            "-e", "send  two  spaces *", "", "\"quoted\" 'too'", "back\\slash $HOME `x`", "客户端", "--", "a\nb"
        };
        List<String> command = shell.endsWith("busybox") ? List.of(shell, "sh") : List.of(shell);

        LauncherFixture.Result result = stage.run(
                Map.of(),
                Stream.concat(command.stream(), Stream.of(stage.script().toString()))
                        .toList(),
                args);

        assertThat(result.out()).endsWith("[socklab.Gate]\n[" + String.join("]\n[", args) + "]\n");
        assertThat(result.out()).contains("[-cp]\n[" + stage.jar() + "]\n");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void theExitCodeIsTheProgramsOwn() throws IOException {
        stage.built();
        stage.jdk("a-25", "25.0.3");

        assertThat(stage.run(Map.of("STUB_EXIT", "42")).exit()).isEqualTo(42);
    }

    @Test
    void aLinkToItIsFollowed() throws IOException {
        stage.built();
        stage.jdk("a-25", "25.0.3");
        Path near = Files.createSymbolicLink(stage.home().resolve("near.sh"), Path.of("run.sh"));
        Path far = Files.createSymbolicLink(
                stage.bin().resolve("socklab"),
                stage.bin().relativize(stage.home()).resolve("near.sh"));

        for (String command : List.of(
                near.toString(),
                far.toString(),
                "socklab",
                "bin/../bin/socklab",
                stage.root().relativize(stage.script()).toString())) {
            assertThat(stage.run(Map.of(), List.of("sh", "-c", "exec \"$0\"", command))
                            .lines())
                    .as(command)
                    .contains("[-Dsocklab.home=" + stage.home() + "]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve udp", "--help", "--feedback silent", "check serve", "-e serve"})
    void everyStartHasTheSameJavaOptions(String line) throws IOException {
        stage.built();
        stage.jdk("a-25", "25.0.3");
        List<String> bare = stage.run().lines();

        List<String> given = stage.run(line.split(" ")).lines();

        assertThat(bare).contains("[-XX:+UseSerialGC]").endsWith("[socklab.Gate]");
        assertThat(given).containsSequence(bare).hasSize(bare.size() + line.split(" ").length);
    }

    @Test
    void reportsAndMarksAreCompiledOnce() throws IOException {
        stage.built();
        stage.jdk("a-25", "25.0.3");
        String only = "[-XX:TieredStopAtLevel=1]";
        assertThat(stage.run("report", "x.lab").lines()).contains(only).endsWith("[report]", "[x.lab]");
        assertThat(stage.run("grade", "key.lab", "x.lab").lines()).contains(only);
        assertThat(stage.run("x.lab").lines()).doesNotContain(only);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bin/dash", "/bin/bash", "/bin/busybox"})
    void closedDescriptorsAreOpenedSoThatJavaOpensNoFileThere(String shell) throws IOException {
        assumeTrue(Files.isExecutable(Path.of(shell)), "no " + shell);
        stage.built();
        Path jdk = stage.jdk("a-25", "25.0.3");
        LauncherFixture.executable(
                jdk.resolve("bin/java"),
                "for fd in 0 1 2; do link=$(readlink /proc/$$/fd/$fd); echo \"$link\" >&3; done\n");

        LauncherFixture.Result result = stage.run(
                Map.of("RUN", stage.script().toString(), "SHELL_UNDER_TEST", shell),
                List.of(
                        "sh",
                        "-c",
                        "case $SHELL_UNDER_TEST in *busybox) set -- busybox sh ;; *) set -- ;; esac;"
                                + " exec 3>&1; \"$SHELL_UNDER_TEST\" ${1:+sh} \"$RUN\" <&- >&- 2>&-"));

        assertThat(result.lines()).as("the training, and the start").hasSize(6).containsOnly("/dev/null");
    }

    @Test
    void benchmarksRunFromTheirOwnFolder() throws IOException {
        stage.built();
        stage.jdk("a-25", "25.0.3");
        Path classes = Files.createDirectories(stage.home().resolve("target/bench"));

        assertThat(stage.run("bench", "start").out())
                .endsWith("[-cp]\n[" + stage.jar() + ":" + classes + "]\n[socklab.bench.BenchProgram]\n[start]\n");
        Files.delete(classes);
        LauncherFixture.Result without = stage.run("bench");
        assertThat(without.exit()).isEqualTo(3);
        assertThat(without.err()).isEqualTo("The benchmarks come with the sources; this is a copy without them.\n");
    }

    @ParameterizedTest
    @CsvSource({"LANG, zh_CN.GBK, zh_CN.GBK", "LC_ALL, C, C", "LC_MESSAGES, zh_CN, zh_CN"})
    void textIsUtf8AndTheLanguageGoesAlong(String variable, String value, String language) throws IOException {
        stage.built();
        stage.jdk("a-25", "25.0.3");

        assertThat(stage.run(Map.of(variable, value)).lines())
                .contains("LC_ALL C.UTF-8", "[-Dsocklab.locale=" + language + "]", "[-Dstdout.encoding=UTF-8]");
    }

    // ------------------------------------------------------------------ the cache

    @Test
    void theCacheIsTrainedOnceForOneJarOneJdkAndOneFolder() throws IOException {
        stage.built();
        Path jdk = stage.jdk("a-25", "25.0.3");
        Path starts = jdk.resolve("starts");
        String flag = "[-XX:AOTCache=" + stage.cache() + "]";

        assertThat(stage.run().lines()).contains(flag);
        assertThat(starts).as("trained and run").content().hasLineCount(2);
        assertThat(stage.run("check", "a.lab").lines()).contains(flag);
        assertThat(starts).as("run").content().hasLineCount(3);
        LauncherFixture.age(stage.jar(), Duration.ofMinutes(7));
        assertThat(stage.run().lines()).contains(flag);
        assertThat(starts).as("another jar").content().hasLineCount(5);
        stage.jdk("a-25", "25.0.4");
        assertThat(stage.run().lines()).contains(flag);
        assertThat(starts).as("another JDK").content().hasLineCount(7);
        Files.delete(stage.cache());
        assertThat(stage.run().lines()).doesNotContain(flag);
    }

    @Test
    void afterACrashOfJavaTheNextStartDoesWithoutTheCache() throws IOException {
        stage.built();
        stage.jdk("a-25", "25.0.3");

        assertThat(stage.run(Map.of("STUB_CRASH", "yes")).exit()).isEqualTo(134);
        assertThat(stage.cache()).doesNotExist();
        LauncherFixture.Result next = stage.run(Map.of("STUB_CRASH", "yes"));
        assertThat(next.exit()).isZero();
        assertThat(next.lines()).doesNotContain("[-XX:AOTCache=" + stage.cache() + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "POSIX", "zh_CN.UTF-8", "zh_CN.GBK", ""})
    void aRealJavaUnderstandsChineseInAnyLocale(String locale) throws IOException {
        realJar();
        Map<String, String> env = new HashMap<>(real());
        env.put("LC_ALL", locale);
        // The JVM that runs this test may itself be in the C locale, and could not pass the argument on.
        Path call = stage.root().resolve("call.sh");
        Files.writeString(call, "exec ./*/run.sh 客户端\n");

        LauncherFixture.Result result = stage.run(env, List.of("sh", call.toString()));

        assertThat(result.err()).isEmpty();
        assertThat(result.lines())
                .containsExactly(
                        "pid " + result.pid(),
                        "home " + Hello.hex(stage.home().toString()),
                        "locale " + locale,
                        "arg " + Hello.hex("客户端"),
                        "out ✓");
    }

    private Map<String, String> real() {
        return Map.of("SOCKLAB_JAVA_HOME", System.getProperty("java.home"));
    }

    private void realJar() throws IOException {
        stage.built();
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
        return ClassFile.of()
                .build(
                        ClassDesc.of("socklab.Gate"),
                        type -> type.withMethodBody(
                                "main",
                                main,
                                ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                                code -> code.aload(0)
                                        .invokestatic(ClassDesc.of(Hello.class.getName()), "main", main)
                                        .return_()));
    }
}
