package socklab;

import java.util.Locale;
import socklab.launch.ProcessExit;

/**
 * The main class of the jar: on a Java older than 25 it says which Java is needed, else it calls {@link Main}. It is
 * compiled for Java 8, the rest for 25.
 */
public final class Gate {
    private static final int NEEDED = 25;

    private Gate() {}

    /** Starts socklab, or says which Java it needs and exits with 3, "it cannot run here". */
    public static void main(String[] args) throws Exception {
        String version = System.getProperty("java.specification.version", "");
        if (major(version) < NEEDED) {
            System.err.println(refusal(
                    version,
                    System.getProperty("java.home", "an unnamed folder"),
                    System.getProperty("os.name", ""),
                    Locale.getDefault().getLanguage()));
            ProcessExit.exit(3);
        }
        // An older Java does not resolve this call.
        Main.main(args);
    }

    /** The number by which a Java is known: 8 for "1.8", 25 for "25", and 0 where there is none to read. */
    static int major(String specification) {
        String number = specification.startsWith("1.") ? specification.substring(2) : specification;
        try {
            return Integer.parseInt(number);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** What is missing, what was found where, and the command that mends it. */
    static String refusal(String version, String javaHome, String osName, String language) {
        if (language.equals("zh")) {
            return "socklab 需要 Java " + NEEDED + "，这是 Java " + major(version) + "，在 " + javaHome + "。"
                    + System.lineSeparator() + "安装：" + cure(osName.toLowerCase(Locale.ROOT));
        }
        return "socklab needs Java " + NEEDED + "; this is Java " + major(version) + " at " + javaHome + "."
                + System.lineSeparator() + "Get it: " + cure(osName.toLowerCase(Locale.ROOT));
    }

    private static String cure(String os) {
        if (os.startsWith("windows")) {
            return "winget install EclipseAdoptium.Temurin.25.JDK";
        }
        if (os.startsWith("mac")) {
            return "brew install openjdk@25";
        }
        return "sudo apt install openjdk-25-jdk (or, for any Linux, https://adoptium.net)";
    }
}
