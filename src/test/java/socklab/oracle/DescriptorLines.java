package socklab.oracle;

import java.util.List;

/** Lines of calls that move bytes between descriptors, wait to the nanosecond, or ask sockets below IP. */
final class DescriptorLines {
    private DescriptorLines() {}

    /** Files, pipes, sendfile and splice. */
    static final List<String> MOVING = List.of(
            "a b = socketpair unix",
            "f = openat README.md",
            "nosuch = openat no-such-file",
            "openat README.md/x",
            "a.sendfile f 5",
            "a.sendfile f 5 2",
            "a.sendfile f 5 -1",
            "a.sendfile b 5",
            "f.sendfile f 5",
            "f.read 4",
            "f.recv 4",
            "b.recv 100",
            "r w = pipe2",
            "pipe2 O_NONBLOCK|O_CLOEXEC",
            "pipe2 7",
            "w.write hello",
            "r.splice a 3 SPLICE_F_MOVE|SPLICE_F_MORE",
            "r.splice a 10",
            "b.splice w 4 SPLICE_F_NONBLOCK",
            "r.splice w 4",
            "a.splice b 4",
            "r.splice w 4 8",
            "r.read 100",
            "w.close",
            "r.read 100",
            "f.close",
            "a.sendfile f 5");

    /** ppoll, pselect and epoll_pwait2. */
    static final List<String> WAITING = List.of(
            "a b = socketpair unix",
            "ppoll a:in 1500us",
            "ppoll a:in,out 2s",
            "ppoll a:out",
            "ppoll a:in -1s",
            "pselect r=a 1ms",
            "pselect r=a w=a,b 2s",
            "pselect w=a",
            "pselect r=a -1s",
            "e = epoll_create1",
            "e.epoll_ctl ADD a in,out",
            "e.epoll_pwait2 2500us",
            "e.epoll_pwait2",
            "e.epoll_ctl MOD a in",
            "e.epoll_pwait2 0",
            "e.epoll_pwait2 -1s",
            "b.send x",
            "ppoll a:in 5s",
            "pselect r=a 5s",
            "e.epoll_pwait2 5s");

    /** Raw, packet and netlink sockets; ioctls; addresses without a family. */
    static final List<String> BELOW = List.of(
            "open raw",
            "open raw6",
            "open icmp6",
            "socket AF_INET SOCK_RDM",
            "p = socket AF_PACKET SOCK_RAW htons(ETH_P_ALL)",
            "socket AF_PACKET SOCK_DGRAM htons(ETH_P_IP)",
            "socket AF_PACKET SOCK_RAW 4660",
            "socket AF_PACKET SOCK_RAW 0",
            "p.getsockname",
            "p.bind packet lo ETH_P_IP",
            "p.getsockname",
            "p.bind packet",
            "p.bind packet * ETH_P_ALL",
            "p.bind packet 4321",
            "p.bind netlink 1",
            "n = socket AF_NETLINK SOCK_RAW 0",
            "n.getsockname",
            "n.bind netlink 0 1",
            "n.getsockname",
            "n.bind netlink",
            "n.bind packet lo",
            "u = open udp",
            "u.bind 127.0.0.1 0",
            "v = open udp",
            "v.sendto unspec hi",
            "v.sendto $u.local hi",
            "u.ioctl SIOCGSTAMP",
            "u.ioctl SIOCINQ",
            "u.recv 10",
            "u.ioctl SIOCGSTAMP",
            "u.ioctl FIONBIO 1",
            "u.recv 10",
            "u.ioctl FIONBIO 0");

    /** Control messages of UDP and of sockets. */
    static final List<String> CONTROL = List.of(
            "r = open udp",
            "r.bind 127.0.0.1 0",
            "r.setsockopt SO_RCVMARK 1",
            "r.setsockopt UDP_GRO 1",
            "s = open udp",
            "s.sendmsg to $r.local UDP_SEGMENT 3 hello!",
            "r.recvmsg 100",
            "s.sendmsg to $r.local SO_MARK 7 hi",
            "r.recvmsg 100 MSG_DONTWAIT",
            "s.sendmsg to $r.local SCM_TXTIME 1000 hi",
            "s.setsockopt SO_TXTIME CLOCK_MONOTONIC",
            "s.sendmsg to $r.local SCM_TXTIME 1000 hi",
            "l = open tcp",
            "l.bind 127.0.0.1 0",
            "l.listen",
            "c = open tcp",
            "c.connect $l.local",
            "c.setsockopt SO_ZEROCOPY 1",
            "c.send MSG_ZEROCOPY fill:40",
            "poll c:in 2s",
            "c.recvmsg 10 MSG_ERRQUEUE",
            "c.recvmsg 10 MSG_ERRQUEUE");
}
