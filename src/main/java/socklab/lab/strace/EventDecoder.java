package socklab.lab.strace;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import socklab.call.Arg;
import socklab.call.Const;
import socklab.call.Out;

/**
 * What poll, select and epoll of a log wait for and find. Source: strace's {@code tests/poll.c}, {@code xselect.c},
 * {@code epoll_wait.c}.
 */
final class EventDecoder {
    private final TracedCall traced;
    private final IntFunction<String> names;

    EventDecoder(TracedCall traced, IntFunction<String> names) {
        this.traced = traced;
        this.names = names;
    }

    private static StraceValue field(StraceValue value, String name) throws UnreadableCall {
        if (value instanceof StraceValue.Struct s && s.field(name).isPresent()) {
            return s.field(name).get();
        }
        throw new UnreadableCall("no " + name);
    }

    private static List<StraceValue> items(StraceValue value) throws UnreadableCall {
        if (value instanceof StraceValue.Items i && i.items().stream().noneMatch(StraceValue.More.class::isInstance)) {
            return i.items();
        } else if (ValueDecoder.isNull(value)) {
            return List.of();
        }
        throw new UnreadableCall("no list");
    }

    Arg pollSet(StraceValue value) throws UnreadableCall {
        List<Arg.Watched> watched = new ArrayList<>();
        for (StraceValue item : items(value)) {
            int fd = ValueDecoder.integer(field(item, "fd"));
            int events = ValueDecoder.flags(field(item, "events"), Const.Group.POLL);
            watched.add(new Arg.Watched(names.apply(fd), fd, events));
        }
        return new Arg.PollSet(List.copyOf(watched));
    }

    /** {@code 1 ([{fd=3, revents=POLLIN}])}. */
    Out polled() throws UnreadableCall {
        List<Out.Ready.Event> events = new ArrayList<>();
        if (traced.result().note().startsWith("[")) {
            for (StraceValue item : items(new ValueReader(traced.result().note(), 0).value())) {
                events.add(new Out.Ready.Event(
                        ValueDecoder.integer(field(item, "fd")),
                        ValueDecoder.flags(field(item, "revents"), Const.Group.POLL)));
            }
        }
        return new Out.Ready(List.copyOf(events));
    }

    /** Three sets, from an argument on. */
    Arg selectSets(int at) throws UnreadableCall {
        Map<Integer, Integer> sets = new LinkedHashMap<>();
        set(traced.arg(at), Const.POLLIN, sets);
        set(traced.arg(at + 1), Const.POLLOUT, sets);
        set(traced.arg(at + 2), Const.POLLPRI, sets);
        return new Arg.SelectSets(sets.entrySet().stream()
                .map(e -> new Arg.Watched(names.apply(e.getKey()), e.getKey(), e.getValue()))
                .toList());
    }

    private static void set(StraceValue value, Const kind, Map<Integer, Integer> sets) throws UnreadableCall {
        for (StraceValue item : items(value)) {
            sets.merge(ValueDecoder.integer(item), kind.value(), (a, b) -> a | b);
        }
    }

    /** {@code 2 (in [3], out [4], left {tv_sec=0, tv_nsec=5})}. */
    Out selected() throws UnreadableCall {
        Map<Integer, Integer> sets = new LinkedHashMap<>();
        set(noted("in "), Const.POLLIN, sets);
        set(noted("out "), Const.POLLOUT, sets);
        set(noted("except "), Const.POLLPRI, sets);
        return new Out.Ready(sets.entrySet().stream()
                .map(e -> new Out.Ready.Event(e.getKey(), e.getValue()))
                .toList());
    }

    private StraceValue noted(String word) throws UnreadableCall {
        String note = traced.result().note();
        int at = note.startsWith(word) ? 0 : note.indexOf(", " + word);
        return at < 0
                ? new StraceValue.Word("NULL")
                : new ValueReader(note, note.indexOf(word, at) + word.length()).value();
    }

    /** The time that was left. */
    Out left() throws UnreadableCall {
        Optional<Duration> left = ValueDecoder.time(noted("left "));
        return left.<Out>map(Out.Left::new).orElse(Out.NOTHING);
    }

    /** What an epoll instance shall watch a descriptor for. */
    Arg interest(StraceValue value, int fd) throws UnreadableCall {
        return ValueDecoder.isNull(value)
                ? new Arg.Null()
                : new Arg.Interest(ValueDecoder.flags(field(value, "events"), Const.Group.EPOLL), fd);
    }

    /** What a program wants to be told with an event. */
    static long data(StraceValue event) throws UnreadableCall {
        StraceValue data = field(event, "data");
        return data instanceof StraceValue.Struct s && s.field("u64").isPresent()
                ? ValueDecoder.number(s.field("u64").get())
                : ValueDecoder.number(data);
    }

    Out ready(StraceValue value, Optional<TracedSocket> epoll) throws UnreadableCall {
        List<Out.Ready.Event> events = new ArrayList<>();
        for (StraceValue item : items(value)) {
            long data = data(item);
            int fd = epoll.map(e -> e.watchedBy(data))
                    .filter(f -> f.isPresent())
                    .orElseThrow(() -> new UnreadableCall("unknown event"))
                    .getAsInt();
            events.add(new Out.Ready.Event(fd, ValueDecoder.flags(field(item, "events"), Const.Group.EPOLL)));
        }
        return new Out.Ready(List.copyOf(events));
    }
}
