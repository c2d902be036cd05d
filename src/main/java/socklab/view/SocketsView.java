package socklab.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import socklab.kernel.SocketStatus;
import socklab.session.Socket;
import socklab.text.Messages;

/** The open sockets as a table, and one of them as a prompt. */
public final class SocketsView {
    private SocketsView() {}

    /** A socket, and what the kernel's tables say of it. */
    public record Seen(Socket socket, Optional<SocketStatus> status, boolean current) {}

    /** The table that /sockets prints. */
    public static List<String> table(List<Seen> sockets, Messages messages) {
        if (sockets.isEmpty()) {
            return List.of(messages.say("sockets.none"));
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", messages.say("sockets.name"), "fd", messages.say("sockets.type"), messages.say("sockets.local"),
                messages.say("sockets.remote"), messages.say("sockets.state"), messages.say("sockets.queues")));
        for (Seen s : sockets) {
            rows.add(List.of(s.current() ? "*" : " ", s.socket().name(), Integer.toString(s.socket().fd()), s.socket().kind(),
                    s.status().flatMap(SocketStatus::local).or(() -> s.socket().local()).map(a -> address(a)).orElse("-"),
                    s.status().flatMap(SocketStatus::remote).map(a -> address(a)).orElse("-"),
                    state(s), s.status().map(t -> queues(s.socket(), t, messages)).orElse("")));
        }
        return Table.lines(rows);
    }

    private static String state(Seen s) {
        String state = s.socket().stream() ? s.status().flatMap(SocketStatus::state).orElse("CLOSED") : "-";
        return s.status().map(SocketStatus::nonBlocking).orElse(false) ? state + " O_NONBLOCK" : state;
    }

    static String queues(Socket socket, SocketStatus status, Messages messages) {
        if (status.state().filter("LISTEN"::equals).isPresent()) {
            return messages.say("sockets.waiting", status.receiveQueue());
        }
        List<String> parts = new ArrayList<>();
        if (status.receiveQueue() > 0) { // of datagrams the tables tell the memory they take, not their bytes
            parts.add(messages.say(socket.stream() ? "sockets.unread" : "sockets.buffered", status.receiveQueue()));
        }
        if (status.sendQueue() > 0) {
            parts.add(messages.say("sockets.unsent", status.sendQueue()));
        }
        if (status.drops() > 0) {
            parts.add(messages.say("sockets.drops", status.drops()));
        }
        return String.join(", ", parts);
    }

    /** An address; a wildcard is {@code *}. */
    static String address(socklab.call.SocketAddress address) {
        String text = ResultView.show(address);
        return text.startsWith("0.0.0.0:") ? "*" + text.substring(7) : text.startsWith("[::]:") ? "*" + text.substring(4) : text;
    }

    /** The prompt less its {@code "> "}: kind, name, addresses, state. */
    public static String prompt(Optional<Seen> current) {
        if (current.isEmpty()) {
            return "socklab";
        }
        Seen s = current.get();
        StringBuilder text = new StringBuilder(s.socket().kind()).append(' ').append(s.socket().name());
        Optional<String> local = s.status().flatMap(SocketStatus::local).or(() -> s.socket().local()).map(SocketsView::address);
        Optional<String> remote = s.status().flatMap(SocketStatus::remote).map(SocketsView::address);
        local.filter(a -> !a.equals("*:0")).ifPresent(a -> text.append(' ').append(a));
        remote.ifPresent(a -> text.append('→').append(a));
        if (s.socket().stream()) {
            s.status().flatMap(SocketStatus::state).filter(t -> !t.equals("ESTABLISHED") && !t.equals("CLOSED"))
                    .ifPresent(t -> text.append(' ').append(t));
        }
        if (s.status().map(SocketStatus::nonBlocking).orElse(false)) {
            text.append(" O_NONBLOCK");
        }
        return text.toString();
    }
}
