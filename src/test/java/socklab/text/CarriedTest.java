package socklab.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The messages that a class carries are those of the files. */
class CarriedTest {
    private static final Path FILES = Path.of("src/main/resources/socklab/messages");

    @Test
    void everyFileAsItIs() throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(FILES)) {
            files = found.filter(Files::isRegularFile).toList();
        }
        assertThat(files).hasSizeGreaterThan(40);
        for (Path file : files) {
            String name = FILES.relativize(file).toString().replace('\\', '/').replaceFirst("[.]properties$", "");
            assertThat(Carried.properties(name)).as(name).isEqualTo(Files.readString(file));
        }
        assertThat(Carried.properties("en/nothing")).isEmpty();
        assertThat(Carried.properties("")).isEmpty();
    }

    /** The build has filled it in: it asks for no file any more. */
    @Test
    void withoutAFile() throws IOException {
        try (InputStream in = Carried.class.getResourceAsStream("Carried.class")) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).contains("getResourceAsStream"))
                    .isFalse();
        }
    }
}
