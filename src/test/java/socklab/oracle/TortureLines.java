package socklab.oracle;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import socklab.call.Call;

/** Lines that try a call in all the ways in which its call line could go wrong. */
final class TortureLines {
    private TortureLines() {}

    static final List<String> DATAGRAMS = List.of(
            "a = open udp",
            "a.getsockname",
            "a.getpeername",
            "a.recv 10 MSG_DONTWAIT",
            "a.recvfrom 10 MSG_DONTWAIT",
            "a.send hello",
            "a.bind 127.0.0.1 0",
            "a.bind 127.0.0.1 0",
            "a.getsockname",
            "b = socket AF_INET SOCK_DGRAM IPPROTO_UDP",
            "b.sendto $a.local hello",
            "b.sendto 127.0.0.1 $a.port \"\"",
            "b.sendto localhost $a.port fill:33",
            "b.sendto $a.local MSG_DONTWAIT|MSG_NOSIGNAL|MSG_CONFIRM|MSG_DONTROUTE abc",
            "b.sendto $a.local fill:65508",
            "b.sendto $a.local fill:1000",
            "a.recvfrom 2 MSG_PEEK",
            "a.recvfrom 2 MSG_PEEK|MSG_TRUNC",
            "a.recvfrom 2048",
            "a.recvfrom 0",
            "a.recvfrom 2048",
            "a.recv 32",
            "a.recv 1000 MSG_TRUNC|MSG_DONTWAIT",
            "a.recvfrom 0 MSG_DONTWAIT",
            "b.connect $a.local",
            "b.connect $a.local",
            "b.send MSG_DONTWAIT hi",
            "b.send \"\"",
            "b.getpeername",
            "b.getsockname",
            "b.sendto $a.local there",
            "b.connect unspec",
            "b.getpeername",
            "b.send hi",
            "b.sendto 127.0.0.1 0 x",
            "b.sendto 255.255.255.255 9 x",
            "b.connect 255.255.255.255 9",
            "c = open udp",
            "c.connect 127.0.0.1 9",
            "c.send x",
            "c.recv 10",
            "c.shutdown rd",
            "c.shutdown wr",
            "c.shutdown rdwr",
            "c.send x",
            "c.recv 10",
            "a.listen",
            "a.accept",
            "a.accept SOCK_NONBLOCK",
            "a.shutdown SHUT_RD",
            "a.shutdown 7",
            "c.close",
            "b.close",
            "a.close");

    static final List<String> STREAMS = List.of(
            "s = open tcp",
            "s.listen",
            "s.getsockname",
            "s.bind 0",
            "s.listen 0",
            "s.listen -1",
            "s.listen 2147483647",
            "c = socket AF_INET SOCK_STREAM IPPROTO_TCP",
            "c.connect 127.0.0.1 $s.port",
            "c.connect 127.0.0.1 $s.port",
            "t = s.accept",
            "t.getpeername",
            "t.getsockname",
            "c.send MSG_MORE hello",
            "c.send \" world\\n\"",
            "t.recv 11 MSG_WAITALL",
            "t.recv 1",
            "c.send MSG_OOB !",
            "t.recv 1 MSG_OOB",
            "t.recv 1 MSG_OOB|MSG_DONTWAIT",
            "c.sendto 127.0.0.1 9 ignored",
            "t.recvfrom 100",
            "c.send fill:100",
            "t.recv 100 MSG_TRUNC",
            "d = open tcp",
            "d.connect 127.0.0.1 $s.port",
            "e = s.accept4 SOCK_NONBLOCK|SOCK_CLOEXEC",
            "e.recv 10",
            "e.recvfrom 10",
            "s.accept4 SOCK_CLOEXEC|0x10",
            "f = open tcp",
            "f.connect 127.0.0.1 $s.port",
            "g = s.accept4",
            "h = open tcp",
            "h.connect 127.0.0.1 $s.port",
            "i = s.accept SOCK_NONBLOCK",
            "g.setsockopt SO_LINGER on 0",
            "g.close",
            "f.recv 10",
            "f.send x",
            "f.send MSG_NOSIGNAL x",
            "c.shutdown wr",
            "c.send x",
            "t.recv 10",
            "t.recv 0",
            "t.send bye",
            "c.recv 10",
            "t.close",
            "c.recv 10",
            "c.getpeername",
            "c.close",
            "n = socket AF_INET SOCK_STREAM|SOCK_NONBLOCK",
            "n.connect 127.0.0.1 9",
            "n.connect $s.local",
            "n.connect unspec",
            "n.connect 127.0.0.1 $s.port",
            "n.shutdown rdwr",
            "s.connect 127.0.0.1 $s.port",
            "s.close");

    static final List<String> INTERNET6 = List.of(
            "a = open udp6",
            "a.bind ::1 0",
            "a.getsockname",
            "b = socket AF_INET6 SOCK_DGRAM",
            "b.sendto $a.local hello",
            "b.sendto ::1 $a.port hello",
            "b.sendto localhost $a.port hello",
            "a.recvfrom 100",
            "a.recvfrom 100",
            "b.sendto fe80::1%lo 9 x",
            "b.sendto ff02::1%lo 9 x",
            "b.sendto ff01::1%lo 9 x",
            "b.sendto ff05::1%lo 9 x",
            "b.sendto ff0e::2%1 9 x",
            "b.sendto ::1%lo 9 x",
            "b.sendto fe80::1%99 9 x",
            "b.sendto fec0::1%lo 9 x",
            "b.sendto ::ffff:127.0.0.1 9 x",
            "b.sendto ::127.0.0.1 9 x",
            "b.sendto ::1:2 9 x",
            "b.sendto 2001:db8:0:0:1:0:0:1 9 x",
            "b.sendto 1:0:2:0:3:0:4:0 9 x",
            "b.sendto 64:ff9b::192.0.2.33 9 x",
            "b.connect ::1 $a.port",
            "b.send hi",
            "b.getpeername",
            "b.connect unspec",
            "b.connect 127.0.0.1 9",
            "c = open tcp6",
            "c.bind 0",
            "c.listen",
            "d = open tcp",
            "d.connect 127.0.0.1 $c.port",
            "e = c.accept",
            "e.getpeername",
            "e.getsockname",
            "f = open tcp6",
            "f.bind ::1 $c.port",
            "f.connect ::1 $c.port",
            "g = c.accept SOCK_NONBLOCK",
            "g.recv 10",
            "h = open tcp6",
            "h.connect ::ffff:127.0.0.1 $c.port",
            "h.getpeername",
            "h.sendto ::1 9 x",
            "i = open udp",
            "i.bind ::1 0",
            "i.sendto ::1 9 x");

    static final List<String> WRONG = List.of(
            "socket AF_INET SOCK_STREAM IPPROTO_UDP",
            "socket AF_INET SOCK_RAW IPPROTO_ICMP",
            "socket AF_INET SOCK_RAW 0",
            "socket AF_INET SOCK_DGRAM 300",
            "socket AF_INET SOCK_DGRAM 262",
            "socket AF_INET6 SOCK_DGRAM IPPROTO_ICMPV6",
            "socket AF_INET SOCK_STREAM IPPROTO_MPTCP",
            "socket AF_INET SOCK_DGRAM 136",
            "socket AF_INET SOCK_STREAM 132",
            "socket AF_INET 15",
            "socket AF_INET SOCK_DGRAM|0x10",
            "socket AF_INET SOCK_SEQPACKET",
            "socket AF_UNIX SOCK_DGRAM 1",
            "socket AF_UNIX SOCK_RAW",
            "socket AF_UNSPEC SOCK_STREAM",
            "socket 99 SOCK_STREAM",
            "socket 9 SOCK_DGRAM 3",
            "socket -1 SOCK_STREAM",
            "open icmp",
            "a = open udp",
            "a.bind 192.0.2.1 0",
            "a.bind 127.0.0.1 0",
            "b = open udp",
            "b.bind 127.0.0.1 $a.port",
            "b.bind unspec",
            "b.connect 192.0.2.1 0",
            "b.setsockopt SOL_TCP SO_REUSEADDR 1",
            "b.setsockopt SOL_UDP SO_RCVBUF 1",
            "b.setsockopt SOL_IP SO_BROADCAST 1",
            "b.setsockopt SOL_IPV6 SO_BROADCAST 1",
            "b.setsockopt SOL_SOCKET TCP_NODELAY 1",
            "b.setsockopt SOL_SOCKET IPV6_UNICAST_HOPS 1",
            "b.setsockopt SOL_SOCKET UDP_GRO 1",
            "b.getsockopt SOL_TCP SO_REUSEADDR",
            "b.getsockopt IPPROTO_UDP SO_RCVBUF",
            "b.getsockopt IPPROTO_IP SO_LINGER",
            "b.getsockopt SOL_IP SO_RCVTIMEO",
            "b.getsockopt SOL_SOCKET TCP_INFO",
            "b.getsockopt SOL_SOCKET TCP_CONGESTION",
            "b.getsockopt SOL_SOCKET IP_MULTICAST_IF",
            "b.getsockopt SOL_IPV6 SO_COOKIE",
            "b.setsockopt SO_RCVTIMEO 1s",
            "b.setsockopt SO_SNDTIMEO 1500ms",
            "b.setsockopt SO_RCVTIMEO 10us",
            "b.recv 10",
            "b.send MSG_OOB|0x1000000 x",
            "b.recv 10 0x2000000",
            "b.recv 10 MSG_ERRQUEUE|MSG_CMSG_CLOEXEC|MSG_WAITFORONE|MSG_CTRUNC|MSG_EOR",
            "b.recv 10 MSG_FASTOPEN|MSG_MORE|MSG_DONTWAIT|MSG_NOSIGNAL",
            "b.recv 100000 MSG_DONTWAIT");

    static final List<String> BLOCKING = List.of(
            "u = open udp",
            "u.bind 127.0.0.1 0",
            "u.recvfrom 100 &",
            "u.recv 100 &",
            "/kill",
            "u.sendto $u.local wake",
            "/wait",
            "t = open tcp",
            "t.bind 127.0.0.1 0",
            "t.listen",
            "c = t.accept &",
            "d = open tcp",
            "d.connect $t.local",
            "/wait c",
            "c.recv 10 MSG_WAITALL &",
            "d.send abc",
            "/kill",
            "t.accept4 SOCK_NONBLOCK &",
            "/kill",
            "u.setsockopt SO_RCVTIMEO 20ms",
            "u.recvfrom 5",
            "u.setsockopt SO_RCVTIMEO 100s",
            "u.recv 10 &",
            "/kill",
            "u.recvfrom 7 &",
            "t.accept &");

    /** Sockets in the file system, abstract and unnamed, in a folder of their own. */
    static List<String> unix(Path folder) {
        String path = folder.resolve("s").toString();
        return List.of(
                "a = open unix-dgram",
                "a.getsockname",
                "a.bind " + path,
                "a.bind " + path,
                "a.getsockname",
                "b = open unix-dgram",
                "b.sendto " + path + " hello",
                "a.recvfrom 100",
                "b.bind @socklab-oracle-\\1-" + ProcessHandle.current().pid(),
                "b.getsockname",
                "b.connect " + path,
                "b.getpeername",
                "b.send hi",
                "a.recvfrom 100",
                "a.recvfrom 100 MSG_DONTWAIT",
                "b.sendto " + folder.resolve("none") + " x",
                "b.connect " + folder.resolve("none"),
                "b.connect @" + "x".repeat(107),
                "b.connect /" + "y".repeat(107),
                "b.connect /" + "y".repeat(106),
                "b.connect /" + "\u4f60".repeat(20) + "\"q\"",
                "c = open unix",
                "c.bind " + path + "2",
                "c.listen 1",
                "d = open unix",
                "d.connect " + path + "2",
                "e = c.accept",
                "e.getpeername",
                "e.getsockname",
                "d.getsockname",
                "d.getpeername",
                "d.send hello",
                "e.recvfrom 100",
                "d.send MSG_OOB !",
                "e.recv 1 MSG_OOB",
                "d.connect " + path,
                "f = open unix-seqpacket",
                "f.bind " + path + "3",
                "f.listen",
                "g = socket AF_UNIX SOCK_SEQPACKET|SOCK_CLOEXEC",
                "g.connect " + path + "3",
                "h = f.accept SOCK_CLOEXEC",
                "g.send MSG_EOR record",
                "h.recv 3 MSG_TRUNC",
                "d.close",
                "e.recv 10",
                "e.send x",
                "i = open unix",
                "i.connect 127.0.0.1 9",
                "i.sendto @nobody x",
                "i.connect unspec");
    }

    /** Every byte value, alone and before a digit, in short and in long messages. */
    static List<String> everyByte() {
        List<String> lines = new ArrayList<>(List.of("u = open udp", "u.bind 127.0.0.1 0"));
        for (int from = 0; from < 256; from += 8) {
            StringBuilder plain = new StringBuilder("hex:");
            StringBuilder digits = new StringBuilder("hex:");
            for (int b = from; b < from + 8; b++) {
                plain.append(String.format("%02x", b));
                digits.append(String.format("%02x%02x", b, '0' + b % 10));
            }
            lines.add("u.sendto $u.local " + plain);
            lines.add("u.sendto $u.local " + digits);
            lines.add("u.recv 100");
            lines.add("u.recv 100");
        }
        for (int length : new int[] {31, 32, 33, 34}) {
            lines.add("u.sendto $u.local hex:" + "00".repeat(length));
            lines.add("u.recv 100");
            lines.add("u.sendto $u.local hex:" + "31".repeat(31) + "07".repeat(length - 31));
            lines.add("u.recv 100");
        }
        lines.add("u.sendto $u.local hex:" + "31".repeat(31) + "0131");
        lines.add("u.recv 100");
        return lines;
    }

    /** Everything but options, one after another, each with names of its own. */
    static List<String> all(Path folder) {
        List<String> lines = new ArrayList<>();
        for (List<String> group : List.of(
                DATAGRAMS,
                STREAMS,
                INTERNET6,
                WRONG,
                BLOCKING,
                MessageLines.MESSAGES,
                MessageLines.READINESS,
                MessageLines.CONTROL,
                unix(folder),
                everyByte(),
                DescriptorLines.MOVING,
                DescriptorLines.WAITING,
                DescriptorLines.BELOW,
                DescriptorLines.CONTROL,
                examples())) {
            lines.addAll(group);
            lines.add("/reset");
        }
        return lines;
    }

    /** The example of every call's declaration, in the background, as some would block. */
    private static List<String> examples() {
        List<String> lines = new ArrayList<>(List.of("open udp", "open udp", "open tcp"));
        for (Call call : Call.values()) {
            lines.add(call.example().endsWith("&") ? call.example() : call.example() + " &");
        }
        return lines;
    }
}
