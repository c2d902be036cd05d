package socklab.help.why;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import socklab.call.SocketAddress;
import socklab.kernel.SocketStatus;
import socklab.kernel.SocketTableRow;
import socklab.session.AddressText;
import socklab.session.Socket;
import socklab.text.Messages;
import socklab.view.Escape;
import socklab.view.WaitView;

/** Evidence in words: a pure function. What came from outside is escaped. */
public final class EvidenceView {
    private static final int MOST_COMMAND = 60;

    private final Messages messages;

    public EvidenceView(Messages messages) {
        this.messages = messages;
    }

    /** The sentences of a piece of evidence. */
    public List<String> lines(Evidence evidence) {
        return switch (evidence) {
            case Evidence.Held e -> held(e);
            case Evidence.PathState e ->
                List.of(say(e.exists() ? "cause.path.exists" : "cause.path.missing", Escape.printable(e.path())));
            case Evidence.Listeners e -> listeners(e);
            case Evidence.Elsewhere e -> List.of(say("cause.elsewhere", show(e.wanted())));
            case Evidence.Seen e -> seen(e);
            case Evidence.OtherEnd e ->
                List.of(say("cause.otherEnd", name(e.socket()), e.status().receiveQueue()));
            case Evidence.BufferSize e ->
                List.of(say(
                        e.sending() ? "cause.sendBuffer" : "cause.receiveBuffer",
                        name(e.socket()),
                        e.size(),
                        e.from()));
            case Evidence.History e -> history(e);
            case Evidence.Privileged e -> List.of(privileged(e));
            case Evidence.Broadcast e ->
                List.of(say(e.allowed() ? "cause.broadcast.set" : "cause.broadcast", show(e.address())));
            case Evidence.Setting e ->
                List.of(say("cause.setting", e.name(), e.value().replaceAll("\\s+", " ")));
            case Evidence.Addresses e -> List.of(say("cause.addresses", String.join(", ", e.addresses())));
            case Evidence.Descriptors e -> List.of(say("cause.descriptors", number(e.open()), number(e.limit())));
            case Evidence.Routes e ->
                List.of(
                        e.networks().isEmpty()
                                ? say("cause.routes.none")
                                : say("cause.routes", String.join(", ", e.networks())));
            case Evidence.Waits e -> waits(e);
            case Evidence.NoTables _ -> List.of(say("cause.noTables"));
        };
    }

    private String say(String key, Object... args) {
        return messages.say(key, args);
    }

    private static String name(String name) {
        return Escape.printable(name);
    }

    private static String show(SocketAddress address) {
        return Escape.printable(AddressText.show(address));
    }

    private static String number(Optional<Integer> number) {
        return number.map(String::valueOf).orElse("?");
    }

    private List<String> held(Evidence.Held e) {
        if (e.places().isEmpty()) {
            return List.of(say("cause.held.none", show(e.wanted())));
        }
        List<String> lines = new ArrayList<>();
        for (Evidence.Place place : e.places()) {
            SocketTableRow use = place.use();
            if (use.state().equals("TIME-WAIT")) {
                lines.add(say(
                        "cause.timeWait",
                        show(use.local()),
                        show(use.remote()),
                        seconds(use.millisLeft().orElse(0L))));
            } else {
                lines.add(say("cause.held", show(use.local()), whose(place.whose()), use.state()));
            }
        }
        boolean rests = e.places().stream().anyMatch(p -> p.use().state().equals("TIME-WAIT"));
        boolean listens = e.places().stream().anyMatch(p -> p.use().state().equals("LISTEN"));
        lines.add(say(rests && !listens ? "cause.held.reuse" : "cause.held.cure"));
        return lines;
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f", millis / 1000.0);
    }

    private String whose(Evidence.Whose whose) {
        return switch (whose) {
            case Evidence.Whose.Session w -> say("cause.whose.session", name(w.name()));
            case Evidence.Whose.Program _ -> say("cause.whose.program");
            case Evidence.Whose.Process w -> say("cause.whose.process", w.pid(), command(w.command()));
            case Evidence.Whose.Hidden w -> say("cause.whose.hidden", w.uid());
            case Evidence.Whose.Nobody _ -> say("cause.whose.nobody");
        };
    }

    private static String command(String command) {
        String shown = Escape.printable(command).replace('\n', ' ');
        return shown.length() <= MOST_COMMAND ? shown : shown.substring(0, MOST_COMMAND) + "…";
    }

    private List<String> listeners(Evidence.Listeners e) {
        List<String> lines = new ArrayList<>();
        lines.add(
                e.here().isEmpty()
                        ? say(e.stream() ? "cause.nobody.tcp" : "cause.nobody.udp", show(e.wanted()))
                        : say(
                                "cause.somebodyNow",
                                show(e.wanted()),
                                whose(e.here().getFirst().whose())));
        e.samePort().forEach(p -> lines.add(say("cause.samePort", show(p.use().local()), whose(p.whose()))));
        e.other()
                .forEach(p -> lines.add(say(
                        e.stream() ? "cause.other.udp" : "cause.other.tcp",
                        show(p.use().local()),
                        whose(p.whose()))));
        if (!e.near().isEmpty()) {
            lines.add(say(
                    "cause.near",
                    e.near().stream()
                            .map(p -> show(p.use().local()) + " (" + whose(p.whose()) + ")")
                            .collect(Collectors.joining(", "))));
        } else if (e.samePort().isEmpty() && e.here().isEmpty()) {
            lines.add(say(e.stream() ? "cause.nearNone.tcp" : "cause.nearNone.udp"));
        }
        return lines;
    }

    private List<String> seen(Evidence.Seen e) {
        SocketStatus s = e.status();
        List<String> lines = new ArrayList<>();
        String state = e.stream()
                ? s.state().orElse("CLOSED")
                : s.remote().isPresent() ? say("cause.peerFixed") : say("cause.noPeer");
        lines.add(say(
                "cause.seen",
                name(e.socket()),
                s.local().map(EvidenceView::show).orElse("-"),
                s.remote().map(EvidenceView::show).orElse("-"),
                state));
        if (s.state().filter("LISTEN"::equals).isPresent()) {
            lines.add(say("cause.seen.waiting", s.receiveQueue(), s.sendQueue()));
        } else if (!e.stream() || s.state().filter(t -> !t.equals("CLOSED")).isPresent()) {
            lines.add(say("cause.seen.queues", s.receiveQueue(), s.sendQueue()));
        }
        if (s.nonBlocking()) {
            lines.add(say("cause.seen.nonblock", name(e.socket())));
        }
        if (!s.more().shut().isEmpty()) {
            lines.add(say(
                    "cause.seen.shut",
                    s.more().shut().stream().map(Enum::name).sorted().collect(Collectors.joining(", "))));
        }
        return lines;
    }

    private List<String> history(Evidence.History e) {
        List<String> lines = new ArrayList<>();
        lines.add(say("cause.history", name(e.socket())));
        for (Evidence.Past past : e.calls()) {
            lines.add(say(
                    "cause.past",
                    past.number(),
                    Escape.printable(past.line()).replace('\n', ' '),
                    past.result(),
                    ago(past.ago())));
        }
        return lines;
    }

    private static String ago(long nanos) {
        return nanos < 1_000_000_000 ? nanos / 1_000_000 + " ms" : String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }

    private String privileged(Evidence.Privileged e) {
        boolean below = e.start().matches("\\d{1,5}") && e.port() < Integer.parseInt(e.start());
        return say(below ? "cause.privileged" : "cause.notPrivileged", e.port(), e.start());
    }

    private List<String> waits(Evidence.Waits e) {
        List<String> lines = new ArrayList<>();
        lines.add(say(
                "cause.waits",
                e.job(),
                Escape.printable(e.call().id().line().strip()),
                seconds(e.since() / 1_000_000),
                WaitView.reason(e.call(), e.status(), messages)));
        boolean stream = e.call().socket().map(Socket::stream).orElse(false);
        e.status()
                .ifPresent(s -> lines.addAll(
                        seen(new Evidence.Seen(e.call().socket().orElseThrow().name(), stream, s))));
        return lines;
    }
}
