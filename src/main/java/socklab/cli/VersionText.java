package socklab.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import picocli.CommandLine.IVersionProvider;

/**
 * What {@code --version} prints: the program with its commit, the Java that runs it, and the operating system's kernel.
 * Version and commit stand in the jar's manifest, where the build writes them; the version is the one of pom.xml.
 */
final class VersionText implements IVersionProvider {
    private static final String PROGRAM = "socklab";

    @Override
    public String[] getVersion() throws IOException {
        return new String[] {
            program(manifest()),
            "Java " + System.getProperty("java.runtime.version") + ", " + System.getProperty("java.vendor"),
            System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                    + System.getProperty("os.arch")
        };
    }

    /** Name, version and commit; only the name where the program does not run from its jar. */
    static String program(Attributes manifest) {
        if (!PROGRAM.equals(manifest.getValue(Attributes.Name.IMPLEMENTATION_TITLE))) {
            return PROGRAM;
        }
        String version = PROGRAM + " " + manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION);
        String state = "true".equals(manifest.getValue("Implementation-Modified")) ? "-dirty" : "";
        return Optional.ofNullable(manifest.getValue("Implementation-Commit"))
                .filter(commit -> commit.matches("[0-9a-f]+")) // else built from a copy without a repository
                .map(commit -> version + " (" + commit + state + ")")
                .orElse(version);
    }

    private static Attributes manifest() throws IOException {
        try (InputStream in = VersionText.class.getResourceAsStream("/META-INF/MANIFEST.MF")) {
            return in == null ? new Attributes() : new Manifest(in).getMainAttributes();
        }
    }
}
