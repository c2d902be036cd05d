package socklab.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the archive's {@code bin/socklab} calls its Java, with a java that prints its arguments. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "bin/socklab is for Unix; Windows has socklab.bat")
class DistLauncherTest {
    private record Result(int exit, String out, String err) {}

    private Path root;
    private Path home;
    private Path cache;

    @BeforeEach
    void anArchiveIsUnpacked(@TempDir Path temp) throws IOException {
        root = temp.toRealPath();
        home = root.resolve("套接字 (x86) 'q' socklab-1.0");
        Path jar = Files.writeString(root.resolve("socklab.jar"), "jar");
        Launchers launchers = Launchers.of(Path.of(""), jar);
        Path lib = Files.createDirectories(home.resolve("lib"));
        Files.copy(jar, lib.resolve(launchers.jarName()));
        cache = Files.writeString(lib.resolve(launchers.cacheName()), "cache");
        launchers.write(home);
        java("printf '[%s]\\n' \"$@\"; exit \"${STUB_EXIT-0}\"\n");
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
            }
        }
    }

    private void java(String body) throws IOException {
        Path java = home.resolve("runtime/bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(java, "#!/bin/sh\n" + body);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path script() {
        return home.resolve("bin/socklab");
    }

    private Result run(Map<String, String> environment, List<String> command, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(command);
        line.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).directory(root.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return new Result(process.waitFor(), out, err);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Result run(String... arguments) throws IOException {
        return run(Map.of(), List.of(script().toString()), arguments);
    }

    static List<String> shells() {
        return Stream.of("/bin/dash", "/bin/bash", "/bin/ksh", "/bin/busybox")
                .filter(s -> Files.isExecutable(Path.of(s)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void argumentsArriveAsTheyWereTyped(String shell) throws IOException {
        String[] arguments = {
            "-e", "send  two  spaces *", "", "\"quoted\" 'too'", "back\\slash $HOME `x`", "客户端", "a\nb"
        };
        List<String> command = shell.endsWith("busybox")
                ? List.of(shell, "sh", script().toString())
                : List.of(shell, script().toString());

        Result result = run(Map.of(), command, arguments);

        assertThat(result.out()).endsWith("[socklab.Gate]\n[" + String.join("]\n[", arguments) + "]\n");
        assertThat(result.out())
                .contains("[-Dsocklab.home=" + home + "]\n", "[-XX:AOTCache=" + cache + "]\n", "[-XX:+UseSerialGC]\n");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void theExitCodeIsTheProgramsOwn() throws IOException {
        assertThat(run(Map.of("STUB_EXIT", "42"), List.of(script().toString())).exit())
                .isEqualTo(42);
    }

    @Test
    void aLinkToItIsFollowed() throws IOException {
        Path far = Files.createSymbolicLink(root.resolve("socklab"), script());
        Path farther = Files.createSymbolicLink(root.resolve("further"), Path.of("socklab"));

        for (String command : List.of(far.toString(), farther.toString(), "./socklab")) {
            assertThat(run(Map.of(), List.of("sh", "-c", "exec \"$0\"", command))
                            .out())
                    .as(command)
                    .contains("[-Dsocklab.home=" + home + "]\n");
        }
    }

    @Test
    void aCacheThatIsMissingOrOlderThanTheJarIsLeftOut() throws IOException {
        Files.setLastModifiedTime(cache, FileTime.from(Instant.EPOCH.minusSeconds(60)));
        assertThat(run().out()).doesNotContain("AOTCache").endsWith("[socklab.Gate]\n");

        Files.delete(cache);

        Result result = run();
        assertThat(result.out()).doesNotContain("AOTCache").endsWith("[socklab.Gate]\n");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void anotherVersionsCacheHasAnotherName() throws IOException {
        Path other = Files.writeString(root.resolve("other.jar"), "another jar");

        assertThat(Launchers.of(Path.of(""), other).cacheName())
                .isNotEqualTo(cache.getFileName().toString());
    }

    @Test
    void afterACrashOfJavaTheNextStartDoesWithoutTheCache() throws IOException {
        java("for arg; do case $arg in -XX:OnError=*) sh -c \"${arg#*=}\"; exit 134 ;; esac; done\n");

        assertThat(run().exit()).isEqualTo(134);
        assertThat(cache).doesNotExist();
        assertThat(run().exit()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en_GB.UTF-8", "zh_CN.UTF-8"})
    void whatIsMissingIsSaidInOneSentence(String locale) throws IOException {
        Files.delete(home.resolve("runtime/bin/java"));

        Result result = run(Map.of("LANG", locale), List.of(script().toString()));

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.err())
                .contains(home.toString())
                .contains(locale.startsWith("zh") ? "请重新解压" : "Unpack it again")
                .hasLineCount(1);
    }

    @Test
    void theBenchmarksAreSaidToBeElsewhere() throws IOException {
        Result result = run("bench", "start");

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.err()).contains("The benchmarks come with the sources");
    }
}
