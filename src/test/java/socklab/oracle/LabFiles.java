package socklab.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The labs that the project comes with. */
final class LabFiles {
    private LabFiles() {}

    /** All labs below {@code labs/}, in order; none where there is no such folder. */
    static List<Path> all() throws IOException {
        Path labs = Path.of("labs");
        if (!Files.isDirectory(labs)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(labs)) {
            return files.filter(f -> f.toString().endsWith(".lab")).sorted().toList();
        }
    }
}
