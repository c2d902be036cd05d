package socklab.call;

import static socklab.call.CallDeclarations.*;
import static socklab.call.Const.*;
import static socklab.call.Errno.*;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The socket calls: one constant each, and THE place to add one.
 *
 * <p>A constant says what the C function is named and returns, which parameters it takes in C's order,
 * how it is typed, what it is for, what its errnos mean here, and an example. Everything else follows.
 *
 * <p>Source: the man page of each, section 2; POSIX.1-2024 {@code <sys/socket.h>}.
 */
public enum Call {
    SOCKET(
            "socket",
            CType.INT,
            Result.DESCRIPTOR,
            c(
                    choice("domain", Const.Group.DOMAIN),
                    new Param.SocketType("type"),
                    choice("protocol", Const.Group.PROTOCOL)),
            typed(preset("open", "kind", SOCKET_KINDS), form("socket", "domain", "type", "[protocol]")),
            "make a socket",
            whys(
                    why(EAFNOSUPPORT, "this machine does not speak that address family"),
                    why(EPROTONOSUPPORT, "that protocol does not exist in this domain, or not for this type"),
                    why(EACCES, "this type of socket takes a privilege; for ping see net.ipv4.ping_group_range"),
                    why(EMFILE, "the process holds as many descriptors as it may: close some")),
            "open udp"),

    BIND(
            "bind",
            CType.INT,
            Result.ZERO,
            c(SOCKFD, new Param.Local("addr")),
            typed(form("bind", "addr")),
            "give the socket its own address",
            whys(
                    why(EADDRINUSE, "that port is taken, or a connection of before rests in TIME_WAIT"),
                    why(EADDRNOTAVAIL, "that address is not one of this machine"),
                    why(EACCES, "ports below 1024 take a privilege"),
                    why(EINVAL, "the socket has an address already, or the address is not of its family"),
                    why(EAFNOSUPPORT, "the address is not of the socket's family")),
            "bind 12000"),

    LISTEN(
            "listen",
            CType.INT,
            Result.ZERO,
            c(SOCKFD, new Param.Int("backlog", 128)),
            typed(form("listen", "[backlog]")),
            "let others connect; finished handshakes queue up for accept",
            whys(
                    why(EOPNOTSUPP, "only stream sockets listen; a datagram socket just receives"),
                    why(EADDRINUSE, "another socket listens on that port"),
                    why(EINVAL, "the socket is connected already")),
            "listen 5"),

    ACCEPT(
            "accept",
            CType.INT,
            Result.ACCEPTED,
            c(SOCKFD, new Param.AddressOut("addr")),
            typed(form("accept")),
            "take one finished handshake off the queue; blocks while there is none",
            ACCEPT_WHYS,
            "accept"),

    ACCEPT4(
            "accept4",
            CType.INT,
            Result.ACCEPTED,
            c(SOCKFD, new Param.AddressOut("addr"), new Param.Flags("flags", Const.Group.TYPE_FLAG)),
            typed(form("accept", "flags"), form("accept4", "[flags]")),
            "accept, and set flags on the new socket",
            ACCEPT_WHYS,
            "accept SOCK_NONBLOCK"),

    CONNECT(
            "connect",
            CType.INT,
            Result.ZERO,
            c(SOCKFD, new Param.Peer("addr")),
            typed(form("connect", "addr")),
            "TCP: shake hands with a listening peer; UDP: fix the peer's address, nothing is sent",
            whys(
                    why(ECONNREFUSED, "nobody listens there: the peer's machine answered with RST"),
                    why(
                            EINPROGRESS,
                            "the socket does not block and the handshake is under way: poll for output, then read"
                                    + " SO_ERROR"),
                    why(EISCONN, "the socket is connected already"),
                    why(ETIMEDOUT, "no answer came: the SYN, and its repetitions, were lost or dropped"),
                    why(ENETUNREACH, "no route leads there"),
                    why(EADDRNOTAVAIL, "no local port is left, or the address cannot be used"),
                    why(EAFNOSUPPORT, "the address is not of the socket's family"),
                    why(EINVAL, "the address does not fit the socket, or the socket listens"),
                    why(EACCES, "a broadcast address: set SO_BROADCAST first")),
            "connect localhost 12000"),

    SEND(
            "send",
            CType.SSIZE,
            Result.SENT,
            c(SOCKFD, DATA, MSG_FLAGS),
            typed(form("send", "[flags]", "buf")),
            "send to the connected peer; returns how many bytes the kernel took",
            SEND_WHYS,
            "send hello"),

    SENDTO(
            "sendto",
            CType.SSIZE,
            Result.SENT,
            c(SOCKFD, DATA, MSG_FLAGS, new Param.Peer("dest_addr")),
            typed(form("sendto", "dest_addr", "[flags]", "buf")),
            "send one datagram to an address",
            SEND_WHYS,
            "sendto localhost 12000 hello"),

    RECV(
            "recv",
            CType.SSIZE,
            Result.RECEIVED,
            c(SOCKFD, BUFFER, MSG_FLAGS),
            typed(form("recv", "buf", "[flags]")),
            "receive up to N bytes; blocks while there are none",
            RECV_WHYS,
            "recv 2048"),

    RECVFROM(
            "recvfrom",
            CType.SSIZE,
            Result.RECEIVED,
            c(SOCKFD, BUFFER, MSG_FLAGS, new Param.AddressOut("src_addr")),
            typed(form("recvfrom", "buf", "[flags]")),
            "receive up to N bytes, and who sent them",
            RECV_WHYS,
            "recvfrom 2048"),

    SENDMSG(
            "sendmsg",
            CType.SSIZE,
            Result.SENT,
            c(SOCKFD, new Param.MessageIn("msg"), MSG_FLAGS),
            typed(form("sendmsg", "[flags]", "msg")),
            "send a message put together from pieces, with an address and descriptors if wanted",
            SEND_WHYS,
            "sendmsg to localhost 12000 \"hel\" \"lo\""),

    RECVMSG(
            "recvmsg",
            CType.SSIZE,
            Result.RECEIVED,
            c(SOCKFD, new Param.MessageOut("msg"), MSG_FLAGS),
            typed(form("recvmsg", "msg", "[flags]")),
            "receive a message into pieces, with its sender, its flags and its control messages",
            RECV_WHYS,
            "recvmsg 3,2048"),

    SENDMMSG(
            "sendmmsg",
            CType.INT,
            Result.SENT_MESSAGES,
            c(SOCKFD, new Param.MessagesIn("msgvec"), MSG_FLAGS),
            typed(form("sendmmsg", "[flags]", "msgvec")),
            "send several messages by one call",
            SEND_WHYS,
            "sendmmsg to localhost 12000 \"one\" \"two\""),

    RECVMMSG(
            "recvmmsg",
            CType.INT,
            Result.RECEIVED_MESSAGES,
            c(SOCKFD, new Param.MessagesOut("msgvec"), MSG_FLAGS, new Param.Timespec("timeout")),
            typed(form("recvmmsg", "msgvec", "[flags]", "[timeout]")),
            "receive several messages by one call",
            RECV_WHYS,
            "recvmmsg 2048,2048 MSG_WAITFORONE"),

    WRITE(
            "write",
            CType.SSIZE,
            Result.SENT,
            c(FD, DATA),
            typed(form("write", "buf")),
            "send to the connected peer, as one writes to a file",
            SEND_WHYS,
            "write hello"),

    READ(
            "read",
            CType.SSIZE,
            Result.RECEIVED,
            c(FD, BUFFER),
            typed(form("read", "buf")),
            "receive up to N bytes, as one reads a file",
            RECV_WHYS,
            "read 2048"),

    SHUTDOWN(
            "shutdown",
            CType.INT,
            Result.ZERO,
            c(SOCKFD, choice("how", Const.Group.HOW)),
            typed(form("shutdown", "how")),
            "end one direction of a connection, or both; the descriptor stays open",
            whys(why(ENOTCONN, "no peer yet: connect or accept first")),
            "shutdown wr"),

    CLOSE(
            "close",
            CType.INT,
            Result.CLOSED,
            c(FD),
            typed(form("close")),
            "give the descriptor back; the last one of a connection ends it",
            whys(why(EBADF, "no open descriptor has that number")),
            "close"),

    GETSOCKNAME(
            "getsockname",
            CType.INT,
            Result.LOCAL_NAME,
            c(SOCKFD, new Param.AddressOut("addr")),
            typed(form("getsockname")),
            "the socket's own address",
            whys(),
            "getsockname"),

    GETPEERNAME(
            "getpeername",
            CType.INT,
            Result.PEER_NAME,
            c(SOCKFD, new Param.AddressOut("addr")),
            typed(form("getpeername")),
            "the peer's address",
            whys(why(ENOTCONN, "the socket has no peer")),
            "getpeername"),

    SETSOCKOPT(
            "setsockopt",
            CType.INT,
            Result.ZERO,
            c(SOCKFD, new Param.OptionIn("optname")),
            typed(form("setsockopt", "optname")),
            "set an option of the socket",
            OPTION_WHYS,
            "setsockopt SO_REUSEADDR 1"),

    GETSOCKOPT(
            "getsockopt",
            CType.INT,
            Result.OPTION,
            c(SOCKFD, new Param.OptionOut("optname")),
            typed(form("getsockopt", "optname")),
            "read an option of the socket",
            OPTION_WHYS,
            "getsockopt SO_RCVBUF"),

    SOCKETPAIR(
            "socketpair",
            CType.INT,
            Result.PAIR,
            c(
                    choice("domain", Const.Group.DOMAIN),
                    new Param.SocketType("type"),
                    choice("protocol", Const.Group.PROTOCOL),
                    new Param.PairOut("sv")),
            typed(preset("socketpair", "kind", PAIR_KINDS), form("socketpair", "domain", "type", "[protocol]")),
            "make two sockets that are connected to each other",
            whys(
                    why(EOPNOTSUPP, "pairs exist only among Unix-domain sockets"),
                    why(EMFILE, "the process holds as many descriptors as it may: close some")),
            "a b = socketpair unix"),

    DUP(
            "dup",
            CType.INT,
            Result.DESCRIPTOR,
            c(new Param.Fd("oldfd")),
            typed(form("dup")),
            "make a second descriptor of the same socket; what one does, the other sees",
            whys(why(EMFILE, "the process holds as many descriptors as it may: close some")),
            "t = dup"),

    FCNTL(
            "fcntl",
            CType.INT,
            Result.FLAGS,
            c(FD, new Param.Fcntl("cmd")),
            typed(form("fcntl", "cmd")),
            "read or set the descriptor's flags: O_NONBLOCK makes calls return instead of blocking",
            whys(why(EINVAL, "no such command, or no such flag")),
            "fcntl F_SETFL O_NONBLOCK"),

    IOCTL(
            "ioctl",
            CType.INT,
            Result.NUMBER,
            c(FD, new Param.Ioctl("request")),
            typed(form("ioctl", "request")),
            "ask how much waits to be read or sent, or whether urgent data comes next",
            whys(
                    why(EINVAL, "a socket in this state has no answer to that"),
                    why(ENOTTY, "this kind of descriptor has no such request")),
            "ioctl FIONREAD"),

    POLL(
            "poll",
            CType.INT,
            Result.READY,
            c(new Param.PollSet("fds"), new Param.Millis("timeout")),
            typed(form("poll", "fds", "[timeout]")),
            "wait until one of several sockets is ready",
            WAIT_WHYS,
            "poll s1:in s2:in,out 2s"),

    SELECT(
            "select",
            CType.INT,
            Result.READY,
            c(new Param.SelectSets("nfds"), new Param.Timeval("timeout")),
            typed(form("select", "nfds", "[timeout]")),
            "wait until one of several sockets is ready, the older way",
            WAIT_WHYS,
            "select r=s1,s2 w=s3 2s"),

    EPOLL_CREATE1(
            "epoll_create1",
            CType.INT,
            Result.EPOLL,
            c(new Param.Flags("flags", Const.Group.EPOLL_FLAG)),
            typed(form("epoll_create1", "[flags]")),
            "make an epoll instance: a set of descriptors that the kernel watches",
            whys(why(EMFILE, "the process holds as many descriptors as it may: close some")),
            "ep = epoll_create1"),

    EPOLL_CTL(
            "epoll_ctl",
            CType.INT,
            Result.ZERO,
            c(
                    new Param.EpollFd("epfd"),
                    choice("op", Const.Group.EPOLL_OP),
                    new Param.OtherFd("fd"),
                    new Param.EpollInterest("event")),
            typed(form("epoll_ctl", "op", "fd", "[event]")),
            "add a socket to an epoll instance, change what it is watched for, or take it out",
            whys(
                    why(EEXIST, "that socket is in the set already: use MOD"),
                    why(ENOENT, "that socket is not in the set: use ADD"),
                    why(EINVAL, "this descriptor is no epoll instance, or it would watch itself"),
                    why(EPERM, "this kind of descriptor cannot be watched")),
            "epoll_ctl ADD s1 in,et"),

    EPOLL_WAIT(
            "epoll_wait",
            CType.INT,
            Result.READY,
            c(new Param.EpollFd("epfd"), new Param.EpollReady("events"), new Param.Millis("timeout")),
            typed(form("epoll_wait", "[timeout]")),
            "wait until a socket of the set is ready",
            WAIT_WHYS,
            "epoll_wait 2s");

    /** What an errno of a call usually comes from. */
    public record Why(Errno errno, String reason) {}

    private final String function;
    private final CType returns;
    private final Result result;
    private final List<Param> params;
    private final OptionalInt received;
    private final List<Form> forms;
    private final String summary;
    private final List<Why> reasons;
    private final String example;

    Call(
            String function,
            CType returns,
            Result result,
            List<Param> params,
            List<CallDeclarations.TypedForm> forms,
            String summary,
            List<Why> reasons,
            String example) {
        this.function = function;
        this.returns = returns;
        this.result = result;
        this.params = params;
        this.received = IntStream.range(0, params.size())
                .filter(i -> params.get(i).receives())
                .findFirst();
        this.forms = CallDeclarations.over(forms, params);
        this.summary = summary;
        this.reasons = reasons;
        this.example = example;
    }

    /** The C function's name. */
    public String function() {
        return function;
    }

    /** The C type that it returns. */
    public CType returns() {
        return returns;
    }

    /**
     * The system call by which C's library enters the kernel on x86-64: {@code sendto} for {@code send}.
     * Source: strace of glibc.
     */
    public String kernelName() {
        return passesNoAddress()
                ? function + (result == Result.SENT ? "to" : "from")
                : setsOfThree() ? "p" + function + "6" : function;
    }

    /** What C's library passes beyond the parameters, as strace prints it. */
    public String kernelTail() {
        return passesNoAddress()
                ? (result == Result.SENT ? ", NULL, 0" : ", NULL, NULL")
                : setsOfThree() ? ", NULL" : "";
    }

    /** {@code select} is {@code pselect6} without a signal mask. */
    private boolean setsOfThree() {
        return params.getFirst() instanceof Param.SelectSets;
    }

    /** {@code send} and {@code recv} are {@code sendto} and {@code recvfrom} without an address. */
    private boolean passesNoAddress() {
        return params.size() == 3
                && params.getLast() instanceof Param.Flags
                && (params.get(1) instanceof Param.Data || params.get(1) instanceof Param.Buffer);
    }

    /** What the value returned means. */
    public Result result() {
        return result;
    }

    /** Its parameters, in C's order. */
    public List<Param> params() {
        return params;
    }

    /** Which of its parameters, from 0, the kernel puts received data into; none if it receives none. */
    public OptionalInt received() {
        return received;
    }

    /** The C parameters, in order, one by one. */
    public List<CType> ctypes() {
        return params.stream().flatMap(p -> p.ctypes().stream()).toList();
    }

    /** The ways to type it. */
    public List<Form> forms() {
        return forms;
    }

    /** What it is for, in one phrase, in English. */
    public String summary() {
        return summary;
    }

    /** What its errnos mean here, in English. */
    public List<Why> reasons() {
        return reasons;
    }

    /** What an errno of this call usually comes from, if this call has something to say of it. */
    public Optional<Why> reasonFor(Errno errno) {
        return reasons.stream().filter(w -> w.errno == errno).findFirst();
    }

    /** A line that uses it. */
    public String example() {
        return example;
    }

    /** Whether it is made on a socket. */
    public boolean onSocket() {
        return params.getFirst() instanceof Param.Fd;
    }

    /** Whether it is made on an epoll instance. */
    public boolean onEpoll() {
        return params.getFirst() instanceof Param.EpollFd;
    }

    /** How many names its result can be given: a name for a socket or a value; two for a pair of sockets. */
    public int resultNames() {
        return result == Result.PAIR ? 2 : 1;
    }

    /** The call with that result; there must be exactly one. */
    public static Call resultingIn(Result result) {
        return Arrays.stream(values())
                .filter(c -> c.result == result)
                .reduce((_, _) -> {
                    throw new IllegalStateException("several calls result in " + result);
                })
                .orElseThrow();
    }

    /** The calls that a word can start, in the order in which their forms are tried. */
    public static List<Call> typedAs(String word) {
        return TYPED_AS.getOrDefault(word, List.of());
    }

    /** By word, so that a line is understood at once: this is asked for every word of it. */
    private static final Map<String, List<Call>> TYPED_AS = CallDeclarations.byWord(values());
}
