package socklab.kernel.tables;

import java.util.Map;
import java.util.Optional;
import socklab.call.SocketOption;

/**
 * Finds buffer sizes that differ from those of a new socket.
 *
 * <p>Source: socket(7), tcp(7); sock_diag(7), {@code SK_MEMINFO_RCVBUF}, {@code SK_MEMINFO_SNDBUF}.
 */
final class BufferSizes {
    private static final int SK_MEMINFO_RCVBUF = 1;
    private static final int SK_MEMINFO_SNDBUF = 3;

    private BufferSizes() {}

    /**
     * Adds SO_RCVBUF and SO_SNDBUF where they were set. TCP enlarges its buffers by itself, so for TCP only a size
     * below the initial one counts.
     *
     * @param memory {@code __u32[SK_MEMINFO_VARS]}
     */
    static void addChanged(int[] memory, boolean tcp, NetworkFiles files, Map<SocketOption, String> options) {
        if (memory.length > SK_MEMINFO_SNDBUF) {
            int receive = memory[SK_MEMINFO_RCVBUF];
            int send = memory[SK_MEMINFO_SNDBUF];
            if (changed(receive, files.setting(tcp ? "ipv4/tcp_rmem" : "core/rmem_default"), tcp)) {
                options.put(SocketOption.SO_RCVBUF, Integer.toString(receive));
            }
            if (changed(send, files.setting(tcp ? "ipv4/tcp_wmem" : "core/wmem_default"), tcp)) {
                options.put(SocketOption.SO_SNDBUF, Integer.toString(send));
            }
        }
    }

    private static boolean changed(int size, Optional<String> setting, boolean tcp) {
        Optional<Integer> initial = setting.flatMap(BufferSizes::initial);
        return initial.isPresent() && (tcp ? size < initial.get() : size != initial.get());
    }

    /** The initial size: the only number of a setting, or the middle one of three. */
    private static Optional<Integer> initial(String setting) {
        String[] words = setting.split("\\s+");
        String number = words.length == 3 ? words[1] : words[0];
        return number.matches("\\d{1,9}") ? Optional.of(Integer.parseInt(number)) : Optional.empty();
    }
}
