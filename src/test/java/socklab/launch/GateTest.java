package socklab.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The gate as an old Java meets it. */
class GateTest {
    private static final Path CLASSES = Path.of("target/classes");

    @Test
    void isReadableByJava8() throws IOException {
        for (String name : List.of("socklab/Gate.class", "socklab/launch/ProcessExit.class")) {
            try (var in = new DataInputStream(Files.newInputStream(CLASSES.resolve(name)))) {
                in.skipNBytes(6);
                assertThat(in.readUnsignedShort())
                        .as("class file version of %s; 52 is Java 8", name)
                        .isEqualTo(52);
            }
        }
    }

    @Test
    void anOlderJavaSaysWhatIsMissing() throws Exception {
        Optional<Path> old = olderJava();
        assumeTrue(old.isPresent(), "no Java older than 25 in /usr/lib/jvm");
        Process process = new ProcessBuilder(
                        old.orElseThrow().resolve("bin/java").toString(), "-cp", CLASSES.toString(), "socklab.Gate")
                .start();

        assertThat(new String(process.getInputStream().readAllBytes())).isEmpty();
        assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .matches("socklab needs Java 25; this is Java \\d+ at \\S+\\.\n"
                        + "Get it: sudo apt install openjdk-25-jdk.*\n");
        assertThat(process.waitFor()).isEqualTo(3);
    }

    @Test
    void itSaysSoInChinese() throws Exception {
        Optional<Path> old = olderJava();
        assumeTrue(old.isPresent(), "no Java older than 25 in /usr/lib/jvm");
        Process process = new ProcessBuilder(
                        old.orElseThrow().resolve("bin/java").toString(),
                        "-Duser.language=zh",
                        "-Dfile.encoding=UTF-8",
                        "-Dsun.stderr.encoding=UTF-8",
                        "-Dstderr.encoding=UTF-8",
                        "-cp",
                        CLASSES.toString(),
                        "socklab.Gate")
                .start();

        assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .matches("socklab 需要 Java 25，这是 Java \\d+，在 \\S+。\n安装：sudo apt install openjdk-25-jdk.*\n");
        assertThat(process.waitFor()).isEqualTo(3);
    }

    private static Optional<Path> olderJava() throws IOException {
        Path folder = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> jdks = Files.list(folder)) {
            return jdks.filter(jdk -> Files.isExecutable(jdk.resolve("bin/java")))
                    .filter(GateTest::isOlder)
                    .findFirst();
        }
    }

    private static boolean isOlder(Path jdk) {
        try {
            return Files.readString(jdk.resolve("release")).matches("(?s).*JAVA_VERSION=\"(1\\.8|9|1\\d|2[0-4])\\b.*");
        } catch (IOException e) {
            return false;
        }
    }
}
