package socklab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What figures depend on. */
public record MachineInfo(String processor, int cores, String system, String java, String load) {

    /** This machine. */
    public static MachineInfo here() {
        return new MachineInfo(
                model(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                System.getProperty("java.vendor.version", "") + " " + System.getProperty("java.version"),
                lastMinute());
    }

    /** The model's name as Linux tells it; elsewhere the architecture. Source: proc(5), /proc/cpuinfo. */
    private static String model() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(l -> l.startsWith("model name"))
                    .findFirst()
                    .map(l -> l.substring(l.indexOf(':') + 1).strip())
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }

    /** How many wanted to run during the last minute, this one among them: others make figures worse. */
    private static String lastMinute() {
        try {
            return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
        } catch (IOException e) {
            return "?";
        }
    }
}
