package socklab.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import socklab.kernel.SocketStatus;
import socklab.text.DisplayWidth;
import socklab.text.Messages;

/** The state of everything in one line: each socket with its queues, each job with its seconds. */
public final class StatusView {
    private static final String GAP = " · ";
    private static final int MOST_TITLE = 24;
    private static final int MOST_PLACES = 8;

    private StatusView() {}

    /** A job in the background. */
    public record Blocked(int number, String title, long nanos) {}

    /**
     * At most so many columns: jobs first, since they move, then sockets, the current one before the others;
     * what does not fit is counted. Empty if there is nothing to tell.
     */
    public static String line(List<SocketsView.Seen> sockets, List<Blocked> jobs, int columns, Messages messages) {
        List<String> parts = new ArrayList<>();
        jobs.forEach(
                j -> parts.add("[" + j.number() + "] " + title(j.title()) + " " + j.nanos() / 1_000_000_000 + " s"));
        sockets.stream().filter(SocketsView.Seen::current).forEach(s -> parts.add(socket(s, messages)));
        sockets.stream().filter(s -> !s.current()).forEach(s -> parts.add(socket(s, messages)));
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            String rest = i + 1 < parts.size() ? GAP + messages.say("state.more", parts.size() - i - 1) : "";
            String part = (i == 0 ? "" : GAP) + parts.get(i);
            if (i > 0 && DisplayWidth.of(line + part + rest) > columns) {
                return line + GAP + messages.say("state.more", parts.size() - i);
            }
            line.append(part);
        }
        return line.toString();
    }

    private static String title(String title) {
        String text = Escape.printable(title.strip());
        return text.length() <= MOST_TITLE ? text : text.substring(0, MOST_TITLE - 1) + "…";
    }

    private static String socket(SocketsView.Seen seen, Messages messages) {
        String queues = seen.status()
                .map(s -> messages.joined(SocketsView.queues(seen.socket(), s, messages)))
                .orElse("");
        Optional<SocketStatus> listens =
                seen.status().filter(s -> s.state().filter("LISTEN"::equals).isPresent());
        String state = seen.socket().stream()
                ? " " + brief(seen.status().flatMap(SocketStatus::state))
                : " " + seen.socket().kind();
        if (listens.isPresent()) {
            return seen.socket().name() + state + " "
                    + backlog(listens.get().receiveQueue(), listens.get().sendQueue(), messages);
        }
        boolean waits = seen.status()
                .map(s -> s.receiveQueue() > 0 || s.sendQueue() > 0)
                .orElse(false);
        return seen.socket().name() + state + (waits ? " ● " + queues : " ○");
    }

    /**
     * A glyph for each place of a short backlog, full for each connection that waits; Linux lets one more wait than
     * asked for.
     */
    private static String backlog(long waiting, long places, Messages messages) {
        boolean each = places > 0 && Math.max(places, waiting) <= MOST_PLACES;
        String glyphs = each
                ? "●".repeat((int) waiting) + "○".repeat((int) Math.max(0, places - waiting))
                : waiting > 0 ? "●" : "○";
        return glyphs + " "
                + (each || places == 0
                        ? messages.say("state.waiting", waiting)
                        : messages.say("state.waitingOf", waiting, places));
    }

    /** The state's name; the long one as ss(8) abbreviates it. */
    private static String brief(Optional<String> state) {
        return state.map(s -> s.equals("ESTABLISHED") ? "ESTAB" : s).orElse("CLOSED");
    }
}
