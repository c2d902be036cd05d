package socklab.help.why;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import socklab.call.Errno;
import socklab.call.Result;
import socklab.call.SocketOption;
import socklab.kernel.SocketStatus;
import socklab.session.Event;
import socklab.session.Socket;
import socklab.text.Message;
import socklab.view.ResultView;
import socklab.view.reason.Facts;

/** What is shown beside a cause: the state of the socket, its queues and buffers, the other end, the calls before. */
final class SocketEvidence {
    private static final int MOST_PAST = 6;

    private final Facts facts;

    SocketEvidence(Facts facts) {
        this.facts = facts;
    }

    /** The evidence for a failed call; {@code before} are the typed calls on the same socket. */
    List<Message> of(Event.Finished call, Errno errno, List<Event.Finished> before) {
        List<Message> said = new ArrayList<>();
        switch (errno) {
            case EAGAIN, EINPROGRESS, EALREADY, ENOBUFS -> {
                call.socket().ifPresent(s -> state(s, said));
                buffers(call, said);
                otherEnd(call, said);
            }
            case EADDRINUSE, ECONNREFUSED, EACCES, EPERM, EADDRNOTAVAIL, EMFILE, ENFILE, ENETUNREACH, EHOSTUNREACH -> {}
            default -> {
                history(call, before, said);
                call.socket().ifPresent(s -> state(s, said));
            }
        }
        return said;
    }

    /** The state and the queues of a socket. UDP has no state: it is connected or not. */
    void state(Socket socket, List<Message> said) {
        Optional<SocketStatus> status = facts.status(socket);
        if (status.isEmpty()) {
            return;
        }
        SocketStatus s = status.get();
        Message state = socket.stream()
                ? Message.of("why.seen.state", s.state().orElse("CLOSED"))
                : Message.of(s.remote().isPresent() ? "why.seen.udp.peer" : "why.seen.udp.none");
        said.add(Message.of(
                "why.seen",
                socket.name(),
                s.local().<Object>map(a -> a).orElse("-"),
                s.remote().<Object>map(a -> a).orElse("-"),
                state));
        if (s.state().filter("LISTEN"::equals).isPresent()) {
            said.add(Message.of("why.seen.waiting", s.receiveQueue(), s.sendQueue()));
        } else if (!socket.stream()
                || s.state().filter(t -> !t.equals("CLOSED")).isPresent()) {
            said.add(Message.of("why.seen.queues", s.receiveQueue(), s.sendQueue()));
        }
        if (s.nonBlocking()) {
            said.add(Message.of("why.seen.nonblock", socket.name()));
        }
        if (!s.more().shut().isEmpty()) {
            said.add(Message.of(
                    "why.seen.shut",
                    s.more().shut().stream().map(Enum::name).sorted().toList()));
        }
    }

    /** The size of the buffer that a transfer goes through: as the tables have it, or as new sockets have it. */
    private void buffers(Event.Finished call, List<Message> said) {
        Result result = call.invocation().call().result();
        boolean sending = result == Result.SENT || result == Result.SENT_MESSAGES;
        boolean receiving = result == Result.RECEIVED || result == Result.RECEIVED_MESSAGES;
        if (call.socket().isEmpty() || !sending && !receiving) {
            return;
        }
        Socket socket = call.socket().get();
        String key = sending ? "why.buffer.send" : "why.buffer.receive";
        SocketOption option = sending ? SocketOption.SO_SNDBUF : SocketOption.SO_RCVBUF;
        String letter = sending ? "w" : "r";
        String setting = socket.stream() ? "net/ipv4/tcp_" + letter + "mem" : "net/core/" + letter + "mem_default";
        Optional<String> size = facts.status(socket).map(s -> s.more().options().get(option));
        Optional<String> standard = facts.sysctl(setting);
        if (size.isPresent()) {
            said.add(Message.of(key, socket.name(), size.get(), option.name()));
        } else if (standard.isPresent()) {
            String[] words = standard.get().strip().split("\\s+");
            said.add(Message.of(key, socket.name(), words[words.length - 1], setting.replace('/', '.')));
        }
    }

    /** The socket of this session whose addresses are these, exchanged. */
    private void otherEnd(Event.Finished call, List<Message> said) {
        Optional<SocketStatus> mine = call.socket().flatMap(facts::status);
        if (mine.isEmpty()
                || mine.get().local().isEmpty()
                || mine.get().remote().isEmpty()) {
            return;
        }
        facts.sockets().stream()
                .filter(s -> s.id() != call.socket().orElseThrow().id())
                .filter(s -> facts.status(s)
                        .filter(its -> its.local().equals(mine.get().remote())
                                && its.remote().equals(mine.get().local()))
                        .isPresent())
                .findFirst()
                .ifPresent(s -> said.add(Message.of(
                        "why.otherEnd", s.name(), facts.status(s).orElseThrow().receiveQueue())));
    }

    private static void history(Event.Finished call, List<Event.Finished> before, List<Message> said) {
        if (before.isEmpty()) {
            return;
        }
        said.add(Message.of("why.history", call.socket().map(Socket::name).orElse("")));
        before.subList(Math.max(0, before.size() - MOST_PAST), before.size())
                .forEach(f -> said.add(Message.of(
                        "why.past",
                        f.id().number(),
                        f.id().line().strip(),
                        ResultView.result(f),
                        ago(call.at() - f.at()))));
    }

    private static String ago(long nanos) {
        return nanos < 1_000_000_000 ? nanos / 1_000_000 + " ms" : String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }
}
