package socklab.kernel.tables;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The files of {@code /proc} that describe one network namespace.
 *
 * <p>Source: proc(5), /proc/pid/net, /proc/sys/net; network_namespaces(7).
 */
public final class NetworkFiles {
    /** The files of the network that the process started in. */
    public static final NetworkFiles OF_PROCESS = new NetworkFiles(Path.of("/proc/net"), NetworkFiles::readSetting);

    private static final Path SETTINGS = Path.of("/proc/sys/net");
    private static final int MAX_SETTING = 256;

    private final Path tables;
    private final UnaryOperator<String> settings;

    /**
     * The files of a network.
     *
     * @param tables the folder of its socket tables
     * @param settings reads a setting by its path below {@code /proc/sys/net}; an empty text if that fails
     */
    public NetworkFiles(Path tables, UnaryOperator<String> settings) {
        this.tables = tables;
        this.settings = settings;
    }

    /** The file of a socket table, such as {@code tcp6}. */
    Path table(String name) {
        return tables.resolve(name);
    }

    /** The value of a setting, such as {@code ipv4/tcp_rmem}; empty if it cannot be read. Source: sysctl(8). */
    public Optional<String> setting(String name) {
        return Optional.of(settings.apply(name)).filter(v -> !v.isEmpty());
    }

    /** Reads a setting of the current thread's network; an empty text if that fails. */
    public static String readSetting(String name) {
        // in one read: a second one, at an offset, finds nothing in these files
        try (InputStream in = Files.newInputStream(SETTINGS.resolve(name))) {
            return new String(in.readNBytes(MAX_SETTING), StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
