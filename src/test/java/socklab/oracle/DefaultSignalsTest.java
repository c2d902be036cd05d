package socklab.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The programs that tests start end on SIGINT, whether or not the test run itself ignores it. */
class DefaultSignalsTest {
    private static String run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    @Test
    void aProgramStartedByATestEndsOnSigint() throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "SIGINT is looked up in /proc");
        assertThat(run(DefaultSignals.command(List.of("sh", "-c", "kill -INT $$; echo still here"))))
                .isEmpty();
    }

    @Test
    void soDoesOneOfATestRunThatIgnoresSigint() throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "SIGINT is looked up in /proc");
        List<String> java = new ArrayList<>(List.of(
                "sh",
                "-c",
                "trap '' INT; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Probe.class.getName()));
        assertThat(run(java)).isEqualTo("ended\n");
    }

    /** Starts a program that sends itself SIGINT. */
    static final class Probe {
        public static void main(String[] args) throws Exception {
            System.out.print(run(DefaultSignals.command(List.of("sh", "-c", "kill -INT $$; echo still here"))));
            System.out.print("ended\n");
        }
    }
}
