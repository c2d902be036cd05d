package socklab.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import socklab.call.Arg;
import socklab.call.Bytes;
import socklab.call.Call;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.call.Invocation;
import socklab.call.Out;
import socklab.call.Outcome;
import socklab.call.Param;
import socklab.call.SocketAddress;
import socklab.session.Event;
import socklab.session.Socket;

/** Journals made by hand: every time in them is a fixed one. */
public final class SampleJournals {
    private static final long MILLI = 1_000_000;
    private static final int INET = Const.AF_INET.value();

    private final List<At> events = new ArrayList<>();

    /** When something happened, in nanoseconds. */
    private record At(long time, Event event) {}

    private SampleJournals() {}

    private static SocketAddress at(int port) {
        return new SocketAddress.Inet4(0x7f000001, port);
    }

    private static Socket socket(
            int id, String name, Const type, Optional<SocketAddress> local, Optional<SocketAddress> remote) {
        return new Socket(id, name, 10 + id, INET, type.value(), 0, local, remote);
    }

    private static Socket udp(int id, String name, Optional<SocketAddress> local) {
        return socket(id, name, Const.SOCK_DGRAM, local, Optional.empty());
    }

    private static Socket tcp(int id, String name) {
        return socket(id, name, Const.SOCK_STREAM, Optional.empty(), Optional.empty());
    }

    /** A call on a socket that ends; times in microseconds. Values that are not told are 0. */
    private SampleJournals call(
            int number,
            String line,
            Call call,
            Optional<Socket> on,
            long start,
            long took,
            Outcome outcome,
            String made,
            Arg... told) {
        List<Arg> args = call.params().stream().map(p -> value(p, told)).toList();
        Event.CallId id = new Event.CallId(number, line);
        Invocation invocation = new Invocation(call, args);
        events.add(new At(start * 1000, new Event.Started(id, invocation, on)));
        List<String> names = made.isEmpty() ? List.of() : Arrays.asList(made.split(" "));
        events.add(new At(
                (start + took) * 1000,
                new Event.Finished(
                        start * 1000,
                        id,
                        invocation,
                        timed(outcome, took * 1000),
                        on,
                        names,
                        Optional.empty(),
                        Optional.empty(),
                        List.of())));
        return this;
    }

    private static Arg value(Param param, Arg... told) {
        for (Arg arg : told) {
            boolean fits = switch (arg) {
                case Arg.Address _ -> param instanceof Param.Local || param instanceof Param.Peer;
                case Arg.Payload _ -> param instanceof Param.Data;
                case Arg.Space _ -> param instanceof Param.Buffer;
                case Arg.Num _ -> param instanceof Param.Choice || param instanceof Param.Int;
                default -> false;
            };
            if (fits) {
                return arg;
            }
        }
        return new Arg.Num(0);
    }

    private static Outcome timed(Outcome outcome, long nanos) {
        return switch (outcome) {
            case Outcome.Returned r -> new Outcome.Returned(r.value(), r.outs(), nanos);
            case Outcome.Failed f -> new Outcome.Failed(f.errno(), f.outs(), nanos);
            case Outcome.Unsupported _, Outcome.Unresolved _ -> outcome;
        };
    }

    private static Outcome value(long value, Out... outs) {
        return new Outcome.Returned(value, List.of(outs), 0);
    }

    private static Outcome got(String data, Out... more) {
        List<Out> outs = new ArrayList<>(List.of(new Out.Data(Bytes.utf8(data))));
        outs.addAll(List.of(more));
        return new Outcome.Returned(Bytes.utf8(data).length(), outs, 0);
    }

    private static Out name(SocketAddress address) {
        return new Out.Name(Optional.of(address), 16, 0);
    }

    private static Arg data(String text) {
        return new Arg.Payload(Bytes.utf8(text));
    }

    /** Calls overlap in time: events come in the order in which they happened. */
    private List<Event> events() {
        return events.stream()
                .sorted(Comparator.comparingLong(At::time))
                .map(At::event)
                .collect(Collectors.toList());
    }

    /** A question and its answer over UDP; names and data in Chinese, the server blocks for three seconds. */
    public static List<Event> udp() {
        Socket server = udp(1, "服务器", Optional.of(at(12000)));
        Socket bare = udp(1, "服务器", Optional.empty());
        Socket client = udp(4, "客户端", Optional.empty());
        return new SampleJournals()
                .call(1, "服务器 = open udp", Call.SOCKET, Optional.empty(), 0, 40, value(11), "服务器")
                .call(
                        2,
                        "bind 127.0.0.1 12000",
                        Call.BIND,
                        Optional.of(bare),
                        1500_000,
                        30,
                        value(0),
                        "",
                        new Arg.Address(at(12000)))
                .call(
                        3,
                        "m = recvfrom 2048 &",
                        Call.RECVFROM,
                        Optional.of(server),
                        2000_000,
                        3_200_000,
                        got("你好", name(at(41934))),
                        "",
                        new Arg.Space(2048))
                .call(4, "客户端 = open udp", Call.SOCKET, Optional.empty(), 3000_000, 35, value(14), "客户端")
                .call(
                        5,
                        "sendto 127.0.0.1 12000 你好",
                        Call.SENDTO,
                        Optional.of(client),
                        5_199_900,
                        60,
                        value(6),
                        "",
                        new Arg.Address(at(12000)),
                        data("你好"))
                .call(
                        6,
                        "服务器.sendto $m.from $m.upper",
                        Call.SENDTO,
                        Optional.of(server),
                        6_000_000,
                        45,
                        value(6),
                        "",
                        new Arg.Address(at(41934)),
                        data("你好"))
                .call(
                        7,
                        "客户端.recvfrom 2048",
                        Call.RECVFROM,
                        Optional.of(client),
                        6_500_000,
                        12,
                        got("你好", name(at(12000))),
                        "",
                        new Arg.Space(2048))
                .call(
                        8,
                        "客户端.recv 9 MSG_DONTWAIT",
                        Call.RECV,
                        Optional.of(client),
                        6_600_000,
                        8,
                        new Outcome.Failed(Errno.EAGAIN, List.of(), 0),
                        "",
                        new Arg.Space(9))
                .events();
    }

    /** A TCP connection from its first call to its last, with an accept and a recv in the background. */
    public static List<Event> tcp() {
        Socket server = tcp(1, "server");
        Socket client = tcp(5, "client");
        Socket conn = tcp(4, "c");
        Arg there = new Arg.Address(at(12000));
        return new SampleJournals()
                .call(1, "server = open tcp", Call.SOCKET, Optional.empty(), 0, 40, value(11), "server")
                .call(2, "bind 12000", Call.BIND, Optional.of(server), 900_000, 30, value(0), "", there)
                .call(
                        3,
                        "listen 5",
                        Call.LISTEN,
                        Optional.of(socket(1, "server", Const.SOCK_STREAM, Optional.of(at(12000)), Optional.empty())),
                        1_800_000,
                        20,
                        value(0),
                        "",
                        new Arg.Num(5))
                .call(
                        4,
                        "c = accept &",
                        Call.ACCEPT,
                        Optional.of(server),
                        2_400_000,
                        2_600_100,
                        value(14, name(at(40000))),
                        "c")
                .call(5, "client = open tcp", Call.SOCKET, Optional.empty(), 3_100_000, 33, value(15), "client")
                .call(
                        6,
                        "client.connect 127.0.0.1 12000",
                        Call.CONNECT,
                        Optional.of(client),
                        5_000_000,
                        90,
                        value(0),
                        "",
                        there)
                .call(
                        7,
                        "c.recv 2048 &",
                        Call.RECV,
                        Optional.of(conn),
                        5_500_000,
                        700_040,
                        got("hello"),
                        "",
                        new Arg.Space(2048))
                .call(
                        8,
                        "client.send hello",
                        Call.SEND,
                        Optional.of(client),
                        6_200_000,
                        25,
                        value(5),
                        "",
                        data("hello"))
                .call(
                        9,
                        "client.shutdown wr",
                        Call.SHUTDOWN,
                        Optional.of(client),
                        7_000_000,
                        15,
                        value(0),
                        "",
                        new Arg.Num(Const.SHUT_WR.value()))
                .call(10, "c.recv 2048", Call.RECV, Optional.of(conn), 7_400_000, 9, got(""), "", new Arg.Space(2048))
                .call(11, "c.close", Call.CLOSE, Optional.of(conn), 7_700_000, 30, value(0), "")
                .call(12, "client.close", Call.CLOSE, Optional.of(client), 8_000_000, 22, value(0), "")
                .events();
    }

    /** Two sends that three recvs take apart. */
    public static List<Event> split() {
        Socket a = tcp(1, "a");
        Socket b = tcp(-1, "b");
        return new SampleJournals()
                .call(1, "a b = socketpair unix", Call.SOCKETPAIR, Optional.empty(), 0, 10, value(0), "a b")
                .call(2, "a.send hello", Call.SEND, Optional.of(a), 100, 10, value(5), "", data("hello"))
                .call(3, "a.send abc", Call.SEND, Optional.of(a), 200, 10, value(3), "", data("abc"))
                .call(4, "b.recv 2", Call.RECV, Optional.of(b), 300, 10, got("he"), "", new Arg.Space(2))
                .call(5, "b.recv 4", Call.RECV, Optional.of(b), 400, 10, got("lloa"), "", new Arg.Space(4))
                .call(6, "b.recv 9", Call.RECV, Optional.of(b), 500, 10, got("bc"), "", new Arg.Space(9))
                .events();
    }

    /** Six sockets. */
    public static List<Event> many() {
        SampleJournals journal = new SampleJournals();
        for (int i = 1; i <= 6; i++) {
            journal.call(i, "open udp", Call.SOCKET, Optional.empty(), i * 1000L, 20, value(10 + i), "s" + i);
        }
        return journal.events();
    }

    /** More lanes than fit on most screens, Chinese among them, and what goes from one to another far away. */
    public static List<Event> wide() {
        String[] names = {"服务器", "b", "client", "客户端甲", "客户端乙", "f"};
        SampleJournals journal = new SampleJournals();
        for (int i = 0; i < names.length; i++) {
            Socket socket = udp(2 * i + 1, names[i], Optional.of(at(12000 + i)));
            journal.call(
                    2 * i + 1,
                    names[i] + " = open udp",
                    Call.SOCKET,
                    Optional.empty(),
                    i * 3000L,
                    20,
                    value(11 + i),
                    names[i]);
            journal.call(
                    2 * i + 2,
                    "bind 127.0.0.1 " + (12000 + i),
                    Call.BIND,
                    Optional.of(socket),
                    i * 3000L + 1500,
                    30,
                    value(0),
                    "",
                    new Arg.Address(at(12000 + i)));
        }
        Socket first = udp(1, names[0], Optional.of(at(12000)));
        Socket last = udp(11, names[5], Optional.of(at(12005)));
        return journal.call(
                        13,
                        "f.sendto 127.0.0.1 12000 你好，世界",
                        Call.SENDTO,
                        Optional.of(last),
                        30_000,
                        60,
                        value(15),
                        "",
                        new Arg.Address(at(12000)),
                        data("你好，世界"))
                .call(
                        14,
                        "服务器.recvfrom 2048",
                        Call.RECVFROM,
                        Optional.of(first),
                        2_030_000,
                        12,
                        got("你好，世界", name(at(12005))),
                        "",
                        new Arg.Space(2048))
                .events();
    }
}
