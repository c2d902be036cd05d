package socklab.kernel.nio;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import socklab.call.Arg;
import socklab.call.Call;
import socklab.call.Const;
import socklab.call.OptionValue;
import socklab.call.Outcome;
import socklab.call.SocketOption;

/** Random calls that ask: names, options, flags, and what is ready. */
final class RandomQuestions {
    private static final Duration WAIT = Duration.ofMillis(10);

    private final RandomSteps steps;

    RandomQuestions(RandomSteps steps) {
        this.steps = steps;
    }

    void names(int socket) {
        Call call = steps.one(Call.GETSOCKNAME, Call.GETPEERNAME);
        steps.on(
                socket,
                call.function(),
                (w, fd) -> w.call(call, RandomSteps.num(fd), new Arg.AddressSpace(w.room(socket))));
    }

    void setOption(int socket) {
        SocketOption option = steps.one(
                SocketOption.SO_REUSEADDR,
                SocketOption.SO_RCVBUF,
                SocketOption.SO_SNDBUF,
                SocketOption.SO_KEEPALIVE,
                SocketOption.SO_BROADCAST,
                SocketOption.SO_LINGER,
                SocketOption.TCP_NODELAY,
                SocketOption.IP_TOS,
                SocketOption.SO_TYPE,
                SocketOption.SO_REUSEPORT,
                SocketOption.TCP_KEEPIDLE,
                SocketOption.UDP_CORK,
                SocketOption.IPV6_TCLASS);
        OptionValue value = switch (option) {
            case SO_LINGER -> new OptionValue.Linger(steps.random().nextBoolean(), steps.one(0, 3));
            case SO_RCVBUF, SO_SNDBUF -> new OptionValue.Number(steps.one(1, 4096, 50_000, -1, 100_000_000));
            case TCP_KEEPIDLE -> new OptionValue.Number(steps.one(0, 10, 40_000));
            case IP_TOS, IPV6_TCLASS -> new OptionValue.Number(steps.one(0, 16, 8, 300));
            default -> new OptionValue.Number(steps.random().nextInt(2));
        };
        steps.on(
                socket,
                "setsockopt " + option + " " + value,
                (w, fd) ->
                        w.call(Call.SETSOCKOPT, RandomSteps.num(fd), new Arg.SetOption(option.level(), option, value)));
        steps.on(
                socket,
                "getsockopt " + option,
                (w, fd) -> w.call(Call.GETSOCKOPT, RandomSteps.num(fd), new Arg.GetOption(option.level(), option)));
    }

    void getOption(int socket) {
        SocketOption option = steps.one(
                SocketOption.SO_ERROR,
                SocketOption.SO_ERROR,
                SocketOption.SO_TYPE,
                SocketOption.SO_DOMAIN,
                SocketOption.SO_PROTOCOL,
                SocketOption.SO_ACCEPTCONN,
                SocketOption.SO_RCVTIMEO,
                SocketOption.SO_LINGER,
                SocketOption.TCP_NODELAY,
                SocketOption.SO_RCVBUF,
                SocketOption.SO_SNDBUF,
                SocketOption.SO_REUSEADDR,
                SocketOption.IP_TTL,
                SocketOption.IP_MULTICAST_TTL,
                SocketOption.IP_MULTICAST_LOOP,
                SocketOption.TCP_INFO,
                SocketOption.TCP_KEEPCNT,
                SocketOption.IPV6_V6ONLY,
                SocketOption.IP_TOS);
        steps.on(
                socket,
                "getsockopt " + option,
                (w, fd) -> w.call(Call.GETSOCKOPT, RandomSteps.num(fd), new Arg.GetOption(option.level(), option)));
    }

    void flags(int socket) {
        switch (steps.random().nextInt(4)) {
            case 0 ->
                steps.on(
                        socket,
                        "fcntl F_GETFL",
                        (w, fd) -> w.call(
                                Call.FCNTL, RandomSteps.num(fd), new Arg.Fcntl(Const.F_GETFL, Optional.empty())));
            case 1 ->
                steps.on(
                        socket,
                        "fcntl F_SETFL O_NONBLOCK",
                        (w, fd) -> w.call(
                                Call.FCNTL,
                                RandomSteps.num(fd),
                                new Arg.Fcntl(Const.F_SETFL, Optional.of(Const.O_NONBLOCK.value()))));
            case 2 ->
                steps.on(
                        socket,
                        "fcntl F_SETFL 0",
                        (w, fd) ->
                                w.call(Call.FCNTL, RandomSteps.num(fd), new Arg.Fcntl(Const.F_SETFL, Optional.of(0))));
            default ->
                steps.on(
                        socket,
                        "ioctl FIONREAD",
                        (w, fd) -> w.call(
                                Call.IOCTL, RandomSteps.num(fd), new Arg.Ioctl(Const.FIONREAD, Optional.empty())));
        }
    }

    void wait(int socket) {
        int other = steps.any();
        int events = steps.one(
                Const.POLLIN.value(),
                Const.POLLOUT.value(),
                Const.POLLIN.value() | Const.POLLOUT.value(),
                Const.POLLIN.value() | Const.POLLRDHUP.value());
        String text = " #" + other + " " + Const.flags(Const.Group.POLL, events);
        Function<KernelUnderTest, List<Arg.Watched>> both = w -> w.fd(other) == KernelUnderTest.CLOSED
                        || other == socket
                ? List.of(new Arg.Watched("a", w.fd(socket), events))
                : List.of(new Arg.Watched("a", w.fd(socket), events), new Arg.Watched("b", w.fd(other), events));
        // half of them with a time to the nanosecond; without a draw, so that the programs stay as they were
        boolean nanos = (socket + other) % 2 == 0;
        switch (steps.random().nextInt(3)) {
            case 0 ->
                steps.on(socket, (nanos ? "pselect" : "select") + text, (w, _) -> select(w, both.apply(w), nanos));
            case 1 ->
                steps.on(socket, (nanos ? "epoll_pwait2" : "epoll") + text, (w, _) -> epoll(w, both.apply(w), nanos));
            default -> steps.on(socket, (nanos ? "ppoll" : "poll") + text, (w, _) -> poll(w, both.apply(w), nanos));
        }
    }

    private static Outcome poll(KernelUnderTest w, List<Arg.Watched> watched, boolean nanos) {
        Arg.PollSet set = new Arg.PollSet(watched);
        return nanos
                ? w.call(Call.PPOLL, set, new Arg.Timeout(Optional.of(WAIT)), new Arg.Null())
                : w.call(Call.POLL, set, new Arg.Millis((int) WAIT.toMillis()));
    }

    private static Outcome select(KernelUnderTest w, List<Arg.Watched> watched, boolean nanos) {
        Arg.SelectSets sets = new Arg.SelectSets(watched.stream()
                .map(x -> new Arg.Watched(x.name(), x.fd(), x.events() & 5))
                .toList());
        return nanos
                ? w.call(Call.PSELECT, sets, new Arg.Timeout(Optional.of(WAIT)), new Arg.Null())
                : w.call(Call.SELECT, sets, new Arg.Timeval(Optional.of(WAIT)));
    }

    private static Outcome epoll(KernelUnderTest w, List<Arg.Watched> watched, boolean nanos) {
        int ep = (int) ((Outcome.Returned) w.call(Call.EPOLL_CREATE1, RandomSteps.num(0))).value();
        try {
            for (Arg.Watched x : watched) {
                w.call(
                        Call.EPOLL_CTL,
                        RandomSteps.num(ep),
                        RandomSteps.num(Const.EPOLL_CTL_ADD.value()),
                        RandomSteps.num(x.fd()),
                        new Arg.Interest(x.events(), x.fd()));
            }
            Arg.ReadySpace room = new Arg.ReadySpace(8, java.util.Map.of());
            Arg instance = RandomSteps.num(ep);
            return nanos
                    ? w.call(Call.EPOLL_PWAIT2, instance, room, new Arg.Timeout(Optional.of(WAIT)), new Arg.Null())
                    : w.call(Call.EPOLL_WAIT, instance, room, new Arg.Millis((int) WAIT.toMillis()));
        } finally {
            w.call(Call.CLOSE, RandomSteps.num(ep));
        }
    }
}
