package socklab.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import socklab.call.Const;
import socklab.call.SocketOption;
import socklab.kernel.SocketStatus;
import socklab.session.Socket;
import socklab.text.DisplayWidth;
import socklab.text.Messages;

/** The open sockets as a table, and one of them as a prompt. */
public final class SocketsView {
    private static final Set<String> RECEIVING = Set.of("ESTABLISHED", "FIN-WAIT-1", "FIN-WAIT-2");

    private SocketsView() {}

    /**
     * A socket, what the kernel's tables say of it, and the options that were set on it here.
     *
     * @param current whether calls go to it when none is named
     * @param open false for a closed socket whose connection is still in the tables
     */
    public record Seen(
            Socket socket,
            Optional<SocketStatus> status,
            Map<SocketOption, String> set,
            boolean current,
            boolean open) {
        /** An open socket. */
        public Seen(Socket socket, Optional<SocketStatus> status, Map<SocketOption, String> set, boolean current) {
            this(socket, status, set, current, true);
        }

        /** A closed socket, and what it has left. */
        public static Seen closed(Socket socket, SocketStatus status) {
            return new Seen(socket, Optional.of(status), Map.of(), false, false);
        }
    }

    /** The table that /sockets prints; where the columns do not hold it, a paragraph for each socket. */
    public static List<String> table(List<Seen> sockets, int columns, Messages messages) {
        if (sockets.isEmpty()) {
            return List.of(messages.say("sockets.none"));
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "",
                messages.say("sockets.name"),
                "fd",
                messages.say("sockets.type"),
                messages.say("sockets.local"),
                messages.say("sockets.remote"),
                messages.say("sockets.state"),
                messages.say("sockets.queues")));
        for (Seen s : sockets) {
            rows.add(List.of(
                    s.current() ? "*" : " ",
                    s.socket().name(),
                    s.open() ? Integer.toString(s.socket().fd()) : "-",
                    s.socket().host().map(h -> h + " ").orElse("") + s.socket().kind(),
                    s.status()
                            .flatMap(SocketStatus::local)
                            .or(() -> s.socket().local())
                            .map(SocketsView::address)
                            .orElse("-"),
                    remote(s, sockets),
                    state(s),
                    more(s, messages)));
        }
        List<String> lines = TextTable.lines(rows);
        return lines.stream().allMatch(l -> DisplayWidth.of(l) <= columns)
                ? lines
                : rows.stream()
                        .skip(1)
                        .flatMap(r -> TextTable.fold(paragraph(rows.getFirst(), r), columns).stream())
                        .toList();
    }

    private static String paragraph(List<String> head, List<String> row) {
        List<String> parts = new ArrayList<>();
        for (int i = 2; i < row.size(); i++) {
            boolean said = i == 2 || i == 4 || i == 5;
            if (!row.get(i).isEmpty() && !row.get(i).equals("-")) {
                parts.add((said ? head.get(i) + " " : "") + row.get(i));
            }
        }
        return row.get(0) + " " + row.get(1) + ": " + String.join(", ", parts);
    }

    /** The peer's address; of a Unix-domain socket without a name, the socket at the other end if it is one of ours. */
    private static String remote(Seen seen, List<Seen> all) {
        return seen.status()
                .flatMap(SocketStatus::remote)
                .map(SocketsView::address)
                .or(() -> seen.status()
                        .flatMap(s -> s.more().peer())
                        .flatMap(peer -> all.stream()
                                .filter(o -> o.status()
                                        .flatMap(s -> s.more().inode())
                                        .equals(Optional.of(peer)))
                                .map(o -> o.socket().name())
                                .findFirst()))
                .orElse("-");
    }

    private static String state(Seen s) {
        String state =
                s.socket().stream() ? s.status().flatMap(SocketStatus::state).orElse("CLOSED") : "-";
        String shut = s.status().map(t -> t.more().shut()).orElse(Set.of()).stream()
                .filter(d -> !implied(s.socket(), d, state))
                .map(d -> " " + d.name())
                .sorted()
                .collect(Collectors.joining());
        String left = s.status()
                .flatMap(t -> t.more().timer())
                .filter(t -> t.kind() == SocketStatus.Timer.Kind.TIME_WAIT)
                .map(t -> String.format(Locale.ROOT, " %.1f s", t.millis() / 1000.0))
                .orElse("");
        return state + left + shut + (s.status().map(SocketStatus::nonBlocking).orElse(false) ? " O_NONBLOCK" : "");
    }

    /** Whether TCP's state says of itself that nothing is sent any more, or nothing can come any more. */
    private static boolean implied(Socket socket, SocketStatus.Shut direction, String state) {
        return socket.stream()
                && socket.domain() != Const.AF_UNIX.value()
                && (direction == SocketStatus.Shut.SHUT_WR || !RECEIVING.contains(state));
    }

    /** Queues, and the options that differ from the default: as the tables tell them, else as they were set here. */
    private static String more(Seen s, Messages messages) {
        List<String> parts = new ArrayList<>(
                s.status().map(t -> queues(s.socket(), t, messages)).orElse(List.of()));
        Map<SocketOption, String> options = new TreeMap<>(s.set());
        s.status().ifPresent(t -> options.putAll(t.more().options()));
        options.forEach((option, value) -> parts.add(option.name() + "=" + value));
        return messages.joined(parts);
    }

    public static List<String> queues(Socket socket, SocketStatus status, Messages messages) {
        if (status.state().filter("LISTEN"::equals).isPresent()) {
            return List.of(messages.say(
                    status.sendQueue() > 0 ? "sockets.waitingOf" : "sockets.waiting",
                    status.receiveQueue(),
                    status.sendQueue()));
        }
        List<String> parts = new ArrayList<>();
        boolean counted = socket.stream() || socket.domain() == Const.AF_UNIX.value();
        if (status.receiveQueue() > 0) { // of UDP's datagrams the tables tell the memory they take, not their bytes
            parts.add(messages.say(counted ? "sockets.unread" : "sockets.buffered", status.receiveQueue()));
        }
        if (status.sendQueue() > 0) {
            boolean tcp = socket.stream() && socket.domain() != Const.AF_UNIX.value();
            parts.add(messages.say(tcp ? "sockets.unsent" : "sockets.outgoing", status.sendQueue()));
        }
        if (status.unsent() > 0) {
            parts.add(messages.say("sockets.held", status.unsent()));
        }
        if (status.drops() > 0) {
            parts.add(messages.say("sockets.drops", status.drops()));
        }
        return parts;
    }

    /** An address; a wildcard is {@code *}. */
    static String address(socklab.call.SocketAddress address) {
        String text = ResultView.show(address);
        return text.startsWith("0.0.0.0:")
                ? "*" + text.substring(7)
                : text.startsWith("[::]:") ? "*" + text.substring(4) : text;
    }

    /** The short prompt less its {@code "> "}: kind and name. */
    public static String shortPrompt(Optional<Socket> socket) {
        return socket.map(s -> s.host().map(h -> h + " ").orElse("") + s.kind() + " " + s.name())
                .orElse("socklab");
    }

    /** The prompt less its {@code "> "}: kind, name, addresses, state. */
    public static String prompt(Optional<Seen> current) {
        if (current.isEmpty()) {
            return "socklab";
        }
        Seen s = current.get();
        StringBuilder text = new StringBuilder(
                        s.socket().host().map(h -> h + " ").orElse(""))
                .append(s.socket().kind())
                .append(' ')
                .append(s.socket().name());
        Optional<String> local = s.status()
                .flatMap(SocketStatus::local)
                .or(() -> s.socket().local())
                .map(SocketsView::address);
        Optional<String> remote = s.status().flatMap(SocketStatus::remote).map(SocketsView::address);
        local.filter(a -> !a.equals("*:0")).ifPresent(a -> text.append(' ').append(a));
        remote.ifPresent(a -> text.append('→').append(a));
        if (s.socket().stream()) {
            s.status()
                    .flatMap(SocketStatus::state)
                    .filter(t -> !t.equals("ESTABLISHED") && !t.equals("CLOSED"))
                    .ifPresent(t -> text.append(' ').append(t));
        }
        if (s.status().map(SocketStatus::nonBlocking).orElse(false)) {
            text.append(" O_NONBLOCK");
        }
        return text.toString();
    }
}
