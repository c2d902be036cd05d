package socklab.service.relay;

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

/** The calls that a relay makes. For the relay's thread; none of them blocks. */
final class RelaySockets implements AutoCloseable {
    private static final int INET_LENGTH = 16;
    private static final int QUIET_FLAGS = Const.MSG_DONTWAIT.value() | Const.MSG_NOSIGNAL.value();
    private static final int NEW_FLAGS = Const.SOCK_NONBLOCK.value() | Const.SOCK_CLOEXEC.value();

    private final Protocol protocol;
    private final Caller caller;

    RelaySockets(Protocol protocol, Caller caller) {
        this.protocol = protocol;
        this.caller = caller;
    }

    /** A call that could not be made when it had to. */
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
        return (int) must(
                        Call.SOCKET,
                        num(Const.AF_INET.value()),
                        num(protocol.type().value() | NEW_FLAGS),
                        num(0))
                .value();
    }

    void set(int fd, SocketOption option, OptionValue value) {
        make(Call.SETSOCKOPT, num(fd), new Arg.SetOption(option.level(), option, value));
    }

    void bind(int fd, SocketAddress address) throws Failure {
        must(Call.BIND, num(fd), new Arg.Address(address));
    }

    void listen(int fd, int backlog) throws Failure {
        must(Call.LISTEN, num(fd), num(backlog));
    }

    SocketAddress name(int fd) throws Failure {
        return Out.address(must(Call.GETSOCKNAME, num(fd), new Arg.AddressSpace(INET_LENGTH))
                        .outs())
                .orElseThrow();
    }

    Outcome accept(int fd) {
        return make(Call.ACCEPT4, num(fd), new Arg.AddressSpace(INET_LENGTH), num(NEW_FLAGS));
    }

    /** Begins a connection, or fixes a datagram socket's peer. */
    void connect(int fd, SocketAddress peer) throws Failure {
        if (make(Call.CONNECT, num(fd), new Arg.Address(peer)) instanceof Outcome.Failed f
                && f.errno() != Errno.EINPROGRESS) {
            throw new Failure(Call.CONNECT, f.errno());
        }
    }

    /** The error that waits on a socket, taken off; none if there is none. */
    Optional<Errno> error(int fd) {
        Outcome outcome = make(Call.GETSOCKOPT, num(fd), new Arg.GetOption(Const.SOL_SOCKET, SocketOption.SO_ERROR));
        if (!(outcome instanceof Outcome.Returned r)) {
            return Optional.empty();
        }
        return r.outs().stream()
                .filter(Out.Value.class::isInstance)
                .map(o -> ((Out.Value) o).value())
                .filter(OptionValue.Number.class::isInstance)
                .map(v -> (int) ((OptionValue.Number) v).value())
                .filter(n -> n != 0)
                .findFirst()
                .flatMap(Errno::of);
    }

    Outcome receive(int fd, int room) {
        return make(Call.RECV, num(fd), new Arg.Space(room), num(Const.MSG_DONTWAIT.value()));
    }

    Outcome receiveFrom(int fd, int room) {
        return make(
                Call.RECVFROM,
                num(fd),
                new Arg.Space(room),
                num(Const.MSG_DONTWAIT.value()),
                new Arg.AddressSpace(INET_LENGTH));
    }

    Outcome send(int fd, Bytes data) {
        return make(Call.SEND, num(fd), new Arg.Payload(data), num(QUIET_FLAGS));
    }

    Outcome sendTo(int fd, Bytes data, SocketAddress to) {
        return make(Call.SENDTO, num(fd), new Arg.Payload(data), num(QUIET_FLAGS), new Arg.Address(to));
    }

    /** Ends the stream in one direction. */
    void finish(int fd) {
        make(Call.SHUTDOWN, num(fd), num(Const.SHUT_WR.value()));
    }

    /** Closes with RST instead of FIN. Source: socket(7), SO_LINGER; RFC 9293 §3.10.5, ABORT. */
    void reset(int fd) {
        set(fd, SocketOption.SO_LINGER, new OptionValue.Linger(true, 0));
        close(fd);
    }

    void close(int fd) {
        make(Call.CLOSE, num(fd));
    }

    private static Arg num(int value) {
        return new Arg.Num(value);
    }

    private Outcome.Returned must(Call call, Arg... args) throws Failure {
        return switch (make(call, args)) {
            case Outcome.Returned r -> r;
            case Outcome.Failed f -> throw new Failure(call, f.errno());
            case Outcome.Unsupported _, Outcome.Unresolved _ -> throw new IllegalStateException(call.function());
        };
    }

    private Outcome make(Call call, Arg... args) {
        return caller.invoke(new Invocation(call, List.of(args)));
    }

    static boolean failed(Outcome outcome, Errno errno) {
        return outcome instanceof Outcome.Failed f && f.errno() == errno;
    }

    static Bytes data(Outcome.Returned returned) {
        return Out.data(returned.outs()).orElse(Bytes.EMPTY);
    }

    @Override
    public void close() {
        caller.close();
    }
}
