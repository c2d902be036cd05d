package socklab.view;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import socklab.call.Arg;
import socklab.call.Const;
import socklab.call.Invocation;
import socklab.call.Out;
import socklab.call.Outcome;
import socklab.session.Settings;

/** What poll, select and epoll wait for and find, and values returned, as strace prints them. */
final class StraceEvents {
    private static final long NANOS = 1_000_000_000;

    private StraceEvents() {}

    static String pollSet(Arg.PollSet set) {
        return set.watched().stream()
                        .map(w -> "{fd=" + w.fd() + ", events=" + Const.flags(Const.Group.POLL, w.events()) + "}")
                        .collect(Collectors.joining(", ", "[", "]"))
                + ", " + set.watched().size();
    }

    static String selectSets(Arg.SelectSets sets) {
        int nfds = sets.watched().stream().mapToInt(Arg.Watched::fd).max().orElse(-1) + 1;
        return nfds + ", " + set(sets, Const.POLLIN) + ", " + set(sets, Const.POLLOUT) + ", "
                + set(sets, Const.POLLPRI);
    }

    private static String set(Arg.SelectSets sets, Const kind) {
        List<Integer> fds = sets.watched().stream()
                .filter(w -> (w.events() & kind.value()) != 0)
                .map(Arg.Watched::fd)
                .distinct()
                .sorted()
                .toList();
        return fds.isEmpty() ? "NULL" : fds(fds);
    }

    private static String fds(List<Integer> fds) {
        return fds.stream().map(String::valueOf).collect(Collectors.joining(" ", "[", "]"));
    }

    static String event(int events, int fd) {
        return "{events=" + Const.flags(Const.Group.EPOLL, events) + ", data={u32=" + fd + ", u64=" + fd + "}}";
    }

    static String readyEvents(Out out) {
        return out instanceof Out.Ready r
                ? r.events().stream().map(e -> event(e.events(), e.fd())).collect(Collectors.joining(", ", "[", "]"))
                : StraceView.untouched(out);
    }

    /** C's library makes a timespec of select's timeval. */
    static String timeval(Optional<Duration> time, Settings.Names names) {
        if (names == Settings.Names.KERNEL) {
            return timespec(time.map(t -> Duration.ofNanos(t.toNanos() / 1000 * 1000)));
        }
        return time.map(Duration::toNanos)
                .map(n -> "{tv_sec=" + n / NANOS + ", tv_usec=" + n % NANOS / 1000 + "}")
                .orElse("NULL");
    }

    static String timespec(Optional<Duration> time) {
        return time.map(Duration::toNanos)
                .map(n -> "{tv_sec=" + n / NANOS + ", tv_nsec=" + n % NANOS + "}")
                .orElse("NULL");
    }

    /** The value returned, and what strace says of it in brackets. */
    static String value(Invocation invocation, Outcome.Returned r, Settings.Names names) {
        return switch (invocation.call().result()) {
            case FLAGS -> flags(invocation, r.value());
            case READY -> ready(invocation, r, names);
            case RECEIVED_MESSAGES ->
                r.value()
                        + left(r).map(n -> " (left " + timespec(Optional.of(n)) + ")")
                                .orElse("");
            case ZERO,
                    DESCRIPTOR,
                    ACCEPTED,
                    SENT,
                    RECEIVED,
                    OPTION,
                    LOCAL_NAME,
                    PEER_NAME,
                    PAIR,
                    EPOLL,
                    SENT_MESSAGES,
                    NUMBER,
                    CLOSED -> Long.toString(r.value());
        };
    }

    private static String flags(Invocation invocation, long value) {
        Optional<Const.Group> group =
                invocation.first(Arg.Fcntl.class).flatMap(a -> a.command().answer());
        boolean plain = group.isEmpty() || group.get() == Const.Group.FD_FLAG && value == 0;
        return plain
                ? Long.toString(value)
                : "0x" + Long.toHexString(value) + " (flags " + fileFlags(group.get(), (int) value) + ")";
    }

    /** Flags of a descriptor; of two names for one number strace knows the other. */
    static String fileFlags(Const.Group group, int bits) {
        return Const.flags(group, bits).replace(Const.O_ASYNC.name(), Const.O_ASYNC.kernelName());
    }

    private static String ready(Invocation invocation, Outcome.Returned r, Settings.Names names) {
        Optional<Arg.PollSet> poll = invocation.first(Arg.PollSet.class);
        Optional<Arg.SelectSets> select = invocation.first(Arg.SelectSets.class);
        if (poll.isEmpty() && select.isEmpty()) {
            return Long.toString(r.value());
        } else if (r.value() == 0) {
            return "0 (Timeout)";
        }
        List<Out.Ready.Event> events = r.outs().stream()
                .filter(Out.Ready.class::isInstance)
                .flatMap(o -> ((Out.Ready) o).events().stream())
                .toList();
        return r.value() + " ("
                + (poll.isPresent()
                        ? events.stream()
                                .map(e -> "{fd=" + e.fd() + ", revents=" + Const.flags(Const.Group.POLL, e.events())
                                        + "}")
                                .collect(Collectors.joining(", ", "[", "]"))
                        : selected(events, r, names))
                + ")";
    }

    private static String selected(List<Out.Ready.Event> events, Outcome.Returned r, Settings.Names names) {
        List<String> parts = new ArrayList<>();
        part("in", Const.POLLIN, events).ifPresent(parts::add);
        part("out", Const.POLLOUT, events).ifPresent(parts::add);
        part("except", Const.POLLPRI, events).ifPresent(parts::add);
        left(r).ifPresent(n -> parts.add("left " + timeval(Optional.of(n), names)));
        return String.join(", ", parts);
    }

    private static Optional<String> part(String word, Const kind, List<Out.Ready.Event> events) {
        List<Integer> fds = events.stream()
                .filter(e -> (e.events() & kind.value()) != 0)
                .map(Out.Ready.Event::fd)
                .sorted()
                .toList();
        return fds.isEmpty() ? Optional.empty() : Optional.of(word + " " + fds(fds));
    }

    private static Optional<Duration> left(Outcome.Returned r) {
        return r.outs().stream()
                .filter(Out.Left.class::isInstance)
                .map(o -> ((Out.Left) o).time())
                .findFirst();
    }
}
