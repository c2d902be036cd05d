package socklab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A text as it was approved of. {@code mvn test -Dbless=true} approves of what there is now: read the difference then.
 */
public final class GoldenText {
    static final Path FOLDER = Path.of("src", "test", "resources", "socklab", "lab");

    private GoldenText() {}

    /** Compares a text with the one approved of. */
    public static void check(Path golden, String actual) throws IOException {
        if (Boolean.getBoolean("bless")) {
            Files.createDirectories(golden.getParent());
            Files.writeString(golden, actual);
        }
        assertThat(actual)
                .as("%s; -Dbless=true approves of it", golden)
                .isEqualTo(Files.exists(golden) ? Files.readString(golden) : "");
    }
}
