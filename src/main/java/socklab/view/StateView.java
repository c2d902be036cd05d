package socklab.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import socklab.call.Const;
import socklab.kernel.SocketStatus;
import socklab.session.Socket;
import socklab.text.Messages;

/** TCP's state machine, and where a socket stands in it. Source: RFC 9293, section 3.3.2. */
public final class StateView {
    private static final int WIDTH = 76;

    /** A state's box is drawn on three lines; the one that the socket is in is drawn with {@code #}. */
    private static final String MACHINE = """
                                     +--------+
                     listen          | CLOSED |          connect: SYN
                 +-------------------+--------+------------------------+
                 v                                                     v
            +--------+                                           +----------+
            | LISTEN |                                           | SYN-SENT |
            +--------+                                           +----------+
                 | SYN: SYN+ACK                                        |
                 v                                                     | SYN+ACK:
          +--------------+     ACK       +-------------+               | ACK
          | SYN-RECEIVED |-------------->| ESTABLISHED |<--------------+
          +--------------+               +-------------+
               close, shutdown wr: FIN     |         |    FIN: ACK
                 +-------------------------+         +-----------------+
                 v                                                     v
          +------------+  FIN: ACK       +---------+            +------------+
          | FIN-WAIT-1 |---------------->| CLOSING |            | CLOSE-WAIT |
          +------------+                 +---------+            +------------+
                 | ACK                        | ACK                    | close: FIN
                 v                            v                        v
          +------------+  FIN: ACK      +-----------+            +----------+
          | FIN-WAIT-2 |--------------->| TIME-WAIT |            | LAST-ACK |
          +------------+                +-----------+            +----------+
                                              | 60 s                   | ACK
                                              v                        v
                                           CLOSED                   CLOSED
        """;

    private StateView() {}

    /**
     * What the state means, and below it the drawing where a line has room for it; for what is no TCP socket, that it
     * has none.
     */
    public static List<String> lines(Socket socket, Optional<SocketStatus> status, int columns, Messages messages) {
        boolean internet = socket.domain() == Const.AF_INET.value() || socket.domain() == Const.AF_INET6.value();
        if (!socket.stream() || !internet) {
            return List.of(messages.say(
                    socket.epoll() ? "state.epoll" : internet ? "state.datagram" : "state.unix",
                    socket.name(),
                    socket.kind()));
        }
        List<String> lines = new ArrayList<>(told(socket, status, messages));
        lines.addAll(machine(status, columns));
        return lines;
    }

    /**
     * Of a closed socket: where the connection stands that it has left in the kernel's tables.
     *
     * @param left what the tables show of it; empty if they were not looked at, for its addresses are not known
     */
    public static List<String> closed(Socket socket, Optional<SocketStatus> left, int columns, Messages messages) {
        if (left.isEmpty()) {
            return List.of(messages.say("state.closed.unknown", socket.name()));
        }
        SocketStatus status = left.get();
        boolean gone = status.state().filter(s -> !s.equals("CLOSED")).isEmpty();
        List<String> lines = new ArrayList<>();
        lines.add(messages.say(
                gone ? "state.closed.gone" : "state.closed.left",
                socket.name(),
                status.local().map(SocketsView::address).orElse("-"),
                status.remote().map(SocketsView::address).orElse("-")));
        if (!gone) {
            lines.addAll(0, told(socket, left, messages));
            lines.addAll(machine(left, columns));
        }
        return lines;
    }

    private static List<String> told(Socket socket, Optional<SocketStatus> status, Messages messages) {
        String state = status.flatMap(SocketStatus::state).orElse("CLOSED");
        List<String> lines = new ArrayList<>();
        String key = "state." + state.toLowerCase(Locale.ROOT).replace("-", "");
        lines.add(socket.name() + ": " + state
                + messages.find(key).map(s -> " · " + s).orElse(""));
        status.flatMap(s -> s.more().timer())
                .ifPresent(t -> lines.add(socket.name() + ": "
                        + messages.say(
                                "state.timer." + t.kind().name(),
                                String.format(Locale.ROOT, "%.1f", t.millis() / 1000.0),
                                t.tries())));
        return lines;
    }

    private static List<String> machine(Optional<SocketStatus> status, int columns) {
        if (columns < WIDTH) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(List.of(""));
        lines.addAll(marked(status.flatMap(SocketStatus::state).orElse("CLOSED")));
        return lines;
    }

    /** The drawing with one box marked. */
    static List<String> marked(String state) {
        List<char[]> rows =
                new ArrayList<>(Arrays.stream(MACHINE.stripTrailing().split("\n"))
                        .map(String::toCharArray)
                        .toList());
        String box = "| " + state + " |";
        for (int y = 1; y + 1 < rows.size(); y++) {
            int x = new String(rows.get(y)).indexOf(box);
            for (int i = x; x >= 0 && i < x + box.length(); i++) {
                rows.get(y - 1)[i] = '#';
                rows.get(y + 1)[i] = '#';
            }
            if (x >= 0) {
                rows.get(y)[x] = '#';
                rows.get(y)[x + box.length() - 1] = '#';
            }
        }
        return rows.stream().map(String::new).map(String::stripTrailing).toList();
    }
}
