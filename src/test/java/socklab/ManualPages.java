package socklab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The pages that users read: README.md and the manual. */
final class ManualPages {
    static final Path FOLDER = Path.of("src/site/markdown");

    private ManualPages() {}

    /** README.md, then the pages of the manual by name. */
    static List<Path> all() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(Path.of("README.md")));
        try (Stream<Path> files = Files.walk(FOLDER)) {
            files.filter(f -> f.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        return pages;
    }
}
