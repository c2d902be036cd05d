package socklab.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lines that come round: each turn must make the call that the line means then, with what the kernel is to write to as
 * it was.
 */
final class RepeatLines {
    static final int TURNS = 4;

    private RepeatLines() {}

    static List<String> all() {
        return Stream.of(ofTheSameSockets(), ofOtherSenders(), ofSocketsMadeAnew(), ofResults(), ofConnections())
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> turns(List<String> before, String... lines) {
        List<String> all = new ArrayList<>(before);
        all.add("/repeat " + TURNS);
        all.addAll(List.of(lines));
        all.add("/end");
        all.add("/reset");
        return all;
    }

    /** Small ones and such as take more memory than usual, that go well and that fail. */
    private static List<String> ofTheSameSockets() {
        return turns(
                List.of("a = open udp", "a.bind 127.0.0.1 0", "b = open udp"),
                "b.sendto $a.local hello",
                "a.recvfrom 2048",
                "a.recvfrom 3 MSG_DONTWAIT",
                "b.sendto $a.local fill:9000",
                "a.recvfrom 16000",
                "b.sendto 127.0.0.1 $a.port fill:65507",
                "a.recvfrom 65507",
                "b.sendto $a.local fill:65508",
                "b.sendto 127.0.0.1 9 x",
                "a.setsockopt SO_RCVTIMEO 10ms",
                "a.getsockopt SO_RCVBUF",
                "a.getsockopt SO_LINGER",
                "a.getsockname",
                "b.getpeername",
                "b.connect 127.0.0.1 9",
                "b.connect unspec",
                "b.sendmsg $a.local \"one\" \"two\"",
                "a.recvmsg 2 100",
                "poll a:in b:out 0ms",
                "a.listen",
                "a.ioctl FIONREAD",
                "a.fcntl F_GETFL");
    }

    /** A line that finds another sender in the next turn: its address is longer, or shorter, or not there. */
    private static List<String> ofOtherSenders() {
        return turns(
                List.of(
                        "u = open unix-dgram",
                        "u.bind @socklab-turns",
                        "v = open unix-dgram",
                        "v.bind @socklab-turns-v",
                        "w = open unix-dgram"),
                "v.sendto @socklab-turns x",
                "w.sendto @socklab-turns yy",
                "u.recvfrom 10");
    }

    /** The same names, other descriptors, other ports. */
    private static List<String> ofSocketsMadeAnew() {
        return turns(
                List.of("b = open udp"),
                "old = open udp",
                "s = open udp",
                "s.bind 127.0.0.1 0",
                "b.sendto $s.local hi",
                "s.recvfrom 100",
                "old.close",
                "b.sendto $s.local again",
                "recv 100",
                "s.close",
                "getsockname");
    }

    private static List<String> ofResults() {
        return turns(
                List.of(
                        "a = open udp",
                        "a.bind 127.0.0.1 0",
                        "b = open udp",
                        "b.bind 127.0.0.1 0",
                        "m = b.sendto $a.local start",
                        "m = a.recvfrom 100"),
                "a.sendto $m.from $m.upper",
                "m = b.recvfrom 100",
                "b.sendto $m.from $m.length",
                "m = a.recvfrom 100");
    }

    private static List<String> ofConnections() {
        return turns(
                List.of("l = open tcp", "l.bind 127.0.0.1 0", "l.listen"),
                "c = open tcp",
                "c.connect $l.local",
                "p = l.accept",
                "c.send hello",
                "p.recv 2048",
                "p.shutdown wr",
                "c.recv 2048",
                "c.getpeername",
                "c.close",
                "p.close");
    }
}
