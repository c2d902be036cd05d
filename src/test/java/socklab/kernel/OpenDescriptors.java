package socklab.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The sockets, namespaces, pipes and polls that this process has open, to hold a test to leaving none.
 *
 * <p>A number of descriptors tells less: a test shares its process with others, whose streams close when the garbage
 * collector comes to them, and Java may open a jar at any time.
 */
public record OpenDescriptors(Map<String, Integer> links) {
    /** What is open now. */
    public static OpenDescriptors now() {
        Map<String, Integer> open = new TreeMap<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                target(descriptor).filter(to -> !to.startsWith("/")).ifPresent(to -> open.merge(to, 1, Integer::sum));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new OpenDescriptors(open);
    }

    private static Optional<String> target(Path descriptor) {
        try {
            return Optional.of(Files.readSymbolicLink(descriptor).toString());
        } catch (IOException e) {
            return Optional.empty(); // closed meanwhile
        }
    }

    /** What is open now and was not then: such as {@code socket:[4711]}, with how many descriptors of it. */
    public Map<String, Integer> opened() {
        Map<String, Integer> more = new TreeMap<>();
        now().links.forEach((to, count) -> {
            if (count > links.getOrDefault(to, 0)) {
                more.put(to, count - links.getOrDefault(to, 0));
            }
        });
        return more;
    }

    /** Fails if something is open now that was not then. */
    public void leftNothing() {
        assertThat(opened()).as("opened and not closed").isEmpty();
    }
}
