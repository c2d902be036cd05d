package socklab.call;

import static socklab.call.CallDeclarations.*;
import static socklab.call.Const.*;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The socket calls: one constant each, and THE place to add one.
 *
 * <p>A constant says what the C function is named and returns, which parameters it takes in C's order,
 * how it is typed, what it is for, and an example. Everything else follows. What its errnos mean stands in the
 * message files, {@code reason.properties}, one sentence for each errno and language.
 *
 * <p>Source: the man page of each, section 2; POSIX.1-2024 {@code <sys/socket.h>}.
 */
public enum Call {
    SOCKET(
            "socket",
            Header.SYS_SOCKET,
            Result.DESCRIPTOR,
            c(
                    choice("domain", Const.Group.DOMAIN),
                    new Param.SocketType("type"),
                    choice("protocol", Const.Group.PROTOCOL)),
            typed(preset("open", "kind", SOCKET_KINDS), form("socket", "domain", "type", "[protocol]")),
            "make a socket",
            "open udp"),

    BIND(
            "bind",
            Header.SYS_SOCKET,
            Result.ZERO,
            c(SOCKFD, new Param.Local("addr")),
            typed(form("bind", "addr")),
            "give the socket its own address",
            "bind 12000"),

    LISTEN(
            "listen",
            Header.SYS_SOCKET,
            Result.ZERO,
            c(SOCKFD, new Param.Int("backlog", 128)),
            typed(form("listen", "[backlog]")),
            "let others connect; finished handshakes queue up for accept",
            "listen 5"),

    ACCEPT(
            "accept",
            Header.SYS_SOCKET,
            Result.ACCEPTED,
            c(SOCKFD, new Param.AddressOut("addr")),
            typed(form("accept")),
            "take one finished handshake off the queue; blocks while there is none",
            "accept"),

    ACCEPT4(
            "accept4",
            Header.SYS_SOCKET_GNU,
            Result.ACCEPTED,
            c(SOCKFD, new Param.AddressOut("addr"), new Param.Flags("flags", Const.Group.TYPE_FLAG)),
            typed(form("accept", "flags"), form("accept4", "[flags]")),
            "accept, and set flags on the new socket",
            "accept SOCK_NONBLOCK"),

    CONNECT(
            "connect",
            Header.SYS_SOCKET,
            Result.ZERO,
            c(SOCKFD, new Param.Peer("addr")),
            typed(form("connect", "addr")),
            "TCP: shake hands with a listening peer; UDP: fix the peer's address, nothing is sent",
            "connect localhost 12000"),

    SEND(
            "send",
            Header.SYS_SOCKET,
            Result.SENT,
            c(SOCKFD, DATA, MSG_FLAGS),
            typed(form("send", "[flags]", "buf")),
            "send to the connected peer; returns how many bytes the kernel took",
            "send hello"),

    SENDTO(
            "sendto",
            Header.SYS_SOCKET,
            Result.SENT,
            c(SOCKFD, DATA, MSG_FLAGS, new Param.Peer("dest_addr")),
            typed(form("sendto", "dest_addr", "[flags]", "buf")),
            "send one datagram to an address",
            "sendto localhost 12000 hello"),

    RECV(
            "recv",
            Header.SYS_SOCKET,
            Result.RECEIVED,
            c(SOCKFD, BUFFER, MSG_FLAGS),
            typed(form("recv", "buf", "[flags]")),
            "receive up to N bytes; blocks while there are none",
            "recv 2048"),

    RECVFROM(
            "recvfrom",
            Header.SYS_SOCKET,
            Result.RECEIVED,
            c(SOCKFD, BUFFER, MSG_FLAGS, new Param.AddressOut("src_addr")),
            typed(form("recvfrom", "buf", "[flags]")),
            "receive up to N bytes, and who sent them",
            "recvfrom 2048"),

    SENDMSG(
            "sendmsg",
            Header.SYS_SOCKET,
            Result.SENT,
            c(SOCKFD, new Param.MessageIn("msg"), MSG_FLAGS),
            typed(form("sendmsg", "[flags]", "msg")),
            "send a message put together from pieces, with an address and descriptors if wanted",
            "sendmsg to localhost 12000 \"hel\" \"lo\""),

    RECVMSG(
            "recvmsg",
            Header.SYS_SOCKET,
            Result.RECEIVED,
            c(SOCKFD, new Param.MessageOut("msg"), MSG_FLAGS),
            typed(form("recvmsg", "msg", "[flags]")),
            "receive a message into pieces, with its sender, its flags and its control messages",
            "recvmsg 3,2048"),

    SENDMMSG(
            "sendmmsg",
            Header.SYS_SOCKET_GNU,
            Result.SENT_MESSAGES,
            c(SOCKFD, new Param.MessagesIn("msgvec"), MSG_FLAGS),
            typed(form("sendmmsg", "[flags]", "msgvec")),
            "send several messages by one call",
            "sendmmsg to localhost 12000 \"one\" \"two\""),

    RECVMMSG(
            "recvmmsg",
            Header.SYS_SOCKET_GNU,
            Result.RECEIVED_MESSAGES,
            c(SOCKFD, new Param.MessagesOut("msgvec"), MSG_FLAGS, new Param.Timespec("timeout")),
            typed(form("recvmmsg", "msgvec", "[flags]", "[timeout]")),
            "receive several messages by one call",
            "recvmmsg 2048,2048 MSG_WAITFORONE"),

    WRITE(
            "write",
            Header.UNISTD,
            Result.SENT,
            c(FD, DATA),
            typed(form("write", "buf")),
            "send to the connected peer, as one writes to a file",
            "write hello"),

    READ(
            "read",
            Header.UNISTD,
            Result.RECEIVED,
            c(FD, BUFFER),
            typed(form("read", "buf")),
            "receive up to N bytes, as one reads a file",
            "read 2048"),

    SHUTDOWN(
            "shutdown",
            Header.SYS_SOCKET,
            Result.ZERO,
            c(SOCKFD, choice("how", Const.Group.HOW)),
            typed(form("shutdown", "how")),
            "end one direction of a connection, or both; the descriptor stays open",
            "shutdown wr"),

    CLOSE(
            "close",
            Header.UNISTD,
            Result.CLOSED,
            c(FD),
            typed(form("close")),
            "give the descriptor back; the last one of a connection ends it",
            "close"),

    GETSOCKNAME(
            "getsockname",
            Header.SYS_SOCKET,
            Result.LOCAL_NAME,
            c(SOCKFD, new Param.AddressOut("addr")),
            typed(form("getsockname")),
            "the socket's own address",
            "getsockname"),

    GETPEERNAME(
            "getpeername",
            Header.SYS_SOCKET,
            Result.PEER_NAME,
            c(SOCKFD, new Param.AddressOut("addr")),
            typed(form("getpeername")),
            "the peer's address",
            "getpeername"),

    SETSOCKOPT(
            "setsockopt",
            Header.SYS_SOCKET,
            Result.ZERO,
            c(SOCKFD, new Param.OptionIn("optname")),
            typed(form("setsockopt", "optname")),
            "set an option of the socket",
            "setsockopt SO_REUSEADDR 1"),

    GETSOCKOPT(
            "getsockopt",
            Header.SYS_SOCKET,
            Result.OPTION,
            c(SOCKFD, new Param.OptionOut("optname")),
            typed(form("getsockopt", "optname")),
            "read an option of the socket",
            "getsockopt SO_RCVBUF"),

    SOCKETPAIR(
            "socketpair",
            Header.SYS_SOCKET,
            Result.PAIR,
            c(
                    choice("domain", Const.Group.DOMAIN),
                    new Param.SocketType("type"),
                    choice("protocol", Const.Group.PROTOCOL),
                    new Param.PairOut("sv")),
            typed(preset("socketpair", "kind", PAIR_KINDS), form("socketpair", "domain", "type", "[protocol]")),
            "make two sockets that are connected to each other",
            "a b = socketpair unix"),

    DUP(
            "dup",
            Header.UNISTD,
            Result.DESCRIPTOR,
            c(new Param.Fd("oldfd")),
            typed(form("dup")),
            "make a second descriptor of the same socket; what one does, the other sees",
            "t = dup"),

    FCNTL(
            "fcntl",
            Header.FCNTL,
            Result.FLAGS,
            c(FD, new Param.Fcntl("cmd")),
            typed(form("fcntl", "cmd")),
            "read or set the descriptor's flags: O_NONBLOCK makes calls return instead of blocking",
            "fcntl F_SETFL O_NONBLOCK"),

    IOCTL(
            "ioctl",
            Header.SYS_IOCTL,
            Result.NUMBER,
            c(FD, new Param.Ioctl("request")),
            typed(form("ioctl", "request")),
            "ask how much waits to be read or sent, or whether urgent data comes next",
            "ioctl FIONREAD"),

    POLL(
            "poll",
            Header.POLL,
            Result.READY,
            c(new Param.PollSet("fds"), new Param.Millis("timeout")),
            typed(form("poll", "fds", "[timeout]")),
            "wait until one of several sockets is ready",
            "poll s1:in s2:in,out 2s"),

    SELECT(
            "select",
            Header.SYS_SELECT,
            Result.READY,
            c(new Param.SelectSets("nfds"), new Param.Timeval("timeout")),
            typed(form("select", "nfds", "[timeout]")),
            "wait until one of several sockets is ready, the older way",
            "select r=s1,s2 w=s3 2s"),

    PPOLL(
            "ppoll",
            Header.POLL_GNU,
            Result.READY,
            c(new Param.PollSet("fds"), new Param.Timeout("tmo_p"), new Param.SignalMask("sigmask")),
            typed(form("ppoll", "fds", "[tmo_p]")),
            "poll with a time to the nanosecond, and in C with a signal mask",
            "ppoll s1:in 2s"),

    PSELECT(
            "pselect",
            Header.SYS_SELECT,
            Result.READY,
            c(new Param.SelectSets("nfds"), new Param.Timeout("timeout"), new Param.SignalMask("sigmask")),
            typed(form("pselect", "nfds", "[timeout]")),
            "select with a time to the nanosecond, and in C with a signal mask",
            "pselect r=s1,s2 2s"),

    EPOLL_CREATE1(
            "epoll_create1",
            Header.SYS_EPOLL,
            Result.EPOLL,
            c(new Param.Flags("flags", Const.Group.EPOLL_FLAG)),
            typed(form("epoll_create1", "[flags]")),
            "make an epoll instance: a set of descriptors that the kernel watches",
            "ep = epoll_create1"),

    EPOLL_CTL(
            "epoll_ctl",
            Header.SYS_EPOLL,
            Result.ZERO,
            c(
                    new Param.EpollFd("epfd"),
                    choice("op", Const.Group.EPOLL_OP),
                    new Param.OtherFd("fd"),
                    new Param.EpollInterest("event")),
            typed(form("epoll_ctl", "op", "fd", "[event]")),
            "add a socket to an epoll instance, change what it is watched for, or take it out",
            "epoll_ctl ADD s1 in,et"),

    EPOLL_WAIT(
            "epoll_wait",
            Header.SYS_EPOLL,
            Result.READY,
            c(new Param.EpollFd("epfd"), new Param.EpollReady("events"), new Param.Millis("timeout")),
            typed(form("epoll_wait", "[timeout]")),
            "wait until a socket of the set is ready",
            "epoll_wait 2s"),

    EPOLL_PWAIT2(
            "epoll_pwait2",
            Header.SYS_EPOLL,
            Result.READY,
            c(
                    new Param.EpollFd("epfd"),
                    new Param.EpollReady("events"),
                    new Param.Timeout("timeout"),
                    new Param.SignalMask("sigmask")),
            typed(form("epoll_pwait2", "[timeout]")),
            "epoll_wait with a time to the nanosecond, and in C with a signal mask",
            "epoll_pwait2 2500us"),

    OPENAT(
            "openat",
            Header.FCNTL,
            Result.DESCRIPTOR,
            c(
                    new Param.Choice("dirfd", Const.Group.DIRECTORY, Const.AT_FDCWD.value()),
                    new Param.FilePath("path"),
                    new Param.Flags("flags", Const.Group.STATUS)),
            typed(form("openat", "path")),
            "open a file for reading: sendfile sends it",
            "f = openat notes.txt"),

    PIPE2(
            "pipe2",
            Header.UNISTD_GNU,
            Result.PAIR,
            c(new Param.PairOut("pipefd"), new Param.Flags("flags", Const.Group.PIPE_FLAG)),
            typed(form("pipe2", "[flags]")),
            "make a pipe: what is written to the second descriptor is read from the first; splice needs one",
            "r w = pipe2"),

    SENDFILE(
            "sendfile",
            Header.SYS_SENDFILE,
            Result.SENT,
            c(new Param.Fd("out_fd"), new Param.OtherFd("in_fd"), new Param.Offset("offset"), new Param.Count("count")),
            typed(form("sendfile", "in_fd", "count", "[offset]")),
            "send bytes of a file without copying them through the program",
            "sendfile s1 4096"),

    SPLICE(
            "splice",
            Header.FCNTL_GNU,
            Result.SENT,
            c(
                    new Param.Fd("fd_in"),
                    new Param.NoOffset("off_in"),
                    new Param.OtherFd("fd_out"),
                    new Param.NoOffset("off_out"),
                    new Param.Count("len"),
                    new Param.Flags("flags", Const.Group.SPLICE)),
            typed(form("splice", "fd_out", "len", "[flags]")),
            "move bytes between a pipe and a socket or file within the kernel",
            "s1.splice s2 4096 SPLICE_F_MOVE");

    private final String function;
    private final Header header;
    private final Result result;
    private final List<Param> params;
    private final OptionalInt received;
    private final List<Form> forms;
    private final String summary;
    private final String example;

    Call(
            String function,
            Header header,
            Result result,
            List<Param> params,
            List<CallDeclarations.TypedForm> forms,
            String summary,
            String example) {
        this.function = function;
        this.header = header;
        this.result = result;
        this.params = params;
        this.received = IntStream.range(0, params.size())
                .filter(i -> params.get(i).shape().use() == ParamShape.Use.RECEIVED)
                .findFirst();
        this.forms = CallDeclarations.over(forms, params);
        this.summary = summary;
        this.example = example;
    }

    /** The C function's name. */
    public String function() {
        return function;
    }

    /** Where C declares it. */
    public Header header() {
        return header;
    }

    /** The C type that it returns. */
    public CType returns() {
        return result.ctype();
    }

    /** How C's library enters the kernel for it. */
    public KernelEntry kernelEntry() {
        return KernelEntry.of(this);
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
        return params.stream().flatMap(p -> p.shape().ctypes().stream()).toList();
    }

    /** The ways to type it. */
    public List<Form> forms() {
        return forms;
    }

    /** What it is for, in one phrase, in English. */
    public String summary() {
        return summary;
    }

    /** A line that uses it. */
    public String example() {
        return example;
    }

    /** A line that uses it in one of the ways to type it. */
    public String example(Form form) {
        return form.word().equals("socket") ? "socket AF_INET SOCK_DGRAM" : example; // the usual example says open
    }

    /** Whether it is made on a socket. */
    public boolean onSocket() {
        return params.getFirst() instanceof Param.Fd;
    }

    /** Whether it is made on an epoll instance. */
    public boolean onEpoll() {
        return params.getFirst() instanceof Param.EpollFd;
    }

    /** Whether it makes a socket out of nothing: in the network of the thread that makes it. */
    public boolean makesSocket() {
        return !onSocket() && (result == Result.DESCRIPTOR || result == Result.PAIR);
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
