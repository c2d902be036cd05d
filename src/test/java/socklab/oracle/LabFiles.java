package socklab.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The labs that the project comes with, and those that are only tests. */
final class LabFiles {
    private LabFiles() {}

    /** All labs, in order. */
    static List<Path> all() throws IOException {
        return Stream.concat(below(Path.of("labs")), below(Path.of("src", "test", "resources", "socklab", "answers")))
                .toList();
    }

    private static Stream<Path> below(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(".lab")).sorted().toList().stream();
        }
    }
}
