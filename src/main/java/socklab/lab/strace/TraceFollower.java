package socklab.lab.strace;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import socklab.call.Call;
import socklab.call.Invocation;
import socklab.call.Param;
import socklab.call.Result;

/**
 * Follows the calls of a log: which process has which descriptors, and which socket each call is made on.
 *
 * <p>A call that waits for others, accept or recv, is taken where it returned, all others where they began. So a lab
 * whose calls are made one after the other has each where it can be made: data is sent before it is received.
 */
final class TraceFollower {
    private final TraceLog log;
    private final Descriptors descriptors = new Descriptors();
    private final TraceEvents events;
    private final int lastCall;

    /** A call that takes longer than this, in nanoseconds, waited. */
    private static final long LONG = 50_000_000;

    /** strace takes the time of a line and how long the call took at moments that differ, in nanoseconds. */
    private static final long CLOCKS_DIFFER = 2_000;

    TraceFollower(TraceLog log, TraceEvents events) {
        this.log = log;
        this.events = events;
        this.lastCall = log.calls().stream().mapToInt(TracedCall::first).max().orElse(0);
    }

    /** Something that happens at a line, or right after what happens there. */
    private record Moment(int line, boolean after, Optional<TracedCall> call, int process) {
        /** How many lines before it its call began: of two that end at a line, the one that stands there is first. */
        int sinceBegun() {
            return call.map(c -> line - c.first()).orElse(0);
        }
    }

    /** Follows the whole log. */
    void follow() {
        Stream.concat(
                        log.calls().stream().flatMap(this::moments),
                        log.ends().entrySet().stream()
                                .map(e -> new Moment(e.getValue(), false, Optional.empty(), e.getKey())))
                .sorted(Comparator.comparingInt(Moment::line)
                        .thenComparing(Moment::after)
                        .thenComparingInt(Moment::sinceBegun))
                .forEach(this::happen);
    }

    private void happen(Moment moment) {
        if (moment.call().isEmpty()) {
            end(moment.process(), moment.line());
        } else if (moment.after() && events.waiting().has(moment.call().get())) {
            events.returned(moment.call().get());
        } else {
            take(moment.call().get());
        }
    }

    private Stream<Moment> moments(TracedCall traced) {
        Optional<Call> call = traced.returned() ? CallDecoder.call(traced) : Optional.empty();
        int end = call.isEmpty() ? traced.first() : traced.first() < traced.last() ? traced.last() : lastDuring(traced);
        Moment begins = new Moment(traced.first(), false, Optional.of(traced), traced.process());
        Moment returns = new Moment(end, true, Optional.of(traced), traced.process());
        if (call.map(c -> waits(c.result())).orElse(false)) {
            return Stream.of(returns);
        } else if (end > traced.first()
                && traced.nanos() > LONG
                && TraceEvents.mayBlock(call.orElseThrow())
                && traced.result().error().filter("EINTR"::equals).isEmpty()) { // an interrupted one is written as such
            events.waiting().add(traced);
            return Stream.of(begins, returns);
        }
        return Stream.of(begins);
    }

    /**
     * Where a call returned that stands on one line. In logs of several processes that were merged by time
     * (strace-log-merge), calls that others made while it waited stand below it.
     */
    private int lastDuring(TracedCall call) {
        long end = call.at() + call.nanos() - CLOCKS_DIFFER;
        int line = call.first();
        for (int i = index(call) + 1; i < log.calls().size(); i++) {
            TracedCall other = log.calls().get(i);
            if (other.at() >= end || other.process() == call.process()) {
                break;
            }
            line = other.first();
        }
        return line;
    }

    private int index(TracedCall call) {
        return Collections.binarySearch(log.calls(), call, Comparator.comparingInt(TracedCall::first));
    }

    /** Whether a call returns something that others did before, or a descriptor that others gave back. */
    private static boolean waits(Result result) {
        return switch (result) {
            case ZERO, SENT, SENT_MESSAGES, CLOSED -> false;
            case DESCRIPTOR,
                    ACCEPTED,
                    RECEIVED,
                    OPTION,
                    LOCAL_NAME,
                    PEER_NAME,
                    PAIR,
                    EPOLL,
                    RECEIVED_MESSAGES,
                    FLAGS,
                    NUMBER,
                    READY -> true;
        };
    }

    private void end(int process, int line) {
        List<TracedSocket> left =
                descriptors.end(process).stream().filter(TracedSocket::made).toList();
        if (!left.isEmpty() && line < lastCall) {
            events.ended(process, left);
        }
    }

    private void take(TracedCall traced) {
        switch (traced.name()) {
            case "fork", "vfork", "clone", "clone3" -> child(traced);
            case "execve", "execveat" -> {
                if (succeeded(traced)) {
                    descriptors.of(traced.process()).exec();
                }
            }
            default -> call(traced);
        }
    }

    private static boolean succeeded(TracedCall traced) {
        return traced.result().value().orElse(-1) >= 0;
    }

    private void child(TracedCall traced) {
        long child = traced.result().value().orElse(0);
        if (child <= 0 || child > Integer.MAX_VALUE) {
            return;
        }
        if (traced.text().contains("CLONE_FILES")) {
            descriptors.thread(traced.process(), (int) child);
        } else {
            descriptors.fork(traced.process(), (int) child);
        }
    }

    private void call(TracedCall traced) {
        Descriptors.Table table = descriptors.of(traced.process());
        Optional<Call> call = CallDecoder.call(traced);
        if (call.isEmpty()) {
            other(traced, table);
        } else if (call.get().onSocket() || call.get().onEpoll()) {
            onSocket(traced, call.get(), table);
        } else if (call.get().result() == Result.READY) {
            watching(traced, call.get(), table);
        } else {
            events.call(traced, call.get(), table, Optional.empty());
        }
    }

    /** A call that socklab has not: told in a comment if it is made on a socket. */
    private void other(TracedCall traced, Descriptors.Table table) {
        Optional<TracedSocket> socket = traced.descriptor().flatMap(n -> table.get(n.value()));
        boolean any = socket.isPresent()
                || traced.args().stream()
                        .anyMatch(a -> a.value() instanceof StraceValue.Number n
                                && n.descriptor().filter(Descriptors::socket).isPresent());
        if (any) {
            events.comment(traced);
        }
        long value = traced.result().value().orElse(-1);
        if (value < 0 || value > Integer.MAX_VALUE) {
            return;
        }
        switch (traced.name()) {
            case "dup2", "dup3" -> duplicate(traced, (int) value, socket, table);
            case "epoll_create" -> events.sockets().adopt((int) value, MadeSockets.epoll(), table, traced);
            default -> {}
        }
    }

    private static void duplicate(TracedCall traced, int fd, Optional<TracedSocket> socket, Descriptors.Table table) {
        boolean same = traced.descriptor().filter(n -> n.value() == fd).isPresent();
        if (!same) {
            socket.ifPresentOrElse(s -> table.put(fd, s, traced.text().contains("O_CLOEXEC")), () -> table.remove(fd));
        }
    }

    private void onSocket(TracedCall traced, Call call, Descriptors.Table table) {
        Optional<StraceValue.Number> fd = traced.descriptor();
        if (fd.isEmpty()) {
            return;
        }
        Optional<TracedSocket> known = table.get(fd.get().value());
        if (known.isPresent()) {
            onKnown(traced, call, table, known.get());
            return;
        }
        boolean bad = traced.result().error().filter("EBADF"::equals).isPresent();
        Optional<TracedSocket> closed = table.closed(fd.get().value());
        if (bad && closed.isPresent()) {
            events.call(traced, call, table, closed);
        } else if (inherited(traced, call, fd.get()) && fd.get().value() <= Integer.MAX_VALUE) {
            TracedSocket adopted = events.sockets()
                    .adopt((int) fd.get().value(), fd.get().descriptor().orElse(""), table, traced);
            onKnown(traced, call, table, adopted);
        }
    }

    /** Calls on sockets and on files: without -y, they tell of a socket only if it is known. */
    private static boolean onAnyFile(Call call) {
        return call.onSocket() && !call.params().getFirst().name().equals("sockfd");
    }

    /** Whether it is made on a socket that was open before the log began. */
    private static boolean inherited(TracedCall traced, Call call, StraceValue.Number fd) {
        boolean annotated = fd.descriptor().filter(Descriptors::socket).isPresent();
        boolean none = traced.result()
                .error()
                .filter(e -> e.equals("EBADF") || e.equals("ENOTSOCK"))
                .isPresent();
        return annotated || fd.descriptor().isEmpty() && !none && !onAnyFile(call);
    }

    private void onKnown(TracedCall traced, Call call, Descriptors.Table table, TracedSocket socket) {
        int fd = (int) traced.descriptor().orElseThrow().value();
        if (traced.name().startsWith("fcntl") && traced.text().contains("F_DUPFD")) {
            events.comment(traced);
            traced.result().value().ifPresent(v -> {
                if (v >= 0 && v <= Integer.MAX_VALUE) {
                    table.put((int) v, socket, traced.text().contains("CLOEXEC"));
                }
            });
            return;
        }
        if (call.result() == Result.CLOSED && socket.shared()) {
            events.closedCopy(traced, socket);
        } else {
            events.call(traced, call, table, Optional.of(socket));
        }
        if (call.result() == Result.CLOSED) {
            table.remove(fd);
        } else if (traced.name().startsWith("fcntl") && traced.text().contains("F_SETFD")) {
            table.closedByExec(fd, traced.text().contains("FD_CLOEXEC"));
        }
    }

    /** poll and select: they concern us if one of their descriptors does. */
    private void watching(TracedCall traced, Call call, Descriptors.Table table) {
        try {
            Invocation invocation = new CallDecoder(
                            traced, fd -> table.get(fd).map(TracedSocket::name).orElse(""), Optional.empty())
                    .decode(call)
                    .invocation();
            if (TraceEvents.watched(invocation).stream().anyMatch(w -> !w.name().isEmpty())) {
                events.call(traced, call, table, Optional.empty());
            }
        } catch (UnreadableCall e) {
            if (call.params().stream().anyMatch(Param.PollSet.class::isInstance)
                    && traced.text().contains("<socket:")) {
                events.comment(traced);
            }
        }
    }
}
