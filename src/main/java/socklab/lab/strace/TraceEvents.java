package socklab.lab.strace;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import socklab.call.Arg;
import socklab.call.Call;
import socklab.call.Errno;
import socklab.call.Invocation;
import socklab.call.Out;
import socklab.call.Outcome;
import socklab.call.Param;
import socklab.call.Result;
import socklab.call.SocketAddress;
import socklab.session.Event;
import socklab.session.Socket;
import socklab.view.Escape;

/** Makes the events of a log: of each call its line, its values and its end. */
final class TraceEvents {
    /** The most events that are made: as many as a journal keeps. */
    static final int MOST_EVENTS = 20_000;

    /** Calls that only the lab has, for what the kernel does at a process's end. */
    private static final int LAB_NUMBERS = 1_800_000_000;

    private static final int MOST_COMMENT = 160;

    private final SocketNames names;
    private final long base;
    private final int firstNumber;
    private final List<Event> journal = new ArrayList<>();
    private final List<Event> lab = new ArrayList<>();
    private final Set<Integer> cut = new HashSet<>();
    private final PeerPorts peers = new PeerPorts();
    private final MadeSockets sockets;
    private final ToldAddresses addresses;
    private final WaitingCalls waiting = new WaitingCalls();
    private int number;
    private int labNumber = LAB_NUMBERS;
    private int failed;

    /**
     * @param base the moment of the log's beginning, by {@link System#nanoTime}
     * @param firstNumber the number of the first call
     * @param named the calls whose results need a name
     */
    TraceEvents(SocketNames names, long base, int firstNumber, Set<Integer> named) {
        this.names = names;
        this.base = base;
        this.firstNumber = firstNumber;
        this.number = firstNumber;
        this.sockets = new MadeSockets(names, peers);
        this.addresses = new ToldAddresses(named, names, peers);
    }

    /** What the events came to. */
    TracedSession session(TraceLog log) {
        return new TracedSession(
                List.copyOf(journal),
                NameServiceSockets.in(lab).leftOut(lab),
                Set.copyOf(cut),
                sockets.all().stream().map(TracedSocket::socket).toList(),
                peers.owners(sockets.all()),
                peers.chosen(),
                new TracedSession.Counts(
                        number - firstNumber,
                        failed,
                        (int) log.calls().stream()
                                .map(TracedCall::process)
                                .distinct()
                                .count(),
                        log.complete() && !full(),
                        log.timed()));
    }

    private boolean full() {
        return journal.size() >= MOST_EVENTS;
    }

    /** What a call waits for. */
    static List<Arg.Watched> watched(Invocation invocation) {
        return invocation
                .first(Arg.PollSet.class)
                .map(Arg.PollSet::watched)
                .or(() -> invocation.first(Arg.SelectSets.class).map(Arg.SelectSets::watched))
                .orElse(List.of());
    }

    /** A call that no line says. */
    void comment(TracedCall traced) {
        say(shortened(traced));
    }

    /** A process gives back its copy of a descriptor that another has, too: the socket stays. */
    void closedCopy(TracedCall traced, TracedSocket socket) {
        say(shortened(traced) + ": " + socket.name() + " stays open, another descriptor refers to it");
    }

    private void say(String text) {
        if (!full()) {
            Event comment = new Event.Typed("# " + Escape.printable(text).replaceAll("[\\n\\t]", " "));
            journal.add(comment);
            lab.add(comment);
        }
    }

    /** At the end of a process the kernel closes what it left open; in the lab, a line has to. */
    void ended(int process, List<TracedSocket> left) {
        lab.add(new Event.Typed("# Process " + process + " ended: the kernel closed what it had left open."));
        for (TracedSocket socket : left) {
            Event.CallId id = new Event.CallId(labNumber++, socket.name() + ".close", Event.Origin.TRACED);
            Invocation close = new Invocation(
                    Call.resultingIn(Result.CLOSED),
                    List.of(new Arg.Num(socket.socket().fd())));
            Optional<Socket> on = Optional.of(socket.socket());
            lab.add(new Event.Started(id, close, on));
            lab.add(new Event.Finished(
                    base,
                    id,
                    close,
                    new Outcome.Returned(0, List.of(Out.NOTHING), 0),
                    on,
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of()));
        }
    }

    /** The calls that wait while others are made. */
    WaitingCalls waiting() {
        return waiting;
    }

    /** The calls whose results need a name. */
    Set<Integer> named() {
        return addresses.used();
    }

    /** The sockets of the log. */
    MadeSockets sockets() {
        return sockets;
    }

    /** A call that socklab has. */
    void call(TracedCall traced, Call call, Descriptors.Table table, Optional<TracedSocket> on) {
        if (full()) {
            return;
        }
        if (!traced.returned() && !mayBlock(call)) {
            comment(traced); // its return is not in the log
            return;
        }
        try {
            on.ifPresent(s -> told(traced, s));
            CallDecoder.Decoded decoded = new CallDecoder(
                            traced, fd -> table.get(fd).map(TracedSocket::name).orElse(""), on)
                    .decode(call);
            add(traced, decoded, table, on);
        } catch (UnreadableCall e) {
            comment(traced);
            unreadable(traced, call, table);
        }
    }

    /** Whether a call may wait for others. */
    static boolean mayBlock(Call call) {
        return switch (call.result()) {
            case ACCEPTED, SENT, SENT_MESSAGES, RECEIVED, RECEIVED_MESSAGES, READY -> true;
            case ZERO -> call.params().stream().anyMatch(Param.Peer.class::isInstance);
            case DESCRIPTOR, OPTION, LOCAL_NAME, PEER_NAME, PAIR, EPOLL, FLAGS, NUMBER, CLOSED -> false;
        };
    }

    /** strace -yy tells addresses with each descriptor. */
    private static void told(TracedCall traced, TracedSocket socket) {
        traced.descriptor()
                .flatMap(StraceValue.Number::descriptor)
                .flatMap(ValueDecoder::local)
                .ifPresent(socket::infer);
    }

    /** A call that cannot be read may have made a socket all the same. */
    private void unreadable(TracedCall traced, Call call, Descriptors.Table table) {
        long value = traced.result().value().orElse(-1);
        if (value >= 0 && value <= Integer.MAX_VALUE && call.result().descriptors() == 1) {
            sockets.adopt((int) value, traced.result().descriptor().orElse(""), table, traced);
        }
    }

    private void add(TracedCall traced, CallDecoder.Decoded decoded, Descriptors.Table table, Optional<TracedSocket> on)
            throws UnreadableCall {
        Invocation invocation = decoded.invocation();
        Outcome outcome = outcome(traced, decoded);
        int id = number++;
        Optional<Socket> socket = on.map(TracedSocket::socket);
        List<TracedSocket> made = sockets.made(id, traced, decoded, outcome, table, on);
        List<String> madeNames = made.stream().map(TracedSocket::name).toList();
        Optional<String> result = addresses.name(id, invocation, on);
        TypedLineWriter.Context context = new TypedLineWriter.Context(
                socket,
                fd -> table.get(fd).map(TracedSocket::name).orElse(""),
                address -> addresses.value(on, address),
                decoded.cut());
        boolean unnamed = invocation.call().result() == Result.RECEIVED; // a session names what came with a message
        Optional<String> name =
                result.or(() -> madeNames.stream().filter(_ -> !unnamed).findFirst());
        Optional<String> line = line(
                invocation,
                context,
                result.isPresent() || unnamed ? result.stream().toList() : madeNames);
        on.ifPresent(s -> addresses.told(id, invocation, outcome, s, result));
        boolean sayable = line.isPresent()
                && on.map(TracedSocket::made).orElse(true)
                && watched(invocation).stream()
                        .allMatch(w -> table.get(w.fd()).map(TracedSocket::made).orElse(false));
        String comment = Escape.printable(shortened(traced)).replaceAll("[\\n\\t]", " ");
        Event.CallId call = new Event.CallId(id, line.orElse(comment), Event.Origin.TRACED);
        Event.Started started = new Event.Started(call, invocation, socket);
        List<Event> events = new ArrayList<>();
        events.add(started);
        Optional<Integer> job =
                !traced.returned() || waiting.has(traced) ? Optional.of(waiting.number()) : Optional.empty();
        long at = base + traced.at();
        job.ifPresent(number -> events.add(new Event.Unfinished(at, started, at, number)));
        if (traced.returned()) {
            Event.Finished finished =
                    new Event.Finished(at, call, invocation, outcome, socket, madeNames, name, job, List.of());
            if (job.isPresent()) {
                waiting.begin(traced, new WaitingCalls.Ending(finished, sayable));
            } else {
                events.add(finished);
            }
            failed += outcome instanceof Outcome.Failed ? 1 : 0;
            on.ifPresent(s -> new SocketHistory(names, peers, sockets).after(s, invocation, outcome));
            if (invocation.first(Arg.Interest.class).isPresent() && outcome instanceof Outcome.Returned) {
                watches(traced, on.orElseThrow());
            }
        }
        if (outcome instanceof Outcome.Failed f && f.errno() == Errno.EINTR && traced.returned()) {
            waiting.interrupted();
        }
        journal.addAll(events);
        if (sayable) {
            lab.addAll(events);
        } else {
            lab.add(new Event.Typed("# " + comment));
        }
        if (decoded.cut()) {
            cut.add(id);
        }
    }

    /** A call that waited returned. */
    void returned(TracedCall traced) {
        waiting.end(traced).ifPresent(ending -> {
            journal.add(ending.finished());
            if (ending.sayable()) {
                lab.add(ending.finished());
            }
        });
    }

    /** A call as strace printed it, less the blanks before its result, and the time. */
    private static String shortened(TracedCall traced) {
        int end = CallText.returnAt(traced.text());
        String text = end < 0
                ? traced.text()
                : traced.text().substring(0, end + 1) + " "
                        + traced.text().substring(end + 1).strip().replaceAll(" <[0-9.]{1,20}>$", "");
        String cut = text.length() > MOST_COMMENT ? text.substring(0, MOST_COMMENT) + "..." : text;
        return traced.returned() ? cut : cut + " <unfinished ...>";
    }

    private static Optional<String> line(Invocation invocation, TypedLineWriter.Context context, List<String> made) {
        try {
            return Optional.of(new TypedLineWriter(invocation, context).line(made));
        } catch (UnreadableCall e) {
            return Optional.empty();
        }
    }

    private static Outcome outcome(TracedCall traced, CallDecoder.Decoded decoded) throws UnreadableCall {
        if (traced.result().error().isEmpty()) {
            return new Outcome.Returned(traced.result().value().orElse(0), decoded.outs(), traced.nanos());
        }
        Errno errno = Errno.named(traced.result().error().get()).orElseThrow(() -> new UnreadableCall("unknown errno"));
        return new Outcome.Failed(errno, decoded.outs(), traced.nanos());
    }

    /** Notes what an epoll instance tells with a descriptor's events. */
    private static void watches(TracedCall traced, TracedSocket epoll) throws UnreadableCall {
        if (traced.args().size() > 3 && !ValueDecoder.isNull(traced.arg(3))) {
            epoll.watch(EventDecoder.data(traced.arg(3)), ValueDecoder.integer(traced.arg(2)));
        }
    }

    /** The parameters of an address that a call is given. */
    static Optional<SocketAddress> given(Invocation invocation) {
        for (int i = 0; i < invocation.args().size(); i++) {
            if (invocation.args().get(i) instanceof Arg.Address a
                    && (invocation.call().params().get(i) instanceof Param.Peer
                            || invocation.call().params().get(i) instanceof Param.Local)) {
                return Optional.of(a.address());
            }
        }
        return Optional.empty();
    }

    /** Whether a call went well, or goes on: a connection that is being made. */
    static boolean well(Outcome outcome) {
        return outcome instanceof Outcome.Returned
                || outcome instanceof Outcome.Failed f && f.errno() == Errno.EINPROGRESS;
    }

    /** Whether a result tells an address. */
    static boolean names(Result result) {
        return result == Result.LOCAL_NAME || result == Result.PEER_NAME;
    }
}
