package socklab.service;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import socklab.call.Arg;
import socklab.call.Bytes;
import socklab.call.Call;
import socklab.call.Const;
import socklab.call.ControlMessage;
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

/**
 * The calls that a service makes, each told to its listener if that wants calls. For the service's thread; no call
 * blocks.
 */
public final class ServiceSockets implements AutoCloseable {
    private static final int INET_LENGTH = 16;
    /** Room for the control message that holds the TTL. */
    private static final int CONTROL_LENGTH = 64;
    /** Room for any address. Source: socket.h(0p), sockaddr_storage. */
    private static final int STORAGE_LENGTH = 128;

    private static final int DONTWAIT = Const.MSG_DONTWAIT.value();
    private static final int SEND_FLAGS = DONTWAIT | Const.MSG_NOSIGNAL.value();
    private static final int NEW_FLAGS = Const.SOCK_NONBLOCK.value() | Const.SOCK_CLOEXEC.value();

    private final String noun;
    private final Protocol protocol;
    private final Caller caller;
    private final ServiceListener listener;
    private final boolean traced;
    /** The sockets by descriptor, as the listener is to see them; empty unless calls are traced. */
    private final Map<Integer, Socket> sockets = new HashMap<>();

    /** @param noun the name of the listening socket: {@code server} */
    public ServiceSockets(String noun, Protocol protocol, Caller caller, ServiceListener listener) {
        this.noun = noun;
        this.protocol = protocol;
        this.caller = caller;
        this.listener = listener;
        this.traced = listener.wantsCalls();
    }

    public ServiceListener listener() {
        return listener;
    }

    /** Opens a socket of the protocol's type. */
    public int open(Const family) throws CallFailure {
        int type = protocol.type().value() | NEW_FLAGS;
        int fd = (int) require(Call.SOCKET, number(family.value()), number(type), number(0))
                .value();
        name(fd, noun);
        return fd;
    }

    /** Gives a socket the name that the listener is to see. */
    public void name(int fd, String name) {
        if (traced) {
            sockets.put(
                    fd,
                    new Socket(
                            0,
                            name,
                            fd,
                            Const.AF_INET.value(),
                            protocol.type().value(),
                            0,
                            Optional.empty(),
                            Optional.empty()));
        }
    }

    /** Sets an option that the service can do without. */
    public void set(int fd, SocketOption option, OptionValue value) {
        make(Call.SETSOCKOPT, number(fd), new Arg.SetOption(option.level(), option, value));
    }

    public void bind(int fd, SocketAddress address) throws CallFailure {
        require(Call.BIND, number(fd), new Arg.Address(address));
    }

    public void listen(int fd, int backlog) throws CallFailure {
        require(Call.LISTEN, number(fd), number(backlog));
    }

    /** The address that a socket is bound to. */
    public SocketAddress local(int fd) throws CallFailure {
        return address(require(Call.GETSOCKNAME, number(fd), new Arg.AddressSpace(INET_LENGTH)))
                .orElseThrow();
    }

    public Outcome accept(int fd) {
        return make(Call.ACCEPT4, number(fd), new Arg.AddressSpace(INET_LENGTH), number(NEW_FLAGS));
    }

    /** Begins a connection, or sets a datagram socket's peer. */
    public void connect(int fd, SocketAddress peer) throws CallFailure {
        if (make(Call.CONNECT, number(fd), new Arg.Address(peer)) instanceof Outcome.Failed f
                && f.errno() != Errno.EINPROGRESS) {
            throw new CallFailure(Call.CONNECT, f.errno());
        }
    }

    /** Reads and clears a socket's pending error. Source: socket(7), SO_ERROR. */
    public Optional<Errno> error(int fd) {
        Outcome outcome = make(Call.GETSOCKOPT, number(fd), new Arg.GetOption(Const.SOL_SOCKET, SocketOption.SO_ERROR));
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

    public Outcome receive(int fd, int room) {
        return make(Call.RECV, number(fd), new Arg.Space(room), number(DONTWAIT));
    }

    /** Receives a datagram; the value returned is its length, even if that is more than the room. */
    public Outcome receiveFrom(int fd, int room) {
        int flags = DONTWAIT | Const.MSG_TRUNC.value();
        return make(Call.RECVFROM, number(fd), new Arg.Space(room), number(flags), new Arg.AddressSpace(INET_LENGTH));
    }

    /** Receives a datagram with its sender and, if IP_RECVTTL is set, its TTL. */
    public Outcome receiveMessage(int fd, int room) {
        Arg.MessageSpace space = new Arg.MessageSpace(STORAGE_LENGTH, List.of(room), CONTROL_LENGTH);
        return make(Call.RECVMSG, number(fd), space, number(DONTWAIT));
    }

    /** The TTL of a message that was received, if the kernel reported it. Source: ip(7), IP_RECVTTL. */
    public static OptionalInt ttl(Outcome.Returned returned) {
        return returned.outs().stream()
                .filter(Out.Message.class::isInstance)
                .flatMap(o -> ((Out.Message) o).control().stream())
                .filter(c -> c instanceof ControlMessage.Header h
                        && h.level() == Const.SOL_IP
                        && h.type() == SocketOption.IP_TTL.number())
                .mapToInt(c -> ((ControlMessage.Header) c).value())
                .findFirst();
    }

    /** The SYN that an accepted connection began with, from its IP header on, if TCP_SAVE_SYN was set. */
    public Optional<Bytes> savedSyn(int fd) {
        Outcome outcome =
                make(Call.GETSOCKOPT, number(fd), new Arg.GetOption(Const.SOL_TCP, SocketOption.TCP_SAVED_SYN));
        return outcome.outs().stream()
                .filter(Out.Value.class::isInstance)
                .map(o -> ((Out.Value) o).raw())
                .findFirst();
    }

    /** Opens a raw socket that sends ICMP. */
    public int openRawIcmp() throws CallFailure {
        int type = Const.SOCK_RAW.value() | NEW_FLAGS;
        return (int)
                require(Call.SOCKET, number(Const.AF_INET.value()), number(type), number(Const.IPPROTO_ICMP.value()))
                        .value();
    }

    public Outcome send(int fd, Bytes data) {
        return make(Call.SEND, number(fd), new Arg.Payload(data), number(SEND_FLAGS));
    }

    public Outcome sendTo(int fd, Bytes data, SocketAddress to) {
        return make(Call.SENDTO, number(fd), new Arg.Payload(data), number(SEND_FLAGS), new Arg.Address(to));
    }

    /** Ends the stream in one direction. */
    public Outcome shutdownWrite(int fd) {
        return make(Call.SHUTDOWN, number(fd), number(Const.SHUT_WR.value()));
    }

    /** Closes with RST instead of FIN. Source: socket(7), SO_LINGER; RFC 9293 §3.10.5, ABORT. */
    public void reset(int fd) {
        set(fd, SocketOption.SO_LINGER, new OptionValue.Linger(true, 0));
        close(fd);
    }

    public void close(int fd) {
        make(Call.CLOSE, number(fd));
        sockets.remove(fd);
    }

    private static Arg number(int value) {
        return new Arg.Num(value);
    }

    private Outcome.Returned require(Call call, Arg... args) throws CallFailure {
        return switch (make(call, args)) {
            case Outcome.Returned r -> r;
            case Outcome.Failed f -> throw new CallFailure(call, f.errno());
            case Outcome.Unsupported _, Outcome.Unresolved _ -> throw new IllegalStateException(call.function());
        };
    }

    private Outcome make(Call call, Arg... args) {
        Invocation invocation = new Invocation(call, List.of(args));
        if (!traced) {
            return caller.invoke(invocation);
        }
        long at = System.nanoTime();
        Outcome outcome = caller.invoke(invocation);
        if (!failed(outcome, Errno.EAGAIN)) {
            listener.call(new Event.Served(
                    protocol.word() + " " + noun,
                    new Event.Finished(
                            at,
                            Event.CallId.HELPER,
                            invocation,
                            outcome,
                            invocation.fd().map(sockets::get),
                            List.of(),
                            Optional.empty(),
                            Optional.empty(),
                            List.of())));
        }
        return outcome;
    }

    /** Whether a call failed with that error. */
    public static boolean failed(Outcome outcome, Errno errno) {
        return outcome instanceof Outcome.Failed f && f.errno() == errno;
    }

    /** The data that a call returned. */
    public static Bytes data(Outcome.Returned returned) {
        return Out.data(returned.outs()).orElse(Bytes.EMPTY);
    }

    /** The address that a call returned. */
    public static Optional<SocketAddress> address(Outcome.Returned returned) {
        return Out.address(returned.outs());
    }

    @Override
    public void close() {
        caller.close();
    }
}
