package socklab.view;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import socklab.call.Arg;
import socklab.call.Call;
import socklab.call.Invocation;
import socklab.call.Param;
import socklab.call.SocketAddress;
import socklab.kernel.SocketStatus;
import socklab.session.Event;
import socklab.session.Socket;
import socklab.text.DisplayWidth;
import socklab.text.Messages;

/** A call that has not returned: how long it has been waiting, and for what. */
public final class WaitView {
    private WaitView() {}

    /** What the user can do while a call blocks. */
    public enum Keys {
        /** Ctrl-C interrupts it, Ctrl-Z sends it to the background. */
        CONSOLE,
        /** Ctrl-C interrupts it. */
        STEP,
        /** Nothing about this call. */
        NONE;

        /** What is said about the keys, the longest first. */
        private List<String> hints(Messages messages) {
            String interrupts = " · " + messages.say("wait.ctrlC");
            return switch (this) {
                case CONSOLE ->
                    List.of(
                            interrupts + " · " + messages.say("wait.ctrlZ"),
                            " · " + messages.say("wait.short"),
                            " · ^C ^Z");
                case STEP -> List.of(interrupts, " · ^C");
                case NONE -> List.of("");
            };
        }
    }

    /**
     * One line of at most so many columns: the call, its seconds, what it waits for, what the user can do; said
     * more briefly, or not at all, where there is no room.
     */
    public static String line(
            Event.Started call,
            String opening,
            Optional<SocketStatus> status,
            long nanos,
            int columns,
            Keys keys,
            Messages messages) {
        String blocks = opening + " " + messages.say("wait.blocks", String.format(Locale.ROOT, "%.1f", nanos / 1e9));
        String reason = " " + reason(call, status, messages);
        List<String> hints = keys.hints(messages);
        return Stream.of(
                        hints.stream().map(hint -> blocks + reason + hint),
                        hints.stream().skip(1).map(hint -> blocks + hint),
                        Stream.of(blocks))
                .flatMap(lines -> lines)
                .filter(l -> DisplayWidth.of(l) <= columns)
                .findFirst()
                .orElse(opening);
    }

    /** What a call waits for, in one phrase: told by what it returns and takes, and by the kernel's tables. */
    public static String reason(Event.Started started, Optional<SocketStatus> status, Messages messages) {
        Call call = started.invocation().call();
        Optional<Socket> socket = started.socket();
        boolean stream = socket.map(Socket::stream).orElse(false);
        return switch (call.result()) {
            case ACCEPTED -> at("wait.connection", "wait.connection.unbound", local(socket, status), messages);
            case RECEIVED, RECEIVED_MESSAGES ->
                stream
                        ? messages.say("wait.data")
                        : at(
                                "wait.datagram",
                                status.isPresent() ? "wait.datagram.unbound" : "wait.datagram.unseen",
                                local(socket, status),
                                messages);
            case SENT, SENT_MESSAGES ->
                stream
                        ? messages.say(
                                "wait.room",
                                bytes(status.map(SocketStatus::sendQueue).orElse(0L)))
                        : messages.say("wait.buffer");
            case ZERO ->
                messages.say(
                        stream && call.params().stream().anyMatch(Param.Peer.class::isInstance)
                                ? "wait.handshake"
                                : "wait.kernel");
            case CLOSED -> messages.say("wait.linger");
            case READY -> ready(watched(started.invocation()), messages);
            case DESCRIPTOR, OPTION, LOCAL_NAME, PEER_NAME, PAIR, EPOLL, FLAGS, NUMBER -> messages.say("wait.kernel");
        };
    }

    private static String ready(List<String> watched, Messages messages) {
        return watched.isEmpty() ? messages.say("wait.readySet") : messages.say("wait.ready", watched);
    }

    /** The sockets that poll, select or epoll_wait watches, by name. */
    private static List<String> watched(Invocation invocation) {
        return Stream.of(
                        invocation.first(Arg.PollSet.class).map(Arg.PollSet::watched),
                        invocation.first(Arg.SelectSets.class).map(Arg.SelectSets::watched))
                .flatMap(Optional::stream)
                .flatMap(List::stream)
                .map(Arg.Watched::name)
                .distinct()
                .toList();
    }

    /**
     * Where a socket is bound; of one that cannot be looked at, because it was closed, where it was when the call
     * began.
     */
    private static Optional<SocketAddress> local(Optional<Socket> socket, Optional<SocketStatus> status) {
        return status.isPresent() ? status.get().local() : socket.flatMap(Socket::local);
    }

    /**
     * With the socket's own address, or in other words where it has none, so that nothing can arrive, or none is known.
     */
    private static String at(String key, String unbound, Optional<SocketAddress> local, Messages messages) {
        return local.map(a -> messages.say(key, SocketsView.address(a))).orElseGet(() -> messages.say(unbound));
    }

    /** A count of bytes a reader can take in: {@code 2.5 MB}, by powers of ten. */
    static String bytes(long count) {
        if (count < 1000) {
            return count + " B";
        }
        return count < 1_000_000
                ? String.format(Locale.ROOT, "%.1f kB", count / 1e3)
                : String.format(Locale.ROOT, "%.1f MB", count / 1e6);
    }
}
