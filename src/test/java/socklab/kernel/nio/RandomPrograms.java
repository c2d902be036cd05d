package socklab.kernel.nio;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import socklab.call.Arg;
import socklab.call.Bytes;
import socklab.call.Call;
import socklab.call.Const;
import socklab.call.OptionValue;
import socklab.call.Outcome;
import socklab.call.SocketAddress;
import socklab.call.SocketOption;

/** Random programs of socket calls: from a seed, always the same. */
final class RandomPrograms {
    private static final int LENGTH = 24;
    private static final int MOST_SOCKETS = 5;
    private static final OptionValue.Time PATIENCE = new OptionValue.Time(0, 20_000);

    private final Random random;
    private final List<Step> steps = new ArrayList<>();
    private int sockets;

    private RandomPrograms(long seed) {
        random = new Random(seed);
    }

    /** A call to make in a world; none where its socket is closed. */
    record Step(String text, Function<KernelUnderTest, Optional<Outcome>> make) {}

    static List<Step> of(long seed) {
        RandomPrograms program = new RandomPrograms(seed);
        program.open();
        program.open();
        while (program.steps.size() < LENGTH) {
            program.next();
        }
        return program.steps;
    }

    /** What chance brings about too seldom: a Unix-domain socket that listens is shut down. */
    static List<Step> shutDownListening() {
        RandomPrograms program = new RandomPrograms(0);
        program.open(Const.AF_UNIX, Const.SOCK_STREAM, 0);
        program.on(0, "bind", (w, fd) -> w.call(Call.BIND, num(fd), new Arg.Address(loopback(w, 0, 0))));
        program.on(0, "listen 5", (w, fd) -> w.call(Call.LISTEN, num(fd), num(5)));
        program.on(0, "shutdown SHUT_RD", (w, fd) -> w.call(Call.SHUTDOWN, num(fd), num(Const.SHUT_RD.value())));
        return program.steps;
    }

    private interface Made {
        Outcome by(KernelUnderTest world, int fd);
    }

    /** A call on a socket. */
    private void on(int socket, String text, Made made) {
        steps.add(new Step(
                "#" + socket + "." + text,
                world -> world.fd(socket) == KernelUnderTest.CLOSED
                        ? Optional.empty()
                        : Optional.of(made.by(world, world.fd(socket)))));
    }

    private static Arg num(int value) {
        return new Arg.Num(value);
    }

    private int any() {
        return random.nextInt(Math.max(1, sockets));
    }

    @SafeVarargs
    private <T> T one(T... of) {
        return of[random.nextInt(of.length)];
    }

    private void next() {
        int socket = any();
        switch (random.nextInt(26)) {
            case 0 -> open();
            case 1, 2 -> bind(socket);
            case 3, 4 -> {
                int backlog = one(1, 5, 128, -1);
                on(socket, "listen " + backlog, (w, fd) -> w.call(Call.LISTEN, num(fd), num(backlog)));
            }
            case 5, 6 -> accept(socket);
            case 7, 8, 9 -> connect(socket);
            case 10, 11, 12 -> send(socket);
            case 13 -> sendTo(socket);
            case 14, 15, 16 -> receive(socket);
            case 17 -> messages(socket);
            case 18 -> {
                Const how = one(Const.SHUT_RD, Const.SHUT_WR, Const.SHUT_WR, Const.SHUT_RDWR);
                on(socket, "shutdown " + how, (w, fd) -> w.call(Call.SHUTDOWN, num(fd), num(how.value())));
            }
            case 19 -> close(socket);
            case 20 -> names(socket);
            case 21 -> setOption(socket);
            case 22 -> getOption(socket);
            case 23 -> flags(socket);
            case 24, 25 -> wait(socket);
            default -> throw new IllegalStateException();
        }
    }

    // ---------------------------------------------------------------- sockets

    private void open() {
        if (sockets >= MOST_SOCKETS) {
            return;
        }
        Const domain = one(Const.AF_INET, Const.AF_INET, Const.AF_INET, Const.AF_INET6, Const.AF_UNIX);
        Const type = domain == Const.AF_UNIX
                ? Const.SOCK_STREAM
                : one(Const.SOCK_STREAM, Const.SOCK_STREAM, Const.SOCK_DGRAM);
        open(domain, type, one(0, 0, Const.SOCK_NONBLOCK.value()));
    }

    private void open(Const domain, Const type, int flags) {
        int room = domain == Const.AF_INET ? 16 : domain == Const.AF_INET6 ? 28 : 110;
        steps.add(new Step("socket " + domain + " " + type + " " + flags, world -> {
            Outcome outcome = world.call(Call.SOCKET, num(domain.value()), num(type.value() | flags), num(0));
            int fd = (int) ((Outcome.Returned) outcome).value();
            world.add(fd, room);
            world.quietly(
                    Call.SETSOCKOPT, num(fd), new Arg.SetOption(Const.SOL_SOCKET, SocketOption.SO_RCVTIMEO, PATIENCE));
            world.quietly(
                    Call.SETSOCKOPT, num(fd), new Arg.SetOption(Const.SOL_SOCKET, SocketOption.SO_SNDTIMEO, PATIENCE));
            return Optional.of(outcome);
        }));
        sockets++;
    }

    private void accept(int socket) {
        on(socket, "accept", (w, fd) -> {
            Outcome outcome = w.call(Call.ACCEPT, num(fd), new Arg.AddressSpace(w.room(socket)));
            int accepted = outcome instanceof Outcome.Returned r ? (int) r.value() : KernelUnderTest.CLOSED;
            w.add(accepted, w.room(socket));
            return outcome;
        });
        int made = sockets++;
        send(made);
        receive(socket);
    }

    private void close(int socket) {
        if (random.nextInt(4) == 0) {
            on(socket, "dup", (w, fd) -> {
                Outcome outcome = w.call(Call.DUP, num(fd));
                w.add((int) ((Outcome.Returned) outcome).value(), w.room(socket));
                return outcome;
            });
            sockets++;
        }
        on(socket, "close", (w, fd) -> {
            w.closed(socket);
            return w.call(Call.CLOSE, num(fd));
        });
    }

    private void bind(int socket) {
        int other = any();
        int kind = random.nextInt(8);
        on(
                socket,
                "bind "
                        + List.of(
                                        "loopback",
                                        "loopback",
                                        "loopback",
                                        "wildcard",
                                        "of #" + other,
                                        "foreign",
                                        "six",
                                        "path")
                                .get(kind),
                (w, fd) -> w.call(
                        Call.BIND,
                        num(fd),
                        new Arg.Address(
                                switch (kind) {
                                    case 3 -> wildcard(w, socket);
                                    case 4 -> of(w, other, socket, 0);
                                    case 5 -> new SocketAddress.Inet4(0xc0000201, 0);
                                    case 6 -> new SocketAddress.Inet6(0, 1, 0, 0, 0);
                                    case 7 ->
                                        new SocketAddress.Unix(SocketAddress.Unix.Kind.PATH, w.folder() + "/s" + other);
                                    default -> loopback(w, socket, 0);
                                })));
    }

    private static SocketAddress loopback(KernelUnderTest w, int socket, int port) {
        return switch (w.room(socket)) {
            case 16 -> new SocketAddress.Inet4(0x7f000001, port);
            case 28 -> new SocketAddress.Inet6(0, 1, port, 0, 0);
            default ->
                new SocketAddress.Unix(SocketAddress.Unix.Kind.PATH, w.folder() + "/s" + (port == 0 ? socket : -1));
        };
    }

    private static SocketAddress wildcard(KernelUnderTest w, int socket) {
        return switch (w.room(socket)) {
            case 16 -> new SocketAddress.Inet4(0, 0);
            case 28 -> new SocketAddress.Inet6(0, 0, 0, 0, 0);
            default -> loopback(w, socket, 0);
        };
    }

    private static final int NOBODY = 1;

    /** The address of a socket as others reach it; where nobody is if it has none. */
    private static SocketAddress of(KernelUnderTest w, int socket, int from) {
        return of(w, socket, from, NOBODY);
    }

    private static SocketAddress of(KernelUnderTest w, int socket, int from, int otherwise) {
        return switch (w.reachable(socket).orElse(loopback(w, from, otherwise))) {
            case SocketAddress.Inet4 a when a.port() == 0 -> loopback(w, from, otherwise);
            case SocketAddress.Inet6 a when a.port() == 0 -> loopback(w, from, otherwise);
            case SocketAddress.Unix a when a.kind() == SocketAddress.Unix.Kind.UNNAMED -> loopback(w, from, otherwise);
            case SocketAddress a -> a;
        };
    }

    private void connect(int socket) {
        int other = any();
        boolean unspec = random.nextInt(12) == 0;
        on(socket, unspec ? "connect unspec" : "connect #" + other, (w, fd) -> {
            Outcome outcome = w.call(
                    Call.CONNECT, num(fd), new Arg.Address(unspec ? new SocketAddress.Unspec() : of(w, other, socket)));
            if (unspec || !(outcome instanceof Outcome.Returned)) {
                w.nameless(socket);
            }
            return outcome;
        });
    }

    // ---------------------------------------------------------------- data

    private Bytes data() {
        return Bytes.utf8(one("hello", "hello", "a", "", "x".repeat(2000), "y".repeat(70_000)));
    }

    private int sendFlags() {
        return one(0, 0, 0, Const.MSG_DONTWAIT.value(), Const.MSG_NOSIGNAL.value());
    }

    private void send(int socket) {
        Bytes data = data();
        int flags = sendFlags();
        on(socket, "send " + data.length(), (w, fd) -> w.call(Call.SEND, num(fd), new Arg.Payload(data), num(flags)));
    }

    private void sendTo(int socket) {
        Bytes data = data();
        int flags = sendFlags();
        int other = any();
        on(
                socket,
                "sendto #" + other + " " + data.length(),
                (w, fd) -> w.call(
                        Call.SENDTO,
                        num(fd),
                        new Arg.Payload(data),
                        num(flags),
                        new Arg.Address(of(w, other, socket))));
    }

    private void receive(int socket) {
        int room = one(0, 3, 100, 100, 100_000);
        int flags = one(
                0,
                0,
                Const.MSG_DONTWAIT.value(),
                Const.MSG_PEEK.value(),
                Const.MSG_TRUNC.value(),
                Const.MSG_WAITALL.value(),
                Const.MSG_PEEK.value() | Const.MSG_TRUNC.value());
        String text = " " + room + " " + Const.flags(Const.Group.MSG, flags);
        switch (random.nextInt(3)) {
            case 0 -> on(socket, "recv" + text, (w, fd) -> w.call(Call.RECV, num(fd), new Arg.Space(room), num(flags)));
            case 1 ->
                on(
                        socket,
                        "recvfrom" + text,
                        (w, fd) -> w.call(
                                Call.RECVFROM,
                                num(fd),
                                new Arg.Space(room),
                                num(flags),
                                new Arg.AddressSpace(w.room(socket))));
            default -> on(socket, "read " + room, (w, fd) -> w.call(Call.READ, num(fd), new Arg.Space(room)));
        }
    }

    private void messages(int socket) {
        int other = any();
        int flags = one(0, 0, Const.MSG_PEEK.value(), Const.MSG_TRUNC.value());
        List<Bytes> pieces = List.of(Bytes.utf8("he"), Bytes.utf8("llo"));
        switch (random.nextInt(4)) {
            case 0 ->
                on(
                        socket,
                        "sendmsg",
                        (w, fd) -> w.call(
                                Call.SENDMSG, num(fd), new Arg.Message(Optional.empty(), pieces, List.of()), num(0)));
            case 1 ->
                on(
                        socket,
                        "sendmmsg #" + other,
                        (w, fd) -> w.call(
                                Call.SENDMMSG,
                                num(fd),
                                new Arg.Messages(List.of(
                                        new Arg.Message(Optional.of(of(w, other, socket)), pieces, List.of()),
                                        new Arg.Message(
                                                Optional.of(of(w, other, socket)),
                                                List.of(Bytes.utf8("two")),
                                                List.of()))),
                                num(0)));
            case 2 ->
                on(
                        socket,
                        "recvmsg " + Const.flags(Const.Group.MSG, flags),
                        (w, fd) -> w.call(
                                Call.RECVMSG,
                                num(fd),
                                new Arg.MessageSpace(w.room(socket), List.of(3, 10), 256),
                                num(flags)));
            default ->
                on(
                        socket,
                        "recvmmsg",
                        (w, fd) -> w.call(
                                Call.RECVMMSG,
                                num(fd),
                                new Arg.MessagesSpace(List.of(
                                        new Arg.MessageSpace(w.room(socket), List.of(100), 0),
                                        new Arg.MessageSpace(w.room(socket), List.of(100), 0))),
                                num(Const.MSG_WAITFORONE.value()),
                                new Arg.Timespec(Optional.empty())));
        }
    }

    // ---------------------------------------------------------------- the rest

    private void names(int socket) {
        Call call = one(Call.GETSOCKNAME, Call.GETPEERNAME);
        on(socket, call.function(), (w, fd) -> w.call(call, num(fd), new Arg.AddressSpace(w.room(socket))));
    }

    private void setOption(int socket) {
        SocketOption option = one(
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
            case SO_LINGER -> new OptionValue.Linger(random.nextBoolean(), one(0, 3));
            case SO_RCVBUF, SO_SNDBUF -> new OptionValue.Number(one(1, 4096, 50_000, -1, 100_000_000));
            case TCP_KEEPIDLE -> new OptionValue.Number(one(0, 10, 40_000));
            case IP_TOS, IPV6_TCLASS -> new OptionValue.Number(one(0, 16, 8, 300));
            default -> new OptionValue.Number(random.nextInt(2));
        };
        on(
                socket,
                "setsockopt " + option + " " + value,
                (w, fd) -> w.call(Call.SETSOCKOPT, num(fd), new Arg.SetOption(option.level(), option, value)));
        on(
                socket,
                "getsockopt " + option,
                (w, fd) -> w.call(Call.GETSOCKOPT, num(fd), new Arg.GetOption(option.level(), option)));
    }

    private void getOption(int socket) {
        SocketOption option = one(
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
        on(
                socket,
                "getsockopt " + option,
                (w, fd) -> w.call(Call.GETSOCKOPT, num(fd), new Arg.GetOption(option.level(), option)));
    }

    private void flags(int socket) {
        switch (random.nextInt(4)) {
            case 0 ->
                on(
                        socket,
                        "fcntl F_GETFL",
                        (w, fd) -> w.call(Call.FCNTL, num(fd), new Arg.Fcntl(Const.F_GETFL, Optional.empty())));
            case 1 ->
                on(
                        socket,
                        "fcntl F_SETFL O_NONBLOCK",
                        (w, fd) -> w.call(
                                Call.FCNTL,
                                num(fd),
                                new Arg.Fcntl(Const.F_SETFL, Optional.of(Const.O_NONBLOCK.value()))));
            case 2 ->
                on(
                        socket,
                        "fcntl F_SETFL 0",
                        (w, fd) -> w.call(Call.FCNTL, num(fd), new Arg.Fcntl(Const.F_SETFL, Optional.of(0))));
            default ->
                on(
                        socket,
                        "ioctl FIONREAD",
                        (w, fd) -> w.call(Call.IOCTL, num(fd), new Arg.Ioctl(Const.FIONREAD, Optional.empty())));
        }
    }

    private void wait(int socket) {
        int other = any();
        int events = one(
                Const.POLLIN.value(),
                Const.POLLOUT.value(),
                Const.POLLIN.value() | Const.POLLOUT.value(),
                Const.POLLIN.value() | Const.POLLRDHUP.value());
        String text = " #" + other + " " + Const.flags(Const.Group.POLL, events);
        Function<KernelUnderTest, List<Arg.Watched>> both = w -> w.fd(other) == KernelUnderTest.CLOSED
                        || other == socket
                ? List.of(new Arg.Watched("a", w.fd(socket), events))
                : List.of(new Arg.Watched("a", w.fd(socket), events), new Arg.Watched("b", w.fd(other), events));
        switch (random.nextInt(3)) {
            case 0 ->
                on(
                        socket,
                        "select" + text,
                        (w, _) -> w.call(
                                Call.SELECT,
                                new Arg.SelectSets(both.apply(w).stream()
                                        .map(x -> new Arg.Watched(x.name(), x.fd(), x.events() & 5))
                                        .toList()),
                                new Arg.Timeval(Optional.of(java.time.Duration.ofMillis(10)))));
            case 1 -> on(socket, "epoll" + text, (w, _) -> epoll(w, both.apply(w)));
            default ->
                on(
                        socket,
                        "poll" + text,
                        (w, _) -> w.call(Call.POLL, new Arg.PollSet(both.apply(w)), new Arg.Millis(10)));
        }
    }

    private static Outcome epoll(KernelUnderTest w, List<Arg.Watched> watched) {
        int ep = (int) ((Outcome.Returned) w.call(Call.EPOLL_CREATE1, num(0))).value();
        try {
            for (Arg.Watched x : watched) {
                w.call(
                        Call.EPOLL_CTL,
                        num(ep),
                        num(Const.EPOLL_CTL_ADD.value()),
                        num(x.fd()),
                        new Arg.Interest(x.events(), x.fd()));
            }
            return w.call(Call.EPOLL_WAIT, num(ep), new Arg.ReadySpace(8, java.util.Map.of()), new Arg.Millis(10));
        } finally {
            w.call(Call.CLOSE, num(ep));
        }
    }
}
