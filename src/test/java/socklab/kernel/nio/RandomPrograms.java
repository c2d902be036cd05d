package socklab.kernel.nio;

import java.util.List;
import java.util.Optional;
import socklab.call.Arg;
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

    private final RandomSteps steps;
    private final RandomTransfers transfers;
    private final RandomQuestions questions;

    private RandomPrograms(long seed) {
        steps = new RandomSteps(seed);
        transfers = new RandomTransfers(steps);
        questions = new RandomQuestions(steps);
    }

    static List<RandomSteps.Step> of(long seed) {
        RandomPrograms program = new RandomPrograms(seed);
        program.open();
        program.open();
        while (program.steps.steps().size() < LENGTH) {
            program.next();
        }
        return program.steps.steps();
    }

    /** What chance brings about too seldom: a Unix-domain socket that listens is shut down. */
    static List<RandomSteps.Step> shutDownListening() {
        RandomPrograms program = new RandomPrograms(0);
        program.open(Const.AF_UNIX, Const.SOCK_STREAM, 0);
        program.steps.on(
                0,
                "bind",
                (w, fd) -> w.call(Call.BIND, RandomSteps.num(fd), new Arg.Address(RandomSteps.loopback(w, 0, 0))));
        program.steps.on(0, "listen 5", (w, fd) -> w.call(Call.LISTEN, RandomSteps.num(fd), RandomSteps.num(5)));
        program.steps.on(
                0,
                "shutdown SHUT_RD",
                (w, fd) -> w.call(Call.SHUTDOWN, RandomSteps.num(fd), RandomSteps.num(Const.SHUT_RD.value())));
        return program.steps.steps();
    }

    private void next() {
        int socket = steps.any();
        switch (steps.random().nextInt(26)) {
            case 0 -> open();
            case 1, 2 -> bind(socket);
            case 3, 4 -> {
                int backlog = steps.one(1, 5, 128, -1);
                steps.on(
                        socket,
                        "listen " + backlog,
                        (w, fd) -> w.call(Call.LISTEN, RandomSteps.num(fd), RandomSteps.num(backlog)));
            }
            case 5, 6 -> accept(socket);
            case 7, 8, 9 -> connect(socket);
            case 10, 11, 12 -> transfers.send(socket);
            case 13 -> transfers.sendTo(socket);
            case 14, 15, 16 -> transfers.receive(socket);
            case 17 -> transfers.messages(socket);
            case 18 -> {
                Const how = steps.one(Const.SHUT_RD, Const.SHUT_WR, Const.SHUT_WR, Const.SHUT_RDWR);
                steps.on(
                        socket,
                        "shutdown " + how,
                        (w, fd) -> w.call(Call.SHUTDOWN, RandomSteps.num(fd), RandomSteps.num(how.value())));
            }
            case 19 -> close(socket);
            case 20 -> questions.names(socket);
            case 21 -> questions.setOption(socket);
            case 22 -> questions.getOption(socket);
            case 23 -> questions.flags(socket);
            case 24, 25 -> questions.wait(socket);
            default -> throw new IllegalStateException();
        }
    }

    private void open() {
        if (steps.sockets() >= MOST_SOCKETS) {
            return;
        }
        Const domain = steps.one(Const.AF_INET, Const.AF_INET, Const.AF_INET, Const.AF_INET6, Const.AF_UNIX);
        Const type = domain == Const.AF_UNIX
                ? Const.SOCK_STREAM
                : steps.one(Const.SOCK_STREAM, Const.SOCK_STREAM, Const.SOCK_DGRAM);
        open(domain, type, steps.one(0, 0, Const.SOCK_NONBLOCK.value()));
    }

    private void open(Const domain, Const type, int flags) {
        int room = domain == Const.AF_INET ? 16 : domain == Const.AF_INET6 ? 28 : 110;
        steps.add(new RandomSteps.Step("socket " + domain + " " + type + " " + flags, world -> {
            Outcome outcome = world.call(
                    Call.SOCKET,
                    RandomSteps.num(domain.value()),
                    RandomSteps.num(type.value() | flags),
                    RandomSteps.num(0));
            int fd = (int) ((Outcome.Returned) outcome).value();
            world.add(fd, room);
            world.quietly(
                    Call.SETSOCKOPT,
                    RandomSteps.num(fd),
                    new Arg.SetOption(Const.SOL_SOCKET, SocketOption.SO_RCVTIMEO, PATIENCE));
            world.quietly(
                    Call.SETSOCKOPT,
                    RandomSteps.num(fd),
                    new Arg.SetOption(Const.SOL_SOCKET, SocketOption.SO_SNDTIMEO, PATIENCE));
            return Optional.of(outcome);
        }));
        steps.made();
    }

    private void accept(int socket) {
        steps.on(socket, "accept", (w, fd) -> {
            Outcome outcome = w.call(Call.ACCEPT, RandomSteps.num(fd), new Arg.AddressSpace(w.room(socket)));
            int accepted = outcome instanceof Outcome.Returned r ? (int) r.value() : KernelUnderTest.CLOSED;
            w.add(accepted, w.room(socket));
            return outcome;
        });
        int made = steps.made();
        transfers.send(made);
        transfers.receive(socket);
    }

    private void close(int socket) {
        if (steps.random().nextInt(4) == 0) {
            steps.on(socket, "dup", (w, fd) -> {
                Outcome outcome = w.call(Call.DUP, RandomSteps.num(fd));
                w.add((int) ((Outcome.Returned) outcome).value(), w.room(socket));
                return outcome;
            });
            steps.made();
        }
        steps.on(socket, "close", (w, fd) -> {
            w.closed(socket);
            return w.call(Call.CLOSE, RandomSteps.num(fd));
        });
    }

    private void bind(int socket) {
        int other = steps.any();
        int kind = steps.random().nextInt(8);
        steps.on(
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
                        RandomSteps.num(fd),
                        new Arg.Address(
                                switch (kind) {
                                    case 3 -> RandomSteps.wildcard(w, socket);
                                    case 4 -> RandomSteps.reachable(w, other, socket, 0);
                                    case 5 -> new SocketAddress.Inet4(0xc0000201, 0);
                                    case 6 -> new SocketAddress.Inet6(0, 1, 0, 0, 0);
                                    case 7 ->
                                        new SocketAddress.Unix(SocketAddress.Unix.Kind.PATH, w.folder() + "/s" + other);
                                    default -> RandomSteps.loopback(w, socket, 0);
                                })));
    }

    private void connect(int socket) {
        int other = steps.any();
        boolean unspec = steps.random().nextInt(12) == 0;
        steps.on(socket, unspec ? "connect unspec" : "connect #" + other, (w, fd) -> {
            Outcome outcome = w.call(
                    Call.CONNECT,
                    RandomSteps.num(fd),
                    new Arg.Address(unspec ? new SocketAddress.Unspec() : RandomSteps.reachable(w, other, socket)));
            if (unspec || !(outcome instanceof Outcome.Returned)) {
                w.nameless(socket);
            }
            return outcome;
        });
    }
}
