package socklab.kernel.nio;

import java.util.List;
import java.util.Optional;
import socklab.call.Arg;
import socklab.call.Bytes;
import socklab.call.Call;
import socklab.call.Const;

/** Random calls that send and receive. */
final class RandomTransfers {
    private final RandomSteps steps;

    RandomTransfers(RandomSteps steps) {
        this.steps = steps;
    }

    private Bytes data() {
        return Bytes.utf8(steps.one("hello", "hello", "a", "", "x".repeat(2000), "y".repeat(70_000)));
    }

    private int sendFlags() {
        return steps.one(0, 0, 0, Const.MSG_DONTWAIT.value(), Const.MSG_NOSIGNAL.value());
    }

    void send(int socket) {
        Bytes data = data();
        int flags = sendFlags();
        steps.on(
                socket,
                "send " + data.length(),
                (w, fd) -> w.call(Call.SEND, RandomSteps.num(fd), new Arg.Payload(data), RandomSteps.num(flags)));
    }

    void sendTo(int socket) {
        Bytes data = data();
        int flags = sendFlags();
        int other = steps.any();
        steps.on(
                socket,
                "sendto #" + other + " " + data.length(),
                (w, fd) -> w.call(
                        Call.SENDTO,
                        RandomSteps.num(fd),
                        new Arg.Payload(data),
                        RandomSteps.num(flags),
                        new Arg.Address(RandomSteps.reachable(w, other, socket))));
    }

    void receive(int socket) {
        int room = steps.one(0, 3, 100, 100, 100_000);
        int flags = steps.one(
                0,
                0,
                Const.MSG_DONTWAIT.value(),
                Const.MSG_PEEK.value(),
                Const.MSG_TRUNC.value(),
                Const.MSG_WAITALL.value(),
                Const.MSG_PEEK.value() | Const.MSG_TRUNC.value());
        String text = " " + room + " " + Const.flags(Const.Group.MSG, flags);
        switch (steps.random().nextInt(3)) {
            case 0 ->
                steps.on(
                        socket,
                        "recv" + text,
                        (w, fd) -> w.call(Call.RECV, RandomSteps.num(fd), new Arg.Space(room), RandomSteps.num(flags)));
            case 1 ->
                steps.on(
                        socket,
                        "recvfrom" + text,
                        (w, fd) -> w.call(
                                Call.RECVFROM,
                                RandomSteps.num(fd),
                                new Arg.Space(room),
                                RandomSteps.num(flags),
                                new Arg.AddressSpace(w.room(socket))));
            default ->
                steps.on(
                        socket, "read " + room, (w, fd) -> w.call(Call.READ, RandomSteps.num(fd), new Arg.Space(room)));
        }
    }

    void messages(int socket) {
        int other = steps.any();
        int flags = steps.one(0, 0, Const.MSG_PEEK.value(), Const.MSG_TRUNC.value());
        List<Bytes> pieces = List.of(Bytes.utf8("he"), Bytes.utf8("llo"));
        switch (steps.random().nextInt(4)) {
            case 0 ->
                steps.on(
                        socket,
                        "sendmsg",
                        (w, fd) -> w.call(
                                Call.SENDMSG,
                                RandomSteps.num(fd),
                                new Arg.Message(Optional.empty(), pieces, List.of()),
                                RandomSteps.num(0)));
            case 1 ->
                steps.on(
                        socket,
                        "sendmmsg #" + other,
                        (w, fd) -> w.call(
                                Call.SENDMMSG,
                                RandomSteps.num(fd),
                                new Arg.Messages(List.of(
                                        new Arg.Message(
                                                Optional.of(RandomSteps.reachable(w, other, socket)),
                                                pieces,
                                                List.of()),
                                        new Arg.Message(
                                                Optional.of(RandomSteps.reachable(w, other, socket)),
                                                List.of(Bytes.utf8("two")),
                                                List.of()))),
                                RandomSteps.num(0)));
            case 2 ->
                steps.on(
                        socket,
                        "recvmsg " + Const.flags(Const.Group.MSG, flags),
                        (w, fd) -> w.call(
                                Call.RECVMSG,
                                RandomSteps.num(fd),
                                new Arg.MessageSpace(w.room(socket), List.of(3, 10), 256),
                                RandomSteps.num(flags)));
            default ->
                steps.on(
                        socket,
                        "recvmmsg",
                        (w, fd) -> w.call(
                                Call.RECVMMSG,
                                RandomSteps.num(fd),
                                new Arg.MessagesSpace(List.of(
                                        new Arg.MessageSpace(w.room(socket), List.of(100), 0),
                                        new Arg.MessageSpace(w.room(socket), List.of(100), 0))),
                                RandomSteps.num(Const.MSG_WAITFORONE.value()),
                                new Arg.Timespec(Optional.empty())));
        }
    }
}
