package socklab.lab;

import java.nio.file.Path;
import java.util.List;
import socklab.lang.SyntaxError;
import socklab.shell.Step;

/**
 * A lab: its file, its lines put together, what it needs of the machine, and the mistakes in it.
 *
 * @param needs what stands behind {@code # needs:} in its head
 */
public record Lab(Path file, List<Step> steps, List<String> needs, List<Mistake> mistakes) {

    /** A line that does not parse, and its number. */
    public record Mistake(int number, SyntaxError error) {}

    /** The folder that its files are read from. */
    public Path folder() {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? Path.of("/") : parent;
    }
}
