package socklab.kernel.libc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnJre;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** How another Java links is not known, and that its starts are a little slower there is no mistake. */
@EnabledOnJre(JRE.JAVA_25)
@EnabledOnOs(OS.LINUX)
final class LinkerShapesTest {
    /** What Java says of each handle's shape that it looks for, and of those that it makes because it has none. */
    private static final Pattern LOOKED_FOR =
            Pattern.compile("\\[LF_RESOLVE] \\S*(?:DirectMethodHandle|Invokers)\\S* (\\S+ \\S+) \\((\\w+)\\)");

    @TempDir
    private Path folder;

    @Test
    void aStartWithACacheMakesNoneOfThem() throws Exception {
        Path jar = jar();
        Path cache = folder.resolve("cache");
        java(jar, "-XX:AOTCacheOutput=" + cache, "meet");
        assertThat(cache).isNotEmptyFile();
        List<String> with = made(java(jar, "-XX:AOTCache=" + cache, "link"));

        assertThat(made(java(jar, "-Xshare:auto", "link")))
                .as("made without a cache")
                .contains("invokeStatic L4J6_J", "invokeExact_MT LJ8L_J");
        assertThat(with).as("made with one").isEmpty();
    }

    private static List<String> made(String said) {
        assertThat(LOOKED_FOR.matcher(said).results())
                .as("Java says what it looks for")
                .isNotEmpty();
        return LOOKED_FOR
                .matcher(said)
                .results()
                .filter(m -> m.group(2).equals("fail"))
                .map(m -> m.group(1))
                .toList();
    }

    private static String java(Path jar, String option, String what) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Djava.lang.invoke.MethodHandle.TRACE_RESOLVE=true",
                "-Djava.lang.foreign.VERIFY_BINDINGS=false",
                "--enable-native-access=ALL-UNNAMED",
                option,
                "-cp",
                jar.toString(),
                Probe.class.getName(),
                what));
        Process java = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(java.waitFor()).as(said).isZero();
        return said;
    }

    /** A cache is kept of jars only. */
    private Path jar() throws IOException {
        Path jar = folder.resolve("classes.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Class<?> one : List.of(LinkerShapes.class, Probe.class)) {
                Path classes = Path.of(
                        one.getProtectionDomain().getCodeSource().getLocation().getPath());
                try (Stream<Path> files = Files.walk(classes)) {
                    for (Path file : files.filter(f -> f.toString().contains("/socklab/")
                                    && f.toString().endsWith(".class"))
                            .toList()) {
                        out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                        Files.copy(file, out);
                    }
                }
            }
        }
        return jar;
    }

    /** Links what calls go through; before that, in a training, meets the shapes. */
    static final class Probe {
        private Probe() {}

        public static void main(String[] args) {
            if (args[0].equals("meet")) {
                LinkerShapes.meet();
            }
            new LibcKernel().caller().close();
        }
    }
}
