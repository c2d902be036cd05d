package socklab.oracle;

import java.nio.file.Path;
import java.util.List;

/** The real program, as a command line over the classes that were just compiled. */
public final class SocklabProgram {
    private SocklabProgram() {}

    /** The command that starts {@code socklab.Main}; its arguments are still to come. */
    public static List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                "socklab.Main");
    }
}
