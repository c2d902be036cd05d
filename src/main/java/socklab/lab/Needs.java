package socklab.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import socklab.kernel.Kernel;
import socklab.kernel.LibcKernel;
import socklab.text.Msg;

/** What a lab needs of the machine. */
public final class Needs {
    private Needs() {}

    /** Why a lab cannot run here, if it cannot. */
    public static Optional<Msg> lacking(List<String> needs, Kernel kernel) {
        return needs.stream().flatMap(n -> List.of(n.split("[\\s,]+")).stream()).filter(n -> !n.isEmpty())
                .filter(n -> !there(n.toLowerCase(Locale.ROOT), kernel)).findFirst().map(n -> Msg.of("lab.needs", n));
    }

    private static boolean there(String need, Kernel kernel) {
        return switch (need) {
            case "linux" -> System.getProperty("os.name").equals("Linux");
            case "ipv6" -> ipv6();
            case "root" -> "root".equals(System.getProperty("user.name"));
            case "libc" -> kernel instanceof LibcKernel;
            default -> false;
        };
    }

    private static boolean ipv6() {
        try {
            Path table = Path.of("/proc/net/if_inet6");
            return !Files.exists(Path.of("/proc")) || Files.exists(table) && !Files.readString(table).isBlank();
        } catch (java.io.IOException e) {
            return false;
        }
    }
}
