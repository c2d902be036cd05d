package socklab.dist;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;

/** A Java with the modules that a jar uses, made of the Java that runs this. Source: JEP 282, JEP 493. */
final class RuntimeImage {
    /**
     * Libraries name these where they are not used here: Gson in its types for SQL, JLine for pictures on a terminal.
     */
    private static final Set<String> UNUSED = Set.of("java.desktop", "java.sql");

    /** The archive of classes for objects without short pointers: for heaps above 32 GB. */
    private static final String FOR_LARGE_HEAPS = "classes_nocoops.jsa";

    private final Path jar;

    RuntimeImage(Path jar) {
        this.jar = jar;
    }

    /** Makes it in a folder that does not exist yet. Its archive of classes serves starts that have no cache. */
    void make(Path folder) throws IOException {
        run(
                "jlink",
                "--add-modules",
                String.join(",", modules()),
                "--strip-debug",
                "--no-header-files",
                "--no-man-pages",
                "--compress=zip-0",
                "--generate-cds-archive",
                "--output",
                folder.toString());
        for (String library : List.of("lib/server", "bin/server")) {
            Files.deleteIfExists(folder.resolve(library).resolve(FOR_LARGE_HEAPS));
        }
    }

    /** The modules that the jar's classes use. */
    private Set<String> modules() {
        String release = Integer.toString(Runtime.version().feature());
        String found = run(
                "jdeps", "--multi-release", release, "--ignore-missing-deps", "--print-module-deps", jar.toString());
        Set<String> modules = Arrays.stream(found.strip().split(",")).collect(Collectors.toCollection(TreeSet::new));
        // jdeps leaves out what another module brings along; of the unused ones that is these two
        if (modules.removeAll(UNUSED)) {
            modules.add("java.xml");
        }
        return modules;
    }

    private static String run(String tool, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = ToolProvider.findFirst(tool)
                .orElseThrow(() -> new IllegalStateException("this Java has no " + tool + "; a JDK has one"))
                .run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        if (code != 0) {
            throw new IllegalStateException(tool + " " + String.join(" ", arguments) + "\n" + out + err);
        }
        return out.toString();
    }
}
