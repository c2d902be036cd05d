package socklab.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A module of Python's that reads what the product writes. Debian's packages install it for {@code /usr/bin/python3},
 * which need not be the first one on the path.
 */
public record PythonModule(String name) {
    private static final List<String> PYTHONS = List.of("python3", "/usr/bin/python3");

    /** What a program says that imports the module; the test is skipped if no Python here has it. */
    public String run(String program, Path... arguments) throws IOException, InterruptedException {
        Optional<String> python = python();
        assumeTrue(python.isPresent(), "no Python here has the module " + name);
        List<String> command = new ArrayList<>(List.of(python.get(), "-c", program));
        Stream.of(arguments).forEach(a -> command.add(a.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(said).isTrue();
        return said;
    }

    private Optional<String> python() throws InterruptedException {
        for (String python : PYTHONS) {
            try {
                Process process = new ProcessBuilder(python, "-c", "import " + name)
                        .redirectErrorStream(true)
                        .start();
                process.getInputStream().readAllBytes();
                if (process.waitFor() == 0) {
                    return Optional.of(python);
                }
            } catch (IOException e) {
                // that one is not installed
            }
        }
        return Optional.empty();
    }
}
