package socklab.lab;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import socklab.call.Arg;
import socklab.call.Errno;
import socklab.call.Out;
import socklab.call.Outcome;
import socklab.call.Param;
import socklab.call.Result;
import socklab.call.SocketAddress;
import socklab.kernel.Kernel;
import socklab.lang.Command;
import socklab.lang.Highlight;
import socklab.lang.ShellWord;
import socklab.session.Event;
import socklab.session.SandboxPolicy;
import socklab.session.Session;
import socklab.session.Socket;

/**
 * Records a session: each call, its result right below it, and a {@code /wait} where a call in the background
 * returned. {@link LabWriter} makes a lab of the recording.
 *
 * <p>The journal passes its events one at a time.
 */
final class SessionRecording implements Consumer<Event> {
    /** The most lines of a recording; of a longer session the beginning is recorded. */
    static final int MOST_LINES = 20_000;

    /** The most turns of a /repeat that are recorded: recording a turn takes longer than its calls. */
    static final int MOST_TURNS = 100;

    /** Stands for the turns that are not recorded. */
    private static final String LEFT_OUT = "# ...";

    private static final Set<String> KEPT =
            Set.of("use", "print", "sleep", "kill", "server", "relay", "ask", "wire", "host", "frame");
    private static final Pattern DIGITS = Pattern.compile("\\d+");

    private final PortNames ports;
    private final BiFunction<Event.Finished, String, String> expectation;
    private final Wildcards wildcards;
    private final List<String> lines = new ArrayList<>();
    private final List<String> held = new ArrayList<>();
    private final RecordedLines recorded = new RecordedLines(MOST_TURNS);
    private final Set<Integer> unfinished = new HashSet<>();
    private final Set<Integer> peers = new HashSet<>();
    private Consumer<String> log = _ -> {};
    private Optional<Integer> inCall = Optional.empty();
    private Optional<String> word = Optional.empty();
    private volatile boolean full;
    private final Set<String> needed = new TreeSet<>();
    private boolean served;
    private boolean outside;

    /** Records a session of a kernel. */
    SessionRecording(Session session, Kernel kernel) {
        this(new SessionPorts(session, kernel), (_, result) -> result);
    }

    /**
     * Records events.
     *
     * @param expectation what to expect of a call, given its result with wildcards
     */
    SessionRecording(PortNames ports, BiFunction<Event.Finished, String, String> expectation) {
        this.ports = ports;
        this.expectation = expectation;
        this.wildcards = new Wildcards(recorded);
    }

    /** Passes every line from now on to a log, too. */
    synchronized void log(Consumer<String> to) {
        log = to;
    }

    /** The lines so far. */
    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /**
     * What a lab made of the recording needs. If a program answered that is neither a socket of this session nor its
     * server, the lab needs a partner.
     */
    synchronized Set<String> needs() {
        Set<String> all = new TreeSet<>(needed);
        if (outside) {
            all.add("net");
        }
        if (!peers.stream().allMatch(ports::knows)) {
            all.add("partner");
        }
        return all;
    }

    /** Adds the lines of another recording, and what they need. */
    synchronized void take(SessionRecording other) {
        other.lines().forEach(this::add);
        needed.addAll(other.needs());
        inCall = Optional.empty();
    }

    /** Starts over. */
    synchronized void clear() {
        full = false;
        needed.clear();
        lines.clear();
        held.clear();
        recorded.clear();
        peers.clear();
        unfinished.clear();
        inCall = Optional.empty();
        word = Optional.empty();
        served = false;
        outside = false;
        wildcards.clear();
    }

    @Override
    public void accept(Event event) {
        if (!full
                && !recorded.exceeds(event.line())) { // the turns of a long /repeat that are not recorded cost nothing
            take(event);
        }
    }

    private synchronized void take(Event event) {
        switch (event) {
            case Event.Typed e -> typed(e.line());
            case Event.Started e when e.id().typed() -> started(e);
            case Event.Unfinished e -> unfinished(e);
            case Event.Finished e -> finished(e);
            case Event.Problem _ -> refused();
            case Event.Started _,
                    Event.Served _,
                    Event.Frame _,
                    Event.Observed _,
                    Event.Resolved _,
                    Event.Note _,
                    Event.Printed _,
                    Event.Plotted _ -> {}
        }
    }

    private void add(String line) {
        if (!full) {
            keep(line);
            full = lines.size() >= MOST_LINES;
            if (full) {
                keep("# The recording ends here: it keeps " + MOST_LINES + " lines.");
            }
        }
    }

    private void keep(String line) {
        lines.add(line);
        log.accept(line);
    }

    /** Whether the session has more lines than are recorded. */
    boolean isFull() {
        return full;
    }

    /** Removes the last shell word: it was refused. */
    private void refused() {
        if (word.isPresent() && !lines.isEmpty() && lines.getLast().equals(word.get())) {
            lines.removeLast();
        }
    }

    /** Records a comment or a shell word. A call is recorded when it starts, for its line may be refused. */
    private void typed(String line) {
        word = Optional.empty();
        switch (recorded.parse(line).command()) {
            case Command.Comment _ -> add(line.strip());
            case Command.Shell s
            when KEPT.contains(s.word().word()) && kept(line) -> {
                served |= s.word() == ShellWord.SERVER || s.word() == ShellWord.RELAY;
                if (s.word() == ShellWord.WIRE) {
                    needed.add("wire");
                }
                wildcards.typed(line);
                add(line.strip());
                word = Optional.of(line.strip());
            }
            case Command.Shell _, Command.Invoke _, Command.Blank _, Command.Expect _, socklab.lang.SyntaxError _ -> {}
        }
    }

    /** Counts a turn of a line; a comment stands for the turns that are not recorded. */
    private boolean kept(String line) {
        if (recorded.countTurn(line)) {
            return true;
        }
        if (!lines.getLast().equals(LEFT_OUT)) {
            add(LEFT_OUT);
        }
        return false;
    }

    private void started(Event.Started e) {
        word = Optional.empty();
        ports.begins(e);
        if (!kept(e.id().line())) {
            inCall = Optional.empty();
            return;
        }
        String line = portable(e.id().line());
        wildcards.typed(line);
        add(line);
        inCall = Optional.of(e.id().number());
        List<Param> params = e.invocation().call().params();
        for (int i = 0; i < params.size(); i++) {
            if (!onWire(e.socket())
                    && params.get(i) instanceof Param.Peer
                    && e.invocation().args().get(i) instanceof Arg.Address a
                    && !SandboxPolicy.staysHere(a.address())) {
                outside = true;
            }
        }
    }

    /** Whether a socket is in a host: all that it reaches is in the session, too. */
    private static boolean onWire(Optional<Socket> socket) {
        return socket.flatMap(Socket::host).isPresent();
    }

    private void unfinished(Event.Unfinished e) {
        unfinished.add(e.call().id().number());
        result(e.call().id().number(), "blocks");
    }

    /** Writes a result below its call, and what returned meanwhile below that. */
    private void result(int number, String text) {
        if (inCall.isPresent() && inCall.get() == number) {
            add("=> " + text);
            inCall = Optional.empty();
            held.forEach(this::add);
            held.clear();
        }
    }

    private void finished(Event.Finished e) {
        ports.ended(e);
        if (!e.id().typed()) {
            return;
        }
        peers(e);
        int number = e.id().number();
        if (unfinished.remove(number)) {
            List<String> returned = List.of("/wait " + e.job().orElse(0), "=> " + expected(e));
            if (inCall.isPresent()) {
                held.addAll(returned);
            } else {
                returned.forEach(this::add);
            }
        } else if (e.outcome() instanceof Outcome.Unresolved) {
            add(portable(e.id().line()));
            add("=> [..]"); // the answer of a name server may change
        } else if (e.job().isPresent()) {
            inCall = Optional.empty(); // next time the call may return before or after this
        } else {
            result(number, expected(e));
        }
    }

    private String expected(Event.Finished e) {
        return expectation.apply(e, wildcards.result(e));
    }

    /** Notes the ports of peers; whether they belong to this session may be known later. */
    private void peers(Event.Finished e) {
        Result result = e.invocation().call().result();
        boolean connecting = e.outcome() instanceof Outcome.Failed f && f.errno() == Errno.EINPROGRESS;
        if (served || onWire(e.socket()) || !connecting && !(e.outcome() instanceof Outcome.Returned)) {
            return;
        }
        if (e.outcome() instanceof Outcome.Returned r && (result == Result.ACCEPTED || result == Result.RECEIVED)) {
            for (Out out : r.outs()) {
                if (out instanceof Out.Name name && name.address().isPresent()) {
                    peer(name.address().get());
                }
            }
        } else if (result == Result.ZERO && e.socket().map(Socket::stream).orElse(false)) {
            List<Param> params = e.invocation().call().params();
            for (int i = 0; i < params.size(); i++) {
                if (params.get(i) instanceof Param.Peer && e.invocation().args().get(i) instanceof Arg.Address a) {
                    peer(a.address());
                }
            }
        }
    }

    private void peer(SocketAddress address) {
        SessionPorts.port(address).ifPresent(peers::add);
    }

    /** A line in which each port that the kernel chose is written as {@code $socket.port}. */
    private String portable(String line) {
        String text = line;
        for (Highlight mark : recorded.parse(line).marks().reversed()) {
            String word = mark.role() == Highlight.Role.ADDRESS
                    ? line.substring(mark.span().start(), mark.span().end())
                    : "";
            if (DIGITS.matcher(word).matches() && word.length() < 6 && !wildcards.knows(word)) {
                Optional<String> owner = ports.owner(Integer.parseInt(word));
                text = owner.isEmpty()
                        ? text
                        : text.substring(0, mark.span().start()) + "$" + owner.get() + ".port"
                                + text.substring(mark.span().end());
            }
        }
        return text.strip();
    }
}
