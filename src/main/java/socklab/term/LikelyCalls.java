package socklab.term;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The calls in the order in which one is likely to want them on an empty line: those that fit the current socket, those
 * typed most often first; then the others.
 */
final class LikelyCalls {
    private static final List<String> NONE = List.of("open", "socketpair", "socket", "epoll_create1");
    private static final List<String> DATAGRAM = List.of(
            "sendto", "recvfrom", "bind", "connect", "send", "recv", "close", "open", "setsockopt", "getsockopt");
    private static final List<String> FRESH =
            List.of("connect", "bind", "listen", "close", "open", "setsockopt", "getsockopt");
    private static final List<String> LISTENING = List.of("accept", "open", "close", "getsockname");
    private static final List<String> CONNECTED = List.of(
            "send", "recv", "shutdown", "close", "getsockname", "getpeername", "setsockopt", "getsockopt", "open");

    private final List<String> fitting;
    private final Map<String, Long> counts = new HashMap<>();

    /**
     * The order for a socket.
     *
     * @param stream whether the current socket is a stream; empty if there is no socket
     * @param state the current socket's state in the kernel's tables
     * @param typed the lines typed so far
     */
    LikelyCalls(Optional<Boolean> stream, Optional<String> state, List<String> typed) {
        this.fitting =
                stream.map(s -> s ? ofStream(state.orElse("CLOSED")) : DATAGRAM).orElse(NONE);
        for (String line : typed) {
            String word = CursorContext.cut(line.strip() + " ").word();
            counts.merge(word, 1L, Long::sum);
        }
    }

    private static List<String> ofStream(String state) {
        return switch (state) {
            case "LISTEN" -> LISTENING;
            case "CLOSED", "" -> FRESH;
            default -> CONNECTED;
        };
    }

    /** The candidates in that order. */
    List<CompletionCandidate> sorted(List<CompletionCandidate> calls) {
        return calls.stream()
                .sorted(Comparator.comparing((CompletionCandidate c) -> !fitting.contains(c.text()))
                        .thenComparing(c -> -counts.getOrDefault(c.text(), 0L))
                        .thenComparing(c -> fitting.indexOf(c.text())))
                .toList();
    }
}
