package socklab.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import socklab.oracle.SocklabProgram;

/** A real training of a real jar, made once: what it leaves, and what starts with its cache do. */
@Timeout(value = 180, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@EnabledOnOs(OS.LINUX)
class TrainingTest {
    /** {@code …] socklab.Main source: jar:…} for a class that is read from the jar. */
    private static final Pattern FROM_JAR = Pattern.compile("] (socklab\\.\\S+) source: (?!shared objects file)(?!__)");

    @TempDir
    private static Path folder;

    private static Path jar;
    private static Path trained;

    @TempDir
    private Path here;

    private Path cache;

    @BeforeAll
    @Timeout(value = 180, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    static void train() throws Exception {
        jar = folder.resolve("socklab.jar");
        Files.copy(Path.of(SocklabProgram.classPath()), jar);
        trained = Files.createDirectory(folder.resolve("launch"));
        List<String> command = new ArrayList<>(java(List.of()));
        command.addAll(List.of("socklab.launch.CacheTraining", trained.toString(), "the JDK", "its version"));
        Process training = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        assertThat(training.waitFor())
                .as(Files.readString(folder.resolve("output")))
                .isZero();
    }

    private static List<String> java(List<String> options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmn64m",
                "-Xlog:disable",
                "-Dsocklab.home=" + folder,
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(options);
        command.addAll(List.of("-cp", jar.toString()));
        return command;
    }

    @BeforeEach
    void aCacheOfItsOwn() throws IOException {
        cache = Files.copy(trained.resolve("socklab.aot"), here.resolve("socklab.aot"));
    }

    private Process start(List<String> options, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("-XX:AOTCache=" + cache, "-XX:OnError=rm -f " + cache));
        all.addAll(options);
        List<String> command = java(all);
        command.add("socklab.Gate");
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder program = new ProcessBuilder(command)
                .directory(here.toFile())
                .redirectErrorStream(true)
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
        program.environment().put("XDG_STATE_HOME", here.resolve("state").toString());
        return program.start();
    }

    @Test
    void theTrainingLeavesACacheAndWhatItWasMadeFor() throws IOException {
        assertThat(trained.resolve("trained")).content().isEqualTo("the JDK\nits version\n" + folder + "\n");
        assertThat(Files.getLastModifiedTime(trained.resolve("trained"))).isEqualTo(Files.getLastModifiedTime(jar));
        try (Stream<Path> files = Files.list(trained)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder("socklab.aot", "trained", "lock");
        }
    }

    @Test
    void usualStartsTakeTheirClassesFromTheCache() throws Exception {
        Path lab =
                Files.writeString(here.resolve("a.lab"), "# A lab\n#zh 一个实验\n\ns = open udp\nbind 127.0.0.1 0\n=> 0\n");
        List<List<String>> starts = List.of(
                List.of(),
                List.of("--lang", "zh", "--feedback=silent"),
                List.of("-e", "open udp"),
                List.of("check", lab.toString()),
                List.of("check", "--timeout", "5s", lab.toString()),
                List.of("--lang", "zh", "play", lab.toString()));
        for (List<String> arguments : starts) {
            Path log = here.resolve("classes");
            Process start = start(List.of("-Xlog:class+load:file=" + log), arguments.toArray(String[]::new));
            String output = new String(start.getInputStream().readAllBytes());
            assertThat(start.waitFor()).as(output).isZero();
            assertThat(FROM_JAR.matcher(Files.readString(log)).results().map(r -> r.group(1)))
                    .as("%s", arguments)
                    .allMatch(name -> name.contains("$$")); // made at run time: lambdas and switches
        }
    }

    @Test
    void aCacheOfWhichAPartIsMissingOnlyCostsTime() throws Exception {
        byte[] whole = Files.readAllBytes(cache);
        for (byte[] broken : List.of("junk".getBytes(), new byte[0], Arrays.copyOf(whole, whole.length / 2))) {
            Files.write(cache, broken);
            Process start = start(List.of(), "--version");
            assertThat(start.getInputStream().readAllBytes())
                    .asString()
                    .startsWith("socklab")
                    .contains("\nJava ");
            assertThat(start.waitFor()).isZero();
        }
    }

    /** As a damaged cache may make it crash. */
    @Test
    void whenJavaCrashesTheCacheIsRemoved() throws Exception {
        Process server = start(List.of("-XX:-CreateCoredumpOnCrash"), "serve", "udp", "0");
        assertThat(server.inputReader().readLine()).isNotBlank();
        Process kill = new ProcessBuilder("kill", "-SEGV", Long.toString(server.pid())).start();
        assumeTrue(kill.waitFor() == 0);

        server.getInputStream().readAllBytes();

        assertThat(server.waitFor()).isNotZero();
        assertThat(cache).doesNotExist();
        assertThat(start(List.of(), "--version").waitFor()).isZero();
    }
}
