package socklab.kernel.tables;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import socklab.call.SocketOption;

/** Whether a socket's buffers have the size that a new socket's have. Source: socket(7), tcp(7); /proc/sys/net. */
public final class BufferSizes {
    private BufferSizes() {}

    /**
     * Adds SO_RCVBUF and SO_SNDBUF where someone set them. TCP enlarges its buffers by itself, so of TCP only
     * a size below the one that it starts with tells.
     *
     * @param memory {@code __u32[SK_MEMINFO_VARS]}
     */
    static void differing(int[] memory, boolean tcp, Map<SocketOption, String> options) {
        if (memory.length > 3) {
            differing(memory[1], tcp ? "ipv4/tcp_rmem" : "core/rmem_default", tcp, SocketOption.SO_RCVBUF, options);
            differing(memory[3], tcp ? "ipv4/tcp_wmem" : "core/wmem_default", tcp, SocketOption.SO_SNDBUF, options);
        }
    }

    private static void differing(
            int size, String setting, boolean grows, SocketOption option, Map<SocketOption, String> options) {
        Optional<Integer> standard = standard(setting);
        if (standard.isPresent() && (grows ? size < standard.get() : size != standard.get())) {
            options.put(option, Integer.toString(size));
        }
    }

    /** A setting of the kernel: its only number, or the middle one of three. */
    private static Optional<Integer> standard(String setting) {
        String[] words = word(setting).split("\\s+");
        String number = words.length == 3 ? words[1] : words[0];
        return number.matches("\\d{1,9}") ? Optional.of(Integer.parseInt(number)) : Optional.empty();
    }

    /** What a setting of the kernel below net is set to; nothing where it cannot be read. */
    public static String word(String setting) {
        // in one read: a second one, at an offset, finds nothing in these files
        try (InputStream in = Files.newInputStream(Path.of("/proc/sys/net", setting))) {
            return new String(in.readNBytes(256), StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
