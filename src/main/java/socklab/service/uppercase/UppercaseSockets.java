package socklab.service.uppercase;

import java.util.List;
import java.util.Optional;
import socklab.call.Arg;
import socklab.call.Bytes;
import socklab.call.Call;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.call.Invocation;
import socklab.call.OptionValue;
import socklab.call.Out;
import socklab.call.Outcome;
import socklab.call.SocketAddress;
import socklab.call.SocketOption;
import socklab.kernel.Caller;
import socklab.session.Event;
import socklab.session.Socket;

/** The calls that a server makes, each told to its witness. For the server's thread; none of them blocks. */
final class UppercaseSockets implements AutoCloseable {
    private static final int INET_LENGTH = 16;
    private static final int QUIET_FLAGS = Const.MSG_DONTWAIT.value() | Const.MSG_NOSIGNAL.value();

    private final UppercaseConfig.Protocol protocol;
    private final Caller caller;
    private final UppercaseListener witness;
    private final UppercaseCounters tally;
    private final boolean heard;

    UppercaseSockets(
            UppercaseConfig.Protocol protocol, Caller caller, UppercaseListener witness, UppercaseCounters tally) {
        this.protocol = protocol;
        this.caller = caller;
        this.witness = witness;
        this.tally = tally;
        this.heard = witness.wantsCalls();
    }

    UppercaseCounters tally() {
        return tally;
    }

    /** Tells a line, if lines of its kind are wanted. */
    void tell(UppercaseLogLine.Kind kind, String key, Object... args) {
        if (witness.wants(kind)) {
            witness.line(UppercaseLogLine.of(kind, key, args));
        }
    }

    /** Whether somebody hears of every call. */
    boolean heard() {
        return heard;
    }

    /** Whether somebody hears of single calls, exchanges or mistakes. */
    boolean watched() {
        return heard || wants(UppercaseLogLine.Kind.EXCHANGE) || wants(UppercaseLogLine.Kind.MISTAKE);
    }

    boolean wants(UppercaseLogLine.Kind kind) {
        return witness.wants(kind);
    }

    /** A call that could not be made when the server started. */
    static final class Failure extends Exception {
        private final Call call;
        private final Errno errno;

        Failure(Call call, Errno errno) {
            super(call.function() + ": " + errno.describe(), null, false, false);
            this.call = call;
            this.errno = errno;
        }

        Call call() {
            return call;
        }

        Errno errno() {
            return errno;
        }
    }

    int open() throws Failure {
        int type = protocol.type().value() | Const.SOCK_NONBLOCK.value() | Const.SOCK_CLOEXEC.value();
        return (int) must(Call.SOCKET, "", num(Const.AF_INET.value()), num(type), num(0))
                .value();
    }

    /** A TCP server that comes back may have its port although connections of before rest in TIME_WAIT. */
    void reuseAddress(int fd) throws Failure {
        must(
                Call.SETSOCKOPT,
                "server",
                num(fd),
                new Arg.SetOption(Const.SOL_SOCKET, SocketOption.SO_REUSEADDR, new OptionValue.Number(1)));
    }

    void bind(int fd, SocketAddress address) throws Failure {
        must(Call.BIND, "server", num(fd), new Arg.Address(address));
    }

    void listen(int fd, int backlog) throws Failure {
        must(Call.LISTEN, "server", num(fd), num(backlog));
    }

    SocketAddress name(int fd) throws Failure {
        return address(must(Call.GETSOCKNAME, "server", num(fd), new Arg.AddressSpace(INET_LENGTH)))
                .orElseThrow();
    }

    Outcome accept(int fd) {
        int flags = Const.SOCK_NONBLOCK.value() | Const.SOCK_CLOEXEC.value();
        return make(Call.ACCEPT4, "server", num(fd), new Arg.AddressSpace(INET_LENGTH), num(flags));
    }

    Outcome receive(int fd, String name, int room) {
        return make(Call.RECV, name, num(fd), new Arg.Space(room), num(Const.MSG_DONTWAIT.value()));
    }

    Outcome receiveFrom(int fd, int room) {
        int flags = Const.MSG_DONTWAIT.value() | Const.MSG_TRUNC.value();
        return make(
                Call.RECVFROM, "server", num(fd), new Arg.Space(room), num(flags), new Arg.AddressSpace(INET_LENGTH));
    }

    Outcome send(int fd, String name, Bytes data) {
        return make(Call.SEND, name, num(fd), new Arg.Payload(data), num(QUIET_FLAGS));
    }

    Outcome sendTo(int fd, Bytes data, SocketAddress to) {
        return make(Call.SENDTO, "server", num(fd), new Arg.Payload(data), num(QUIET_FLAGS), new Arg.Address(to));
    }

    Outcome finish(int fd, String name) {
        return make(Call.SHUTDOWN, name, num(fd), num(Const.SHUT_WR.value()));
    }

    void close(int fd, String name) {
        make(Call.CLOSE, name, num(fd));
    }

    private static Arg num(int value) {
        return new Arg.Num(value);
    }

    private Outcome.Returned must(Call call, String name, Arg... args) throws Failure {
        return switch (make(call, name, args)) {
            case Outcome.Returned r -> r;
            case Outcome.Failed f -> throw new Failure(call, f.errno());
            case Outcome.Unsupported _, Outcome.Unresolved _ -> throw new IllegalStateException(call.function());
        };
    }

    private Outcome make(Call call, String name, Arg... args) {
        Invocation invocation = new Invocation(call, List.of(args));
        if (!heard) {
            return caller.invoke(invocation);
        }
        long at = System.nanoTime();
        Outcome outcome = caller.invoke(invocation);
        if (!failed(outcome, Errno.EAGAIN)) {
            Optional<Socket> socket = invocation
                    .fd()
                    .map(fd -> new Socket(
                            0,
                            name,
                            fd,
                            Const.AF_INET.value(),
                            protocol.type().value(),
                            0,
                            Optional.empty(),
                            Optional.empty()));
            witness.call(new Event.Served(
                    protocol.word() + " server",
                    new Event.Finished(
                            at,
                            Event.CallId.HELPER,
                            invocation,
                            outcome,
                            socket,
                            List.of(),
                            Optional.empty(),
                            Optional.empty(),
                            List.of())));
        }
        return outcome;
    }

    static boolean failed(Outcome outcome, Errno errno) {
        return outcome instanceof Outcome.Failed f && f.errno() == errno;
    }

    /** The data that a call returned. */
    static Bytes data(Outcome.Returned returned) {
        return Out.data(returned.outs()).orElse(Bytes.EMPTY);
    }

    /** The address that a call returned. */
    static Optional<SocketAddress> address(Outcome.Returned returned) {
        return Out.address(returned.outs());
    }

    @Override
    public void close() {
        caller.close();
    }
}
