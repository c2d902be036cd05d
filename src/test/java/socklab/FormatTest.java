package socklab;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every source file has the format of palantir-java-format: 120 columns, four spaces.
 *
 * <p>{@code mvn test -Dtest=FormatTest -Dformat=write} formats the files in place.
 */
class FormatTest {
    private static final Formatter FORMATTER = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .build());

    /** Formatting all sources takes a minute where both cores are busy. */
    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void sourcesAreFormatted() throws IOException, FormatterException {
        boolean write = "write".equals(System.getProperty("format"));
        List<Path> unformatted = new ArrayList<>();
        for (Path file : sources()) {
            String text = Files.readString(file);
            String formatted = FORMATTER.formatSourceAndFixImports(text);
            if (text.equals(formatted)) {
                continue;
            }
            if (write) {
                // a comment behind a wrapped line moves once more
                Files.writeString(file, FORMATTER.formatSource(formatted));
            } else {
                unformatted.add(file);
            }
        }
        assertThat(unformatted)
                .as("not formatted; to format: mvn test -Dtest=FormatTest -Dformat=write")
                .isEmpty();
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }
}
