package socklab.help;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A state of a TCP connection, by RFC 9293's name.
 *
 * <p>Source: RFC 9293 §3.3.2; ss(8) and Linux's tcp_states.h for the other names of each.
 */
public enum TcpState {
    CLOSED("CLOSE", "UNCONN"),
    LISTEN,
    SYN_SENT,
    SYN_RECEIVED("SYN-RECV"),
    ESTABLISHED("ESTAB"),
    FIN_WAIT_1("FIN-WAIT1"),
    FIN_WAIT_2("FIN-WAIT2"),
    CLOSE_WAIT,
    CLOSING,
    LAST_ACK,
    TIME_WAIT;

    private final List<String> aliases;

    TcpState(String... aliases) {
        this.aliases = List.of(aliases);
    }

    /** Its name as the RFC writes it: {@code TIME-WAIT}. */
    public String word() {
        return name().replace('_', '-');
    }

    /** The state of that name, RFC's, ss's or the kernel's; upper and lower case and {@code _} and {@code -} alike. */
    public static Optional<TcpState> named(String name) {
        String upper = name.toUpperCase(java.util.Locale.ROOT).replace('_', '-');
        String bare = upper.startsWith("TCP-") ? upper.substring(4) : upper;
        return Arrays.stream(values())
                .filter(s -> s.word().equals(bare) || s.aliases.contains(bare))
                .findFirst();
    }
}
