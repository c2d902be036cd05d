package socklab.launch;

import java.nio.file.Path;
import socklab.Gate;
import socklab.Main;

/**
 * The program that runs while Java records a start-up cache: it does once what usual starts do.
 *
 * <p>Usage: {@code java -XX:AOTCacheOutput=CACHE … socklab.launch.TrainingSession LAB}, at a terminal where
 * {@link PtyTypist} types.
 */
public final class TrainingSession {
    private TrainingSession() {}

    /**
     * Checks and plays a lab, makes a report of it, runs lines, reads options in both languages, opens the console, and
     * ends as a start does.
     */
    public static void main(String[] args) throws ReflectiveOperationException {
        Path lab = Path.of(args[0]);
        Class.forName(Gate.class.getName()); // a start loads it first
        Main.run("--feedback", "silent", "--lang=zh", "--version");
        Main.run("-e", "open udp", "-e", "close", "-e", "bind 99999");
        Main.run("check", "--timeout", "10s", lab.toString());
        Main.run("play", lab.toString());
        Main.run("play", "--pace", "1ms", lab.toString());
        Main.run(
                "report",
                lab.toString(),
                "-o",
                lab.resolveSibling("report.html").toString());
        ProcessExit.exit(Main.run());
    }
}
